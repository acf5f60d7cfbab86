"""How much is still known a week and a month later: the measure of the reviews.

Of everybody's outcomes that were answered again so many days after they were last answered
rightly, the share whose first answer on that day was right, without a hint.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.learning.curriculum import Curriculum
from bot.store.database import VIETNAM_TIME, from_utc, reading
from bot.store.tables import attempt

__all__ = ["SPANS", "Kept", "Span", "outcome_days", "retention"]


@dataclass(frozen=True)
class Span:
    """About so many `days`, give or take `around`."""

    days: int
    around: int

    def holds(self, days: int) -> bool:
        """Whether that many days are about as many."""
        return abs(days - self.days) <= self.around


SPANS = (Span(7, 2), Span(30, 5))


@dataclass(frozen=True)
class Kept:
    """Of the outcomes `asked` after `span`, how many were `right` at first."""

    span: Span
    right: int
    asked: int

    @property
    def percent(self) -> int | None:
        """The share in whole percent; None where nothing was asked."""
        return round(100 * self.right / self.asked) if self.asked else None


OutcomeDay = tuple[date, bool, bool]
"""A day on which an outcome was asked: whether the first answer was right, and whether any was."""


def outcome_days(engine: Engine, curriculum: Curriculum) -> list[list[OutcomeDay]]:
    """The days of every outcome of every learner, each list in order. Raises TryLater."""
    columns = attempt.c
    query = select(
        columns.learner_id, columns.question_id, columns.correct, columns.hinted, columns.at
    ).order_by(columns.learner_id, columns.at, columns.id)
    found: list[list[OutcomeDay]] = []
    with reading(engine) as connection:
        for _, rows in groupby(connection.execute(query), lambda row: row.learner_id):
            days: defaultdict[str, dict[date, tuple[bool, bool]]] = defaultdict(dict)
            for row in rows:
                if curriculum.has_question(row.question_id):
                    of_outcome = days[curriculum.question(row.question_id).outcome_id]
                    day = from_utc(row.at).astimezone(VIETNAM_TIME).date()
                    right = bool(row.correct) and not row.hinted
                    first, ever = of_outcome.get(day, (right, False))
                    of_outcome[day] = (first, ever or right)
            found += [[(day, *each[day]) for day in sorted(each)] for each in days.values()]
    return found


def retention(outcomes: Iterable[Iterable[OutcomeDay]]) -> list[Kept]:
    """What was kept after each of SPANS."""
    right, asked = dict.fromkeys(SPANS, 0), dict.fromkeys(SPANS, 0)
    for days in outcomes:
        last_right: date | None = None
        for day, first, ever in days:
            for span in SPANS:
                if last_right is not None and span.holds((day - last_right).days):
                    asked[span] += 1
                    right[span] += first
            if ever:
                last_right = day
    return [Kept(span, right[span], asked[span]) for span in SPANS]
