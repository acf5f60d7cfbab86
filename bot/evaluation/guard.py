"""How many faults of generated texts the guard sees, and how many good ones it refuses."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import process_time

from rich.console import Console

from bot.answers.guard import Verdict, check
from bot.evaluation.guard_files import FAITHFUL, FAULTS, GuardCase, read_guard_cases
from bot.evaluation.print_table import print_table
from bot.evaluation.scores import Share
from bot.evaluation.tables import Table
from bot.knowledge.facts import Fact, load_facts
from bot.knowledge.problem import KnowledgeError
from bot.settings import ROOT, Settings

__all__ = ["GuardJudged", "evaluate_guard", "guard_goals_missed", "judge_cases", "tables_of_guard"]

WITHOUT_FAIL = frozenset(
    ("number", "telephone", "link", "email", "amount", "date", "document", "secret")
)
"""Faults of which every one must be caught."""

LEAST_CAUGHT = 0.95
"""The least share of the other faults, taken together, that must be caught."""

MOST_REFUSED = 0.15
"""The greatest share of faithful rewordings that may be refused: the passage is said instead."""

_FILE = ROOT / "tests" / "evaluation" / "answers" / "guard.yml"


@dataclass(frozen=True)
class GuardJudged:
    """A case, what the guard says, and the milliseconds of processor time it took."""

    case: GuardCase
    verdict: Verdict
    milliseconds: float

    @property
    def right(self) -> bool:
        """Whether a faithful text was let through, or another one was not."""
        return self.verdict.holds == (self.case.fault == FAITHFUL)


def evaluate_guard(settings: Settings, files: Sequence[Path], show_failures: bool) -> int:
    """Prints what the guard makes of the cases of these files, or of our own.

    With `show_failures` each case treated wrongly is printed. 1 if a goal is missed, else 0; a file
    with mistakes ends the program with each of them.
    """
    try:
        facts = load_facts(settings.knowledge_dir / "facts.yml")
        cases = read_guard_cases(files or [_FILE])
    except KnowledgeError as error:
        sys.exit(f"bot: {error}")
    judge_cases(cases[:1], facts)
    judged = judge_cases(cases, facts)
    console = Console(highlight=False, markup=False, emoji=False)
    for table in tables_of_guard(judged):
        print_table(console, table)
    if show_failures:
        for each in judged:
            if not each.right:
                console.print(_failure(each), soft_wrap=True)
    missed = guard_goals_missed(judged)
    for name in missed:
        console.print(f"Missed: {name}")
    return int(bool(missed))


def judge_cases(cases: Sequence[GuardCase], facts: Mapping[str, Fact]) -> list[GuardJudged]:
    """What the guard says of each case."""
    judged = []
    for case in cases:
        start = process_time()
        verdict = check(case.generated, case.passage, case.question, facts, case.form)
        judged.append(GuardJudged(case, verdict, 1000 * (process_time() - start)))
    return judged


def tables_of_guard(judged: Sequence[GuardJudged]) -> list[Table]:
    """Faults caught and faithful texts refused, and the times."""
    times = [each.milliseconds for each in judged]
    rows = tuple((f"p{percent}", f"{_percentile(times, percent):.1f}") for percent in (50, 95))
    return [
        _refused("Texts refused", judged),
        Table("Milliseconds a text", ("percentile", "ms"), rows),
    ]


def guard_goals_missed(judged: Sequence[GuardJudged]) -> list[str]:
    """The names of the goals that were not reached."""
    missed = [
        name
        for name in FAULTS
        if name in WITHOUT_FAIL and (_share(judged, [name]).value or 0) < 1 and _has(judged, name)
    ]
    others = _share(judged, [name for name in FAULTS if name not in WITHOUT_FAIL])
    if others.value is not None and others.value < LEAST_CAUGHT:
        missed.append("other faults")
    if (_share(judged, [FAITHFUL]).value or 0) > MOST_REFUSED:
        missed.append(FAITHFUL)
    return missed


def _has(judged: Sequence[GuardJudged], name: str) -> bool:
    return any(each.case.fault == name for each in judged)


def _share(judged: Sequence[GuardJudged], names: Sequence[str]) -> Share:
    """How many cases with one of these faults are refused."""
    refused = [not each.verdict.holds for each in judged if each.case.fault in names]
    return Share(sum(refused), len(refused))


def _refused(title: str, judged: Sequence[GuardJudged]) -> Table:
    rows = []
    for name in (*FAULTS, FAITHFUL):
        share = _share(judged, [name])
        if not share.of:
            continue
        goal = f"≤ {MOST_REFUSED:.2f}" if name == FAITHFUL else "1.00"
        if name != FAITHFUL and name not in WITHOUT_FAIL:
            goal = f"≥ {LEAST_CAUGHT:.2f}"
        interval = "–".join(f"{end:.3f}" for end in share.interval or ())
        rows.append(
            (name, str(share.of), str(share.count), f"{share.value or 0:.3f}", interval, goal)
        )
    columns = ("fault", "texts", "refused", "share", "95 % interval (Wilson)", "goal")
    return Table(title, columns, tuple(rows), note=f"≥ {LEAST_CAUGHT:.2f}: taken together")


def _percentile(times: Sequence[float], percent: int) -> float:
    return times[0] if len(times) == 1 else quantiles(times, n=100, method="inclusive")[percent - 1]


def _failure(judged: GuardJudged) -> str:
    case = judged.case
    found = "; ".join(f"{fault.kind}: {fault.said}" for fault in judged.verdict.faults)
    lines = [f"{case.file}:{case.line}: {case.fault}: {case.generated}", f"    > {case.passage}"]
    return "\n".join([*lines, *([f"    {found}"] if found else [])])
