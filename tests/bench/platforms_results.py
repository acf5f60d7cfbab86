"""What was measured behind a platform, the goals, and both as rows to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from .goals import Goal
from .report import markdown_table, verdict
from .results import percentile

__all__ = [
    "Latencies",
    "PlatformResults",
    "Work",
    "platform_goals",
    "platform_page",
    "platform_rows",
    "platform_table",
    "platforms_as_json",
]

SEPARATE, SINGLE = "web, dialogue and sender apart", "one process"


@dataclass(frozen=True)
class Latencies:
    """Seconds of messages that arrived `per_second`; `failed` of them were not answered well."""

    per_second: float
    seconds: tuple[float, ...]
    failed: int

    def milliseconds(self, percent: float) -> float:
        """What `percent` of them did not exceed; raises ValueError where there are none."""
        return 1000 * percentile(self.seconds, percent)


@dataclass(frozen=True)
class Work:
    """Some conversations from the first webhook on: `seconds` until all messages were handled,
    `cpu` seconds of all processes of the side until all answers had arrived, too.
    """

    messages: int
    failed: int
    bubbles: int
    seconds: float
    cpu: float

    @property
    def per_second(self) -> float:
        """Messages handled a second."""
        return self.messages / self.seconds

    @property
    def per_core(self) -> float:
        """Messages handled and answered in a second of CPU time."""
        return self.messages / self.cpu


@dataclass(frozen=True)
class PlatformResults:
    """Everything. `acknowledged` by how the roles are spread over processes; `one` and `two` are
    the messages a second that so many dialogue processes handled.
    """

    acknowledged: Mapping[str, Latencies]
    sent: Latencies
    one: float
    two: float
    ours: Work
    stock: Work


def platform_goals(found: PlatformResults) -> list[Goal]:
    """All goals; an acknowledgement that failed fails the first one."""
    apart = found.acknowledged[SEPARATE]
    late, scaled = apart.milliseconds(99), found.two / found.one
    times = found.ours.per_second / found.stock.per_second
    per_core = found.ours.per_core / found.stock.per_core
    return [
        Goal("acknowledged p99 ≤ 25 ms", f"{late:.1f} ms", late <= 25 and not apart.failed),
        Goal("two dialogue processes ≥ 1.7 × one", f"{scaled:.2f} ×", scaled >= 1.7),
        Goal(
            "behind Telegram ≥ 5 × stock's throughput",
            f"{times:.1f} × (per core, all sent: {per_core:.1f} ×)",
            times >= 5,
        ),
    ]


def platform_rows(found: PlatformResults) -> list[tuple[str, str]]:
    """Every measure and its value."""
    rows = []
    for name, waits in found.acknowledged.items():
        rows += _latency_rows(f"acknowledged, {name}", waits)
    rows += _latency_rows("webhook to sent", found.sent)
    rows += [
        ("one dialogue process", f"{found.one:.1f} messages a second"),
        ("two dialogue processes", f"{found.two:.1f} messages a second"),
    ]
    for name, work in (("this bot", found.ours), ("stock Rasa", found.stock)):
        rows += [
            (f"conversations, {name}", f"{work.per_second:.1f} messages a second"),
            (f"conversations, {name}: per core, all sent", f"{work.per_core:.1f} messages"),
            (
                f"conversations, {name}: messages, failed, bubbles",
                f"{work.messages}, {work.failed}, {work.bubbles}",
            ),
        ]
    return rows


def _latency_rows(name: str, waits: Latencies) -> list[tuple[str, str]]:
    times = " / ".join(f"{waits.milliseconds(percent):.1f}" for percent in (50, 99, 100))
    about = f"{len(waits.seconds)} messages, {waits.per_second:.0f} a second"
    failed = f", {waits.failed} failed" if waits.failed else ""
    return [(f"{name}: p50 / p99 / most", f"{times} ms ({about}{failed})")]


def platform_table(found: PlatformResults) -> Table:
    """The measures for the terminal."""
    table = Table("measured", title="Behind Telegram")
    table.add_column("", justify="right")
    for row in platform_rows(found):
        table.add_row(*row)
    return table


def platform_page(found: PlatformResults, machine: Mapping[str, str], how: str) -> str:
    """The same as a page, with where and how it was measured."""
    goals = [(goal.name, goal.reached, verdict(goal)) for goal in platform_goals(found)]
    parts = [
        "# Behind Telegram",
        markdown_table(("goal", "reached", "met"), goals),
        markdown_table(("measured", ""), platform_rows(found)),
        how,
        "\n".join(f"- {name}: {value}" for name, value in machine.items()),
    ]
    return "\n\n".join(parts) + "\n"


def platforms_as_json(found: PlatformResults, machine: Mapping[str, str]) -> dict[str, Any]:
    """Everything as JSON values."""
    goals = platform_goals(found)
    return {
        "machine": dict(machine),
        "goals": [{"goal": g.name, "reached": g.reached, "met": g.met} for g in goals],
        "acknowledged_ms": {name: _waits(waits) for name, waits in found.acknowledged.items()},
        "webhook_to_sent_ms": _waits(found.sent),
        "dialogue_processes_per_s": {"1": found.one, "2": found.two},
        "conversations": {"this bot": _work(found.ours), "stock Rasa": _work(found.stock)},
    }


def _waits(waits: Latencies) -> dict[str, float]:
    times = {f"p{percent}": waits.milliseconds(percent) for percent in (50, 95, 99, 100)}
    counts = {"messages": len(waits.seconds), "failed": waits.failed}
    return {**times, **counts, "messages_per_s": waits.per_second}


def _work(work: Work) -> dict[str, float]:
    counts = {"messages": work.messages, "failed": work.failed, "bubbles": work.bubbles}
    return {**counts, "messages_per_s": work.per_second, "messages_per_cpu_s": work.per_core}
