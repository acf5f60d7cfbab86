"""Which reminders are due on a day, from what people subscribed to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.plans.coverage import covered
from bot.plans.deadlines import ONCE, occurrences
from bot.plans.register import Register
from bot.plans.subscriptions import Subscription
from bot.store.database import VIETNAM_TIME

__all__ = ["FIRST_HOUR", "LAST_HOUR", "Reminder", "due_reminders", "is_daytime", "still_due"]

FIRST_HOUR = time(8)
LAST_HOUR = time(20)
"""Reminders go out from the first to before the last hour in Vietnam, never at night."""


@dataclass(frozen=True, order=True)
class Reminder:
    """One occasion to remind: a task due on a day, `days_before` as they were asked for."""

    subscription_id: int
    task_id: str
    due_on: date
    days_before: int


def is_daytime(now: datetime) -> bool:
    """Whether one may remind at that (aware) time."""
    return FIRST_HOUR <= now.astimezone(VIETNAM_TIME).time() < LAST_HOUR


def due_reminders(
    register: Register,
    subscriptions: Iterable[Subscription],
    reminded: Collection[Reminder],
    today: date,
) -> dict[str, list[Reminder]]:
    """What each person (by key) is to be reminded of, on `today` or since earlier days.

    What falls due today is still in time. Not again what is in `reminded` with as few days before
    or fewer; whoever asks for fewer days later is reminded again. Not what comes once and is known
    to be done.
    """
    latest: dict[tuple[int, str, date], int] = {}
    for each in sorted(reminded, reverse=True):
        latest[each.subscription_id, each.task_id, each.due_on] = each.days_before
    done = {outcome.task_id for document in register.documents for outcome in document.outcomes}
    found: dict[tuple[str, str, int], list[tuple[str, date]]] = {}
    due: defaultdict[str, list[Reminder]] = defaultdict(list)
    for subscription in subscriptions:
        wish = (subscription.kind, subscription.value, subscription.days_before)
        if wish not in found:
            found[wish] = _occasions(register, *wish, done, today)
        for task_id, day in found[wish]:
            before = latest.get((subscription.id, task_id, day))
            if before is None or before > subscription.days_before:
                reminder = Reminder(subscription.id, task_id, day, subscription.days_before)
                due[subscription.person].append(reminder)
    return dict(due)


def still_due(register: Register, reminder: Reminder) -> bool:
    """Whether the register still has that task due on that day."""
    tasks = covered(register, "task", reminder.task_id)
    day = reminder.due_on
    return any(occurrences(task.deadline, day, day) for task in tasks)


def _occasions(
    register: Register, kind: str, value: str, days_before: int, done: set[str], today: date
) -> list[tuple[str, date]]:
    """The tasks that fall due from `today` on within so many days, and when."""
    return [
        (task.id, day)
        for task in covered(register, kind, value)
        if not (task.id in done and task.deadline.kind in ONCE)
        for day in occurrences(task.deadline, today, today + timedelta(days=days_before))
    ]
