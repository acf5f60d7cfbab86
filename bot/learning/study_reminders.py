"""Who wants to be reminded to study and at what hour, and who wants no reviews offered.

Kept only of people who agreed to something being kept, and gone with it. Every write may be
repeated and changes nothing the second time. `TryLater` where the database is locked or away.
A `person` is the learner's first name (`Person.key`); what is sent goes to where it was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection, Engine

from bot.learning.learner import NotEnrolledError
from bot.store.database import insert_once, reading, to_utc, writing
from bot.store.tables import learner, review_refusal, study_reminder

__all__ = ["StudyReminder", "StudyReminders", "clock_in_words"]


@dataclass(frozen=True)
class StudyReminder:
    """Every day at `at` (“19:30”) of `zone` (a name of IANA), by a message to `person`."""

    person: str
    at: str
    zone: str


@dataclass(frozen=True)
class StudyReminders:
    """The reminders in one database."""

    engine: Engine

    def find(self, person: str) -> StudyReminder | None:
        """The reminder of a learner; None for none."""
        columns = study_reminder.c
        query = (
            select(columns.person, columns.at, columns.zone)
            .join(learner, learner.c.id == columns.learner_id)
            .where(learner.c.person == person)
        )
        with reading(self.engine) as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else StudyReminder(**row._mapping)

    def set(self, person: str, wish: StudyReminder, message_id: str, now: datetime) -> None:
        """Remind the learner so from now on, and no longer as before. Raises NotEnrolledError."""
        with writing(self.engine) as connection:
            learner_id = _learner_id(connection, person)
            values: dict[str, Any] = {
                "person": wish.person,
                "at": wish.at,
                "zone": wish.zone,
                "message_id": message_id,
                "made_at": to_utc(now),
            }
            if not insert_once(connection, study_reminder, {"learner_id": learner_id, **values}):
                columns = study_reminder.c
                # The same message again must not begin the count of unanswered ones anew.
                other = (columns.learner_id == learner_id) & (columns.message_id != message_id)
                connection.execute(update(study_reminder).where(other).values(values))

    def stop(self, person: str) -> bool:
        """Remind the learner no more: False where they were not reminded."""
        owner = select(learner.c.id).where(learner.c.person == person).scalar_subquery()
        with writing(self.engine) as connection:
            gone = connection.execute(
                delete(study_reminder).where(study_reminder.c.learner_id == owner)
            )
            stopped: bool = gone.rowcount == 1
        return stopped

    def refuse_reviews(self, person: str, now: datetime) -> None:
        """Offer this learner no reviews of our own accord. Raises NotEnrolledError."""
        with writing(self.engine) as connection:
            row = {"learner_id": _learner_id(connection, person), "refused_at": to_utc(now)}
            insert_once(connection, review_refusal, row)

    def allow_reviews(self, person: str) -> None:
        """Offer them again."""
        owner = select(learner.c.id).where(learner.c.person == person).scalar_subquery()
        with writing(self.engine) as connection:
            connection.execute(delete(review_refusal).where(review_refusal.c.learner_id == owner))

    def refuses_reviews(self, person: str) -> bool:
        """Whether the learner wants none offered."""
        query = (
            select(review_refusal.c.learner_id)
            .join(learner, learner.c.id == review_refusal.c.learner_id)
            .where(learner.c.person == person)
        )
        with reading(self.engine) as connection:
            return connection.execute(query).one_or_none() is not None


def clock_in_words(at: str) -> str:
    """A time of the day as people say it: “19:30” is “7 giờ 30 tối”."""
    hour, minute = (int(part) for part in at.split(":"))
    parts = ((11, "sáng"), (13, "trưa"), (18, "chiều"), (22, "tối"), (24, "đêm"))
    part = next(name for end, name in parts if hour < end)
    said = f"{hour if hour <= 12 else hour - 12} giờ"
    return f"{said} {minute:02} {part}" if minute else f"{said} {part}"


def _learner_id(connection: Connection, person: str) -> int:
    found = connection.execute(select(learner.c.id).where(learner.c.person == person))
    learner_id: int | None = found.scalar_one_or_none()
    if learner_id is None:
        raise NotEnrolledError(person)
    return learner_id
