"""One person on several platforms: two learners until they link them by a code, then one.

The code is shown on the platform where somebody has learnt and typed on the other. All names
under which they write then stand for one learner, whose `learner.person` is the first of them.
A `person` is named by `Person.key`. `TryLater` where the database is locked or away.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection, Engine

from bot import link_code
from bot.learning.learner import NotEnrolledError
from bot.learning.merging import merge
from bot.store import tables
from bot.store.database import insert_once, reading, to_utc, writing
from bot.store.tables import identity, learner

__all__ = ["CODE_MINUTES", "Identities", "Linked", "OwnCodeError", "UnknownCodeError"]

CODE_MINUTES = 15
"""How long a code is good for."""


class UnknownCodeError(LookupError):
    """No such code, or it was used by somebody else, or it is too old."""


class OwnCodeError(ValueError):
    """The code is of the learner who typed it: it belongs on the other platform."""


@dataclass(frozen=True)
class Linked:
    """The learner that several people are: `person` is its first name, `activity` its place."""

    person: str
    activity: dict[str, Any] | None


@dataclass(frozen=True)
class Identities:
    """Who is whom, in one database."""

    engine: Engine

    def resolve(self, person: str) -> Linked | None:
        """The learner that the person was linked to; None for the many who linked nothing."""
        query = (
            select(learner.c.person, learner.c.activity)
            .join(identity, identity.c.learner_id == learner.c.id)
            .where(identity.c.person == person)
        )
        with reading(self.engine) as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Linked(row.person, row.activity)

    def persons(self, person: str) -> list[str]:
        """All names of the learner, the first one linked first; the person alone if unlinked."""
        own = select(identity.c.learner_id).where(identity.c.person == person)
        query = select(identity.c.person).where(identity.c.learner_id.in_(own))
        with reading(self.engine) as connection:
            names = list(
                connection.execute(
                    query.order_by(identity.c.linked_at, identity.c.person)
                ).scalars()
            )
        return names or [person]

    def new_code(self, person: str, now: datetime) -> str:
        """A code to be typed on another platform, ``LK-ABCD-2345``; it replaces an unused one.

        Raises NotEnrolledError.
        """
        code = link_code.new()
        table = tables.link_code
        with writing(self.engine) as connection:
            learner_id = _learner_of(connection, person)
            if learner_id is None:
                raise NotEnrolledError(person)
            # One that was used stays while its message may be handled again.
            over = table.c.used_by.is_(None) | (table.c.expires_at < to_utc(now))
            connection.execute(delete(table).where((table.c.learner_id == learner_id) & over))
            row = {
                "code_hash": _hash(code),
                "learner_id": learner_id,
                "expires_at": to_utc(now + timedelta(minutes=CODE_MINUTES)),
            }
            insert_once(connection, table, row)
        return link_code.shown(code)

    def redeem(self, person: str, code: str, now: datetime) -> str:
        """Makes the person the learner who was shown the code; returns that learner's first name.

        What the person had learnt goes along. The same code by the same person again changes
        nothing. Raises UnknownCodeError, OwnCodeError.
        """
        table = tables.link_code
        with writing(self.engine) as connection:
            row = connection.execute(
                select(table)
                .where(table.c.code_hash == _hash(link_code.find(code) or ""))
                .with_for_update()
            ).one_or_none()
            if row is None:
                raise UnknownCodeError
            first: str = connection.execute(
                select(learner.c.person).where(learner.c.id == row.learner_id)
            ).scalar_one()
            if row.used_by == person:
                return first
            own = _learner_of(connection, person)
            if own == row.learner_id:
                raise OwnCodeError
            if row.used_by is not None or row.expires_at <= to_utc(now):
                raise UnknownCodeError
            if own is not None:
                merge(connection, own, row.learner_id, now)
            for name in (first, person):
                linked = {"person": name, "learner_id": row.learner_id, "linked_at": to_utc(now)}
                insert_once(connection, identity, linked)
            used = update(table).where(table.c.code_hash == row.code_hash)
            connection.execute(used.values(used_by=person))
        return first


def _learner_of(connection: Connection, person: str) -> int | None:
    linked = select(identity.c.learner_id).where(identity.c.person == person)
    enrolled = select(learner.c.id).where(learner.c.person == person)
    learner_id: int | None = connection.execute(linked.union(enrolled)).scalar_one_or_none()
    return learner_id


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
