"""What is due when: tasks sorted into overdue, coming, by rule, ongoing and without a deadline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.plans.deadlines import ONCE, RULES, last_due, next_due
from bot.plans.register import Outcome, Register, Task

__all__ = ["Agenda", "Entry", "agenda"]

_COMING_BACK = RULES | {"weekly"}
_ONGOING = frozenset({"ongoing", "ongoing_from"})


@dataclass(frozen=True)
class Entry:
    """A task, the day it is or was due (None: none), and what is known to have come of it."""

    task: Task
    due: date | None
    outcome: Outcome | None


@dataclass(frozen=True)
class Agenda:
    """Entries by when they are due, each group sorted by day.

    `overdue` are past their day with nothing known to have come of them, which does not say that
    nothing was done; `done` are those of which something is known.
    """

    overdue: tuple[Entry, ...]
    coming: tuple[Entry, ...]
    done: tuple[Entry, ...]
    by_rule: tuple[Entry, ...]
    ongoing: tuple[Entry, ...]
    undated: tuple[Entry, ...]


def agenda(register: Register, tasks: Iterable[Task], today: date) -> Agenda:
    """The agenda of `tasks` as of `today`."""
    outcomes = {each.task_id: each for document in register.documents for each in document.outcomes}
    overdue: list[Entry] = []
    coming: list[Entry] = []
    done: list[Entry] = []
    by_rule: list[Entry] = []
    ongoing: list[Entry] = []
    undated: list[Entry] = []
    for task in tasks:
        outcome = outcomes.get(task.id)
        following = next_due(task.deadline, today)
        entry = Entry(task, following or last_due(task.deadline, today), outcome)
        if outcome is not None:
            done.append(entry)
        elif task.deadline.kind in _COMING_BACK:
            by_rule.append(entry)
        elif task.deadline.kind in _ONGOING:
            ongoing.append(entry)
        elif task.deadline.kind not in ONCE:
            undated.append(entry)
        else:
            (coming if following else overdue).append(entry)
    return Agenda(
        overdue=_by_day(overdue),
        coming=_by_day(coming),
        done=_by_day(done),
        by_rule=_by_day(by_rule),
        ongoing=tuple(ongoing),
        undated=tuple(undated),
    )


def _by_day(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.due or date.max, entry.task.id)))
