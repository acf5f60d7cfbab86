"""How far people are on the way to the official confirmation, and when to ask about it again.

Who began it is asked at their next visits, on later days, but at no more than MOST_VISITS of
them: nobody is pressed. Each step that gets done, and each time they ask for the way themselves,
allows as many again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection, Engine, Row

from bot.learning.learner import NotEnrolledError
from bot.store.database import VIETNAM_TIME, from_utc, insert_once, reading, to_utc, writing
from bot.store.tables import confirmation, learner

__all__ = ["MOST_VISITS", "ConfirmationProgress"]

MOST_VISITS = 2
"""Visits at which somebody is asked how far they are."""


@dataclass(frozen=True)
class ConfirmationProgress:
    """What is kept in one database about people on that way. Every call may raise TryLater."""

    engine: Engine

    def done(self, person: str) -> frozenset[str]:
        """The ids of the steps that the person has done."""
        row = self._find(person)
        return frozenset(row.done) if row else frozenset()

    def begin(self, person: str, now: datetime) -> None:
        """Keep that the person wants to go this way, or asked for it again.

        Raises NotEnrolledError.
        """
        with writing(self.engine) as connection:
            _change(connection, person, now, asked=0)

    def mark(self, person: str, step: str, now: datetime) -> None:
        """Keep that a step is done; doing so again changes nothing. Raises NotEnrolledError."""
        with writing(self.engine) as connection:
            row = _change(connection, person, now)
            if step not in row.done:
                _change(connection, person, now, done=[*row.done, step], asked=0)

    def next_to_ask(
        self, person: str, steps: Sequence[str], message_id: str, now: datetime
    ) -> str | None:
        """The first of `steps` still open, where the person is to be asked about it now.

        They are at a visit (a later day in Vietnam than the last word about it) of theirs that is
        begun by this message; the visit counts. The same message gets the same answer again.
        """
        today = now.astimezone(VIETNAM_TIME).date()
        row = self._find(person)
        if row is None:
            return None
        step = next((id for id in steps if id not in row.done), None)
        if step is None or row.asked_by == message_id:
            return step
        last = from_utc(row.changed_at).astimezone(VIETNAM_TIME).date()
        if row.asked >= MOST_VISITS or today <= last:
            return None
        with writing(self.engine) as connection:
            _change(
                connection,
                person,
                now,
                asked=row.asked + 1,
                asked_by=message_id,
            )
        return step

    def _find(self, person: str) -> Row | None:
        owner = learner.c.id == confirmation.c.learner_id
        query = select(confirmation).join(learner, owner).where(learner.c.person == person)
        with reading(self.engine) as connection:
            return connection.execute(query).one_or_none()


def _change(connection: Connection, person: str, now: datetime, **values: Any) -> Row:
    """The person's row as it was before these changes, made where there is none."""
    owner = connection.execute(select(learner.c.id).where(learner.c.person == person))
    learner_id = owner.scalar_one_or_none()
    if learner_id is None:
        raise NotEnrolledError(person)
    at = to_utc(now)
    empty = {"learner_id": learner_id, "done": [], "asked": 0, "changed_at": at}
    insert_once(connection, confirmation, empty)
    own = confirmation.c.learner_id == learner_id
    row = connection.execute(select(confirmation).where(own).with_for_update()).one()
    connection.execute(update(confirmation).where(own).values(**values, changed_at=at))
    return row
