"""What a language model did on trial, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import quantiles

from bot.answers.admission import LEAST_RIGHT
from bot.evaluation.llm_trials import Outcome, figures_of
from bot.evaluation.tables import Table

__all__ = ["tables_of_llm"]


def tables_of_llm(outcomes: Sequence[Outcome]) -> list[Table]:
    """Figures, faults and times; none is empty."""
    tables = [
        Table("Admission", ("what", "figure", "asked for"), tuple(_admission(outcomes))),
        Table(
            "What the guard found",
            ("fault", "texts"),
            tuple((kind, str(count)) for kind, count in _faults(outcomes).most_common()),
        ),
        Table("Seconds", ("", "half", "95 of 100"), tuple(_times(outcomes))),
    ]
    return [table for table in tables if table.rows]


def _admission(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, str, str]]:
    figures = figures_of(outcomes)
    yield (
        "right, the passage holds the answer",
        _of(figures.right, figures.given),
        (f"{LEAST_RIGHT:.0%}"),
    )
    yield "silent, it does not", _of(figures.silent, figures.absent), "100%"
    yield "unsupported number, name, link", _of(figures.unsupported, figures.trials), "0"


def _of(count: int, whole: int) -> str:
    return f"{count}/{whole} ({count / whole:.1%})" if whole else "–"


def _faults(outcomes: Sequence[Outcome]) -> Counter[str]:
    return Counter(kind for each in outcomes for kind in each.faults)


def _times(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, str, str]]:
    if len(outcomes) > 1:
        yield "until the first piece", *_halfway([each.first for each in outcomes])
        yield "until the whole answer", *_halfway([each.seconds for each in outcomes])


def _halfway(seconds: Sequence[float]) -> tuple[str, str]:
    hundredths = quantiles(seconds, n=100, method="inclusive")
    return f"{hundredths[49]:.2f}", f"{hundredths[94]:.2f}"
