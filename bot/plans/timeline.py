"""The picture of when things are due: one bar a task over the months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.plans.deadlines import occurrences
from bot.plans.register import Task

__all__ = ["Bar", "Tick", "Timeline", "timeline"]


@dataclass(frozen=True)
class Bar:
    """A task from `left`, `width` wide, in percent of the picture; `late`: its time has passed."""

    task: Task
    left: float
    width: float
    late: bool


@dataclass(frozen=True)
class Tick:
    """The first day of a month, at `left` percent."""

    month: date
    left: float


@dataclass(frozen=True)
class Timeline:
    """Bars in the order of their days, ticks of the months, and today at `now` percent if shown."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    now: float | None


def timeline(tasks: Iterable[Task], first: date, last: date, today: date) -> Timeline:
    """The picture of what is due from `first` to `last`, both included.

    A month's deadline is a bar over its month, a rule one narrow bar for each time. Tasks with
    nothing due in this time are left out.
    """
    days = (last - first).days + 1

    def place(day: date) -> float:
        return 100 * (day - first).days / days

    spans = sorted(
        ((start, end, task) for task in tasks for start, end in _spans(task, first, last)),
        key=lambda span: (span[1], span[0], span[2].id),
    )
    bars = tuple(
        Bar(
            task=task,
            left=place(max(start, first)),
            width=place(min(end, last) + timedelta(days=1)) - place(max(start, first)),
            late=end < today,
        )
        for start, end, task in spans
    )
    now = place(today) if first <= today <= last else None
    return Timeline(bars, tuple(Tick(month, place(month)) for month in _months(first, last)), now)


def _spans(task: Task, first: date, last: date) -> list[tuple[date, date]]:
    deadline = task.deadline
    if deadline.start and deadline.end and deadline.start <= last and deadline.end >= first:
        return [(deadline.start, deadline.end)]
    if deadline.start or deadline.end:
        return []
    return [(day, day) for day in occurrences(deadline, first, last)]


def _months(first: date, last: date) -> list[date]:
    month = first.replace(day=1)
    months = []
    while month <= last:
        if month >= first:
            months.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return months
