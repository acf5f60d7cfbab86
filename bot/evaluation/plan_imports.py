"""How well the importer reads plans that it has not seen: `bot evaluate imports`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from rich.console import Console

from bot.evaluation.plan_expected import Expected, read_expected
from bot.evaluation.plan_scores import FIGURES, Score, score, together
from bot.evaluation.print_table import print_table
from bot.evaluation.scores import Share
from bot.evaluation.tables import Table
from bot.knowledge.problem import KnowledgeError
from bot.plans.files import DeadlineEntry
from bot.plans.importing.blocks import Unreadable
from bot.plans.importing.deadline_reading import read_deadline
from bot.plans.importing.drafts import Draft
from bot.plans.importing.importing import draft_of, year_of
from bot.plans.importing.reading import read_blocks
from bot.settings import ROOT

__all__ = ["DOCUMENTS", "GOALS", "evaluate_imports", "scores_of", "tables_of_imports"]

GOALS = {"tasks found": 0.90, "lead right": 0.95, "deadline right": 0.95}
"""The least shares over the documents of each series; lead and deadline over what was found."""


DOCUMENTS = ROOT / "tests" / "evaluation" / "plan_documents"


def evaluate_imports(folder: Path = DOCUMENTS) -> int:
    """Imports every document of `folder` and prints how right that is; 1 if a goal is missed.

    `folder` holds the documents and, in expected/, the register of each as it must come out.
    """
    try:
        expected = read_expected(folder)
    except KnowledgeError as error:
        sys.exit(f"bot: {error}")
    if not expected:
        sys.exit(f"bot: there is no expected register in {folder / 'expected'}")
    try:
        series: dict[str, list[Score]] = {
            name: scores_of(
                [each for each in expected if each.series == name],
                folder,
                lambda path: draft_of(read_blocks(path)),
            )
            for name in sorted({each.series for each in expected})
        }
    except Unreadable as error:
        sys.exit(f"bot: {error}")
    console = Console(highlight=False, markup=False, emoji=False)
    for table in tables_of_imports(series):
        print_table(console, table)
    return int(
        any(
            not _reached(together(scores).shares[name], goal)
            for scores in series.values()
            for name, goal in GOALS.items()
        )
    )


def scores_of(
    expected: Sequence[Expected],
    folder: Path,
    draft: Callable[[Path], Draft],
) -> list[Score]:
    """The score of each document, imported by `draft`."""
    scores = []
    for each in expected:
        drafted = draft(folder / each.file)
        scores.append(score(each, drafted, _reader(year_of(drafted))))
    return scores


def tables_of_imports(series: Mapping[str, Sequence[Score]]) -> list[Table]:
    """The figures of each series by its name, and everything missed; none of them is empty."""
    misses = [miss for score in chain.from_iterable(series.values()) for miss in score.misses]
    kinds = Counter((miss.what, miss.file) for miss in misses)
    tables = [
        *(_figures_of(name, scores) for name, scores in series.items()),
        Table(
            "Misses by kind",
            ("what", "document", "count"),
            tuple((what, file, str(count)) for (what, file), count in sorted(kinds.items())),
            words=2,
        ),
        Table(
            "Misses",
            ("document", "section", "what", "expected", "drafted"),
            tuple(
                (miss.file, miss.section, miss.what, miss.expected, miss.drafted) for miss in misses
            ),
            words=5,
        ),
    ]
    return [table for table in tables if table.rows]


def _figures_of(series: str, scores: Sequence[Score]) -> Table:
    """The goals, the figures of each document, and of all documents of one series."""
    total = together(scores)
    columns = ("figure", *(each.file for each in scores), "all", "share", "95 % interval", "goal")
    rows = [
        (
            name,
            *(_counted(each.shares[name]) for each in scores),
            _counted(total.shares[name]),
            *_figures(name, total.shares[name]),
        )
        for name in FIGURES
    ]
    spurious = (str(each.spurious) for each in (*scores, total))
    rows.append(("spurious tasks", *spurious, "", "", ""))
    note = "Lead, deadline, coordinating and result are counted over the tasks that were found."
    return Table(f"Plans imported: {series}", columns, tuple(rows), note=note)


def _reader(year: int | None) -> Callable[[str], DeadlineEntry]:
    return lambda written: read_deadline(written, year)


def _counted(share: Share) -> str:
    return f"{share.count}/{share.of}"


def _figures(name: str, share: Share) -> tuple[str, str, str]:
    value = "–" if share.value is None else f"{share.value:.3f}"
    between = "–".join(f"{end:.3f}" for end in share.interval or ())
    goal = GOALS.get(name)
    if goal is None:
        return value, between, ""
    return value, between, f"≥ {goal:.2f}: {'reached' if _reached(share, goal) else 'missed'}"


def _reached(share: Share, goal: float) -> bool:
    return share.value is not None and share.value >= goal
