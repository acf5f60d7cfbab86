"""What was to be reminded of and what became of it: written down before anything is sent.

A reminder is one row, and unique: whoever writes it first is to send it, however many processes
look at the same time. Reminders that one process wrote for one person together share a message id
and go out as one message; until that is settled, any process may send it under that id.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from sqlalchemy import select, update
from sqlalchemy.engine import Engine

from bot.plans.reminders import Reminder
from bot.store.database import insert_once, reading, to_utc, writing
from bot.store.tables import learner, plan_reminder, plan_subscription

__all__ = ["ReminderBook", "ReminderMessage", "State"]


class State(Enum):
    """What became of a reminder."""

    WAITING = "waiting"
    SENT = "sent"
    HELD = "held"
    """The channel does not let the bot write first now: sent when it does, if still in time."""
    LATE = "late"
    """It could not be sent before the deadline was over."""
    GONE = "gone"
    """The register has no such task, or not due on that day, any more."""


_OPEN = (State.WAITING.value, State.HELD.value)


@dataclass(frozen=True)
class ReminderMessage:
    """Reminders that go out together; `address_form` is how the person wished to be addressed."""

    id: str
    person: str
    address_form: str | None
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True)
class ReminderBook:
    """The reminders in one database; methods raise TryLater."""

    engine: Engine

    def written(self, today: date) -> frozenset[Reminder]:
        """Everything written down that is due on `today` or later, whatever became of it."""
        columns = plan_reminder.c
        query = select(
            columns.subscription_id, columns.task_id, columns.due_on, columns.days_before
        ).where(columns.due_on >= today)
        with reading(self.engine) as connection:
            return frozenset(Reminder(*row) for row in connection.execute(query))

    def write(self, reminders: Iterable[Reminder], now: datetime) -> int:
        """Write down what one person is to be reminded of, as one message; returns how many.

        What is there already, or of a subscription that ended meanwhile, is left out.
        """
        ordered = sorted(reminders)  # two processes that write the same never block each other
        columns = plan_subscription.c
        owners = (
            select(columns.id, columns.learner_id)
            .where(columns.id.in_({each.subscription_id for each in ordered}))
            .with_for_update(read=True)
        )
        message_id = f"reminder-{uuid.uuid4().hex}"
        with writing(self.engine) as connection:
            learner_of = {row.id: row.learner_id for row in connection.execute(owners)}
            return sum(
                insert_once(
                    connection,
                    plan_reminder,
                    {
                        "learner_id": learner_of[each.subscription_id],
                        "subscription_id": each.subscription_id,
                        "task_id": each.task_id,
                        "due_on": each.due_on,
                        "days_before": each.days_before,
                        "message_id": message_id,
                        "planned_at": to_utc(now),
                        "state": State.WAITING.value,
                        "changed_at": to_utc(now),
                    },
                )
                for each in ordered
                if each.subscription_id in learner_of
            )

    def expire(self, today: date, now: datetime) -> int:
        """Give up what was due before `today` and not sent; returns how many."""
        columns = plan_reminder.c
        late = columns.state.in_(_OPEN) & (columns.due_on < today)
        change = update(plan_reminder).where(late)
        with writing(self.engine) as connection:
            given_up: int = connection.execute(
                change.values(state=State.LATE.value, changed_at=to_utc(now))
            ).rowcount
        return given_up

    def open_messages(self) -> list[str]:
        """The ids of the messages that are still to be sent, the oldest first."""
        columns = plan_reminder.c
        query = select(columns.message_id).where(columns.state.in_(_OPEN)).order_by(columns.id)
        with reading(self.engine) as connection:
            return list(dict.fromkeys(connection.execute(query).scalars()))

    def open_message(self, message_id: str) -> ReminderMessage | None:
        """What is still to be sent under this id; None where nothing is."""
        columns = plan_reminder.c
        query = (
            select(
                learner.c.person,
                learner.c.address_form,
                columns.subscription_id,
                columns.task_id,
                columns.due_on,
                columns.days_before,
            )
            .select_from(plan_reminder.join(learner, learner.c.id == columns.learner_id))
            .where(columns.message_id == message_id, columns.state.in_(_OPEN))
            .order_by(columns.id)
        )
        with reading(self.engine) as connection:
            rows = connection.execute(query).all()
        if not rows:
            return None
        reminders = tuple(Reminder(*row[2:]) for row in rows)
        return ReminderMessage(message_id, rows[0].person, rows[0].address_form, reminders)

    def settle(self, message: ReminderMessage, state: State, now: datetime) -> int:
        """Keep what became of a message; returns how many reminders that is new for."""
        columns = plan_reminder.c
        change = update(plan_reminder).where(
            columns.message_id == message.id,
            columns.state.in_(_OPEN),
            columns.state != state.value,
        )
        with writing(self.engine) as connection:
            changed: int = connection.execute(
                change.values(state=state.value, changed_at=to_utc(now))
            ).rowcount
        return changed
