"""Which of several tasks is due first or last: “việc nào gấp nhất?”, “cái nào trễ lâu nhất?”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.plans import time_cues
from bot.plans.deadlines import last_due, next_due
from bot.plans.register import Task
from bot.plans.spans import Span

__all__ = ["order_asked", "outermost"]

_NEAR = re.compile(r"\bgan (?:day )?nhat\b")


def order_asked(bare: str, *, overdue: bool) -> str:
    """“first”, “last” or “both” if what is due first or last is asked for, else “”.

    Of what is past its day the nearest is the last, and the longest the first.
    """
    if time_cues.LAST_DUE.search(bare):
        return "both" if time_cues.FIRST_DUE.search(bare) and not overdue else "last"
    if overdue:
        return "last" if _NEAR.search(bare) else "first" if _is_longest(bare) else ""
    return "first" if time_cues.FIRST_DUE.search(bare) else ""


def _is_longest(bare: str) -> bool:
    first = time_cues.LONGEST_OVERDUE.search(bare) or time_cues.FIRST_DUE.search(bare)
    return first is not None


def outermost(
    tasks: Sequence[Task], order: str, today: date, *, span: Span | None, overdue: bool
) -> tuple[Task, ...]:
    """Those of `tasks` that are due first, last or either; none where none of them is ever due.

    What is still to come counts, or what comes in `span`; where nothing is, what is over.
    """
    start = max(today, span.days[0]) if span and not overdue else today
    coming = {} if overdue else {task.id: next_due(task.deadline, start) for task in tasks}
    days = {id: day for id, day in coming.items() if day}
    if not days:
        past = {task.id: last_due(task.deadline, today) for task in tasks}
        days = {id: day for id, day in past.items() if day}
    if not days:
        return ()
    edges = {"first": min(days.values()), "last": max(days.values())}
    wanted = {*edges.values()} if order == "both" else {edges[order]}
    return tuple(task for task in tasks if days.get(task.id) in wanted)
