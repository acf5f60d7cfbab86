"""What of the plans a person wants to be reminded of, and the links to its calendars.

Kept only of people who agreed to something being kept (a row in `learner`), and gone with it.
Every write may be repeated and changes nothing the second time. `TryLater` where the database is
locked or away. A `person` is named by `Person.key`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.sql import Select

from bot.store.database import from_utc, insert_once, reading, to_utc, writing
from bot.store.tables import learner, plan_calendar, plan_subscription

__all__ = ["KINDS", "MOST_DAYS_BEFORE", "Feed", "NoConsentError", "Subscription", "Subscriptions"]

KINDS = ("unit", "document", "task")
"""What can be subscribed to: a unit by its name, a document or a task by its id."""

MOST_DAYS_BEFORE = 60
"""How long before a deadline one can be reminded, in days."""


class NoConsentError(LookupError):
    """Something was to be kept about a person who has not agreed to it (or took it back)."""


@dataclass(frozen=True)
class Subscription:
    """What one person wants to be reminded of, `days_before` it is due.

    `token` opens its calendar; `message_id` is the message that first asked for it.
    """

    id: int
    person: str
    kind: str
    value: str
    days_before: int
    token: str
    message_id: str
    made_at: datetime


@dataclass(frozen=True)
class Feed:
    """What a calendar shows, and since when: of one subscription, or all of a person (`whole`)."""

    subscriptions: tuple[Subscription, ...]
    whole: bool
    changed_at: datetime


@dataclass(frozen=True)
class Subscriptions:
    """The subscriptions in one database."""

    engine: Engine

    def add(
        self, person: str, kind: str, value: str, days_before: int, message_id: str, now: datetime
    ) -> Subscription:
        """Keep a subscription; the same again only changes `days_before`.

        Where `message_id` of what comes back is another one, the person had it before. Raises
        NoConsentError, and ValueError for a kind or a number of days that cannot be.
        """
        if kind not in KINDS:
            raise ValueError(f"nothing of the kind {kind!r} can be subscribed to")
        if not 0 <= days_before <= MOST_DAYS_BEFORE:
            raise ValueError(f"{days_before} is not from 0 to {MOST_DAYS_BEFORE} days")
        table = plan_subscription
        with writing(self.engine) as connection:
            learner_id = _learner_id(connection, person)
            same = (
                (table.c.learner_id == learner_id)
                & (table.c.kind == kind)
                & (table.c.value == value)
            )
            row = {
                "learner_id": learner_id,
                "kind": kind,
                "value": value,
                "days_before": days_before,
                "token": secrets.token_urlsafe(32),
                "message_id": message_id,
                "made_at": to_utc(now),
            }
            if insert_once(connection, table, row):
                _changed(connection, learner_id, now)
            else:
                connection.execute(update(table).where(same).values(days_before=days_before))
            return _subscription(connection.execute(_rows().where(same)).one())

    def remove(self, person: str, kind: str, value: str, now: datetime) -> bool:
        """End a subscription and what waits to be sent for it: False where there is none."""
        columns = plan_subscription.c
        with writing(self.engine) as connection:
            known = select(learner.c.id).where(learner.c.person == person)
            learner_id: int | None = connection.execute(known).scalar_one_or_none()
            if learner_id is None:
                return False
            gone = connection.execute(
                delete(plan_subscription).where(
                    columns.learner_id == learner_id, columns.kind == kind, columns.value == value
                )
            )
            if gone.rowcount == 0:
                return False
            _changed(connection, learner_id, now)
        return True

    def of_person(self, person: str) -> list[Subscription]:
        """The subscriptions of one person, the oldest first."""
        return self._read(_rows().where(learner.c.person == person))

    def all(self) -> list[Subscription]:
        """The subscriptions of everybody, the oldest first."""
        return self._read(_rows())

    def calendar_token(self, person: str) -> str | None:
        """What opens the calendar of all the person subscribed to; None before the first."""
        table = plan_calendar
        joined = table.join(learner, learner.c.id == table.c.learner_id)
        query = select(table.c.token).select_from(joined).where(learner.c.person == person)
        with reading(self.engine) as connection:
            token: str | None = connection.execute(query).scalar_one_or_none()
        return token

    def feed(self, token: str) -> Feed | None:
        """What the calendar with this token shows; None where there is no such calendar."""
        columns = plan_calendar.c
        query = select(columns.learner_id, columns.changed_at).where(columns.token == token)
        with reading(self.engine) as connection:
            calendar = connection.execute(query).one_or_none()
            if calendar is not None:
                of_learner = plan_subscription.c.learner_id == calendar.learner_id
                rows = connection.execute(_rows().where(of_learner)).all()
                shown = tuple(_subscription(row) for row in rows)
                return Feed(shown, True, from_utc(calendar.changed_at))
            row = connection.execute(
                _rows().where(plan_subscription.c.token == token)
            ).one_or_none()
        if row is None:
            return None
        single = _subscription(row)
        return Feed((single,), False, single.made_at)

    def _read(self, query: Select) -> list[Subscription]:
        with reading(self.engine) as connection:
            return [_subscription(row) for row in connection.execute(query)]


def _rows() -> Select:
    columns = plan_subscription.c
    owned = plan_subscription.join(learner, learner.c.id == columns.learner_id)
    return (
        select(
            columns.id,
            learner.c.person,
            columns.kind,
            columns.value,
            columns.days_before,
            columns.token,
            columns.message_id,
            columns.made_at,
        )
        .select_from(owned)
        .order_by(columns.id)
    )


def _subscription(row: Row) -> Subscription:
    fields: dict[str, Any] = {**row._mapping, "made_at": from_utc(row.made_at)}
    return Subscription(**fields)


def _learner_id(connection: Connection, person: str) -> int:
    found = connection.execute(select(learner.c.id).where(learner.c.person == person))
    learner_id: int | None = found.scalar_one_or_none()
    if learner_id is None:
        raise NoConsentError(person)
    return learner_id


def _changed(connection: Connection, learner_id: int, now: datetime) -> None:
    """The person's calendar shows something else from `now` on; made where it is missing."""
    table = plan_calendar
    row = {
        "learner_id": learner_id,
        "token": secrets.token_urlsafe(32),
        "changed_at": to_utc(now),
    }
    if not insert_once(connection, table, row):
        of_learner = table.c.learner_id == learner_id
        connection.execute(update(table).where(of_learner).values(changed_at=to_utc(now)))
