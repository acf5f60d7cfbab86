"""Results as rows of one table, for the terminal, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from .goals import Goal
from .results import Load, Side

__all__ = [
    "Row",
    "as_json",
    "goal_table",
    "markdown",
    "markdown_table",
    "result_table",
    "rows",
    "verdict",
]

HEADINGS = ("measured", "this bot", "stock Rasa", "ratio")


@dataclass(frozen=True)
class Row:
    """One measure of both sides; the ratio is the bot's divided by stock's."""

    name: str
    bot: float
    stock: float
    unit: str = ""
    digits: int = 1

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The row as it is shown."""
        shown = [
            f"{value:,.{self.digits}f} {self.unit}".rstrip() for value in (self.bot, self.stock)
        ]
        ratio = f"{self.bot / self.stock:.2f}" if self.stock else "–"
        return self.name, shown[0], shown[1], ratio


def rows(bot: Side, stock: Side) -> list[Row]:
    """Every measure."""
    found = [
        Row("boot", bot.boot, stock.boot, "s"),
        Row("boot: CPU time", bot.boot_cpu, stock.boot_cpu, "s"),
        Row("memory after boot (RSS)", bot.memory_idle.rss, stock.memory_idle.rss, "MiB", 0),
        Row("memory after load (RSS)", bot.memory_loaded.rss, stock.memory_loaded.rss, "MiB", 0),
        Row("memory after load (PSS)", bot.memory_loaded.pss, stock.memory_loaded.pss, "MiB", 0),
    ]
    for people, ours in bot.loads.items():
        found += _load_rows(people, ours, stock.loads[people])
    found += [
        Row(f"message {place} of one conversation", ours_ms, stock.positions[place], "ms")
        for place, ours_ms in bot.positions.items()
    ]
    ours_u, stock_u = bot.understanding, stock.understanding
    found.append(Row("parsing a sentence", ours_u.milliseconds, stock_u.milliseconds, "ms"))
    found.append(Row("accuracy, all", ours_u.accuracy(), stock_u.accuracy(), digits=3))
    found += [
        Row(f"accuracy, {w}", ours_u.accuracy(w), stock_u.accuracy(w), digits=3)
        for w in sorted(ours_u.asked)
    ]
    best = (ours_u.best_accuracy(), stock_u.best_accuracy())
    found.append(Row("accuracy without fallback", *best, digits=3))
    return found


def _load_rows(people: int, ours: Load, theirs: Load) -> Iterable[Row]:
    who = "1 person" if people == 1 else f"{people} people"
    yield Row(f"{who}: messages a second", ours.per_second, theirs.per_second)
    yield Row(f"{who}: messages a second per core", ours.per_core, theirs.per_core)
    yield Row(f"{who}: CPU a message", 1000 / ours.per_core, 1000 / theirs.per_core, "ms")
    for percent in (50, 95, 99):
        times = (ours.milliseconds(percent), theirs.milliseconds(percent))
        yield Row(f"{who}: p{percent}", *times, "ms")
    yield Row(f"{who}: messages measured", len(ours.latencies), len(theirs.latencies), digits=0)
    yield Row(f"{who}: answers without a reply", ours.silent, theirs.silent, digits=0)
    yield Row(f"{who}: errors", ours.failed, theirs.failed, digits=0)


def result_table(found: Iterable[Row]) -> Table:
    """The measures for the terminal."""
    table = Table(HEADINGS[0], title="This bot beside stock Rasa")
    for heading in HEADINGS[1:]:
        table.add_column(heading, justify="right")
    for row in found:
        table.add_row(*row.cells)
    return table


def goal_table(reached: Iterable[Goal]) -> Table:
    """The goals for the terminal."""
    table = Table("goal", "reached", "", title="Goals")
    for goal in reached:
        style = {True: "green", False: "bold red", None: "yellow"}[goal.met]
        table.add_row(goal.name, goal.reached, verdict(goal), style=style)
    return table


def markdown(
    found: Iterable[Row], reached: Iterable[Goal], machine: Mapping[str, str], how: str
) -> str:
    """The same as a page, with where and how it was measured; the plot is expected beside it."""
    parts = [
        "# This bot beside stock Rasa",
        markdown_table(
            ("goal", "reached", "met"), [(g.name, g.reached, verdict(g)) for g in reached]
        ),
        markdown_table(HEADINGS, [row.cells for row in found]),
        "![bench.svg](bench.svg)",
        how,
        "\n".join(f"- {name}: {value}" for name, value in machine.items()),
    ]
    return "\n\n".join(parts) + "\n"


def as_json(
    sides: Mapping[str, Side], reached: Iterable[Goal], machine: Mapping[str, str]
) -> dict[str, Any]:
    """Everything as JSON values; latencies as percentiles."""
    return {
        "machine": dict(machine),
        "goals": [{"goal": g.name, "reached": g.reached, "met": g.met} for g in reached],
        "sides": {name: _side(side) for name, side in sides.items()},
    }


def _side(side: Side) -> dict[str, Any]:
    understood = side.understanding
    return {
        "boots_s": list(side.boots),
        "boots_cpu_s": list(side.boot_cpus),
        "memory_mib": {
            "idle": {"rss": side.memory_idle.rss, "pss": side.memory_idle.pss},
            "loaded": {"rss": side.memory_loaded.rss, "pss": side.memory_loaded.pss},
        },
        "loads": {str(people): _load(load) for people, load in side.loads.items()},
        "long_conversation_ms": {str(k): v for k, v in side.positions.items()},
        "understanding": {
            "asked": dict(understood.asked),
            "right": dict(understood.right),
            "right_without_fallback": dict(understood.best_right),
            "parse_ms": understood.milliseconds,
        },
    }


def _load(load: Load) -> dict[str, float]:
    return {
        "messages": len(load.latencies),
        "wall_s": load.wall,
        "cpu_s": load.cpu,
        "messages_per_s": load.per_second,
        "messages_per_cpu_s": load.per_core,
        **{f"p{percent}_ms": load.milliseconds(percent) for percent in (50, 95, 99)},
        "silent": load.silent,
        "failed": load.failed,
    }


def verdict(goal: Goal) -> str:
    """Whether it was reached, in a word."""
    return {True: "met", False: "not met", None: "–"}[goal.met]


def markdown_table(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table of `lines`, whose first column is text and the others values."""
    table = [headings, ["---"] + ["---:"] * (len(headings) - 1), *lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in table)
