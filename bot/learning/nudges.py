"""Each day's reminder to study: written down before anything is sent, with what became of it.

A nudge is one row a day, and unique: whoever writes it first, it goes out once, since the outbox
knows the message ids it was given. What was not sent has a reason.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.engine import Engine, Row

from bot.learning.framework import ReminderRule
from bot.store.database import from_utc, insert_once, reading, to_utc, writing
from bot.store.tables import learner, study_nudge, study_reminder

__all__ = ["Nudge", "NudgeBook", "Reason", "in_the_night", "unanswered"]

_WAITING, _SENT, _SKIPPED = "waiting", "sent", "skipped"


class Reason(Enum):
    """Why a nudge was not sent."""

    WINDOW = "window"
    """The platform does not let the bot write first now."""
    NIGHT = "night"
    LATE = "late"
    """Nobody was there to send it at its hour."""
    ENDED = "ended"
    """The person wanted no more meanwhile."""
    STUDIED = "studied"
    """Something was learnt today already."""
    NOTHING = "nothing"
    """There is nothing to review and no lesson left."""
    UNANSWERED = "unanswered"
    """So many in a row were not answered that these are the end of the reminder."""


@dataclass(frozen=True)
class Nudge:
    """One to be settled: of the `learner` (their first name), to `person`, at an hour of theirs."""

    message_id: str
    learner: str
    person: str | None
    address_form: str | None
    zone: str
    made_at: datetime
    planned_at: datetime

    @property
    def ended(self) -> bool:
        """Whether the person wants no more."""
        return self.person is None


def in_the_night(at: time, rule: ReminderRule) -> bool:
    """Whether nobody is reminded at that time of their day."""
    return not rule.first_hour <= at.hour < rule.last_hour


def unanswered(sent: Iterable[datetime], last_word: datetime | None) -> int:
    """How many of the nudges sent at these times came after the person's last word or study."""
    return sum(last_word is None or at > last_word for at in sent)


@dataclass(frozen=True)
class NudgeBook:
    """The nudges in one database; methods raise TryLater."""

    engine: Engine

    def write_due(self, rule: ReminderRule, now: datetime) -> int:
        """Write down whom to remind today, whose hour has come; returns how many are new.

        An hour that came before the reminder was asked for is tomorrow's.
        """
        columns = study_reminder.c
        with reading(self.engine) as connection:
            zones = list(connection.execute(select(columns.zone).distinct()).scalars())
        return sum(self._write_in(zone, rule, now) for zone in zones)

    def _write_in(self, zone: str, rule: ReminderRule, now: datetime) -> int:
        here = ZoneInfo(zone)
        local = now.astimezone(here)
        columns = study_reminder.c
        today = and_(
            study_nudge.c.learner_id == columns.learner_id, study_nudge.c.day == local.date()
        )
        query = (
            select(columns.learner_id, columns.at, columns.made_at)
            .outerjoin(study_nudge, today)
            .where(
                columns.zone == zone,
                columns.at <= local.strftime("%H:%M"),
                study_nudge.c.id.is_(None),
            )
            .order_by(
                columns.learner_id
            )  # two processes that write the same never block each other
        )
        with reading(self.engine) as connection:
            come = [
                (row.learner_id, planned)
                for row in connection.execute(query)
                if (planned := _moment(local, row.at, here)) > from_utc(row.made_at)
            ]
        if not come:
            return 0
        late = now - timedelta(minutes=rule.late_minutes)
        with writing(self.engine) as connection:
            still = set(
                connection.execute(
                    select(columns.learner_id)
                    .where(columns.learner_id.in_([learner_id for learner_id, _ in come]))
                    .with_for_update(read=True)
                ).scalars()
            )
            return sum(
                insert_once(
                    connection,
                    study_nudge,
                    {
                        "learner_id": learner_id,
                        "day": local.date(),
                        "planned_at": to_utc(planned),
                        "message_id": f"nudge-{uuid.uuid4().hex}",
                        "state": _SKIPPED if planned < late else _WAITING,
                        "reason": Reason.LATE.value if planned < late else None,
                        "changed_at": to_utc(now),
                    },
                )
                for learner_id, planned in come
                if learner_id in still
            )

    def waiting(self) -> list[str]:
        """The message ids of the nudges to be settled, the oldest first."""
        columns = study_nudge.c
        query = select(columns.message_id).where(columns.state == _WAITING).order_by(columns.id)
        with reading(self.engine) as connection:
            return list(connection.execute(query).scalars())

    def find(self, message_id: str) -> Nudge | None:
        """A nudge that waits; None where it is settled or its person gone."""
        nudge, wish = study_nudge.c, study_reminder.c
        query = (
            select(
                nudge.message_id,
                learner.c.person.label("learner"),
                wish.person,
                learner.c.address_form,
                wish.zone,
                wish.made_at,
                nudge.planned_at,
            )
            .select_from(
                study_nudge.join(learner, learner.c.id == nudge.learner_id).outerjoin(
                    study_reminder, wish.learner_id == nudge.learner_id
                )
            )
            .where(nudge.message_id == message_id, nudge.state == _WAITING)
        )
        with reading(self.engine) as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _nudge(row)

    def sent(self, nudge: Nudge, most: int) -> list[datetime]:
        """When the latest nudges since the reminder was asked for were sent, `most` of them."""
        columns = study_nudge.c
        query = (
            select(columns.changed_at)
            .join(learner, learner.c.id == columns.learner_id)
            .where(
                learner.c.person == nudge.learner,
                columns.state == _SENT,
                columns.planned_at > to_utc(nudge.made_at),
            )
            .order_by(columns.day.desc())
            .limit(most)
        )
        with reading(self.engine) as connection:
            return [from_utc(at) for at in connection.execute(query).scalars()]

    def settle(self, nudge: Nudge, reason: Reason | None, now: datetime) -> bool:
        """Keep that it was sent, or why not; False where that was settled before.

        What stays unanswered ends the reminder.
        """
        columns = study_nudge.c
        open_one = (columns.message_id == nudge.message_id) & (columns.state == _WAITING)
        values: dict[str, Any] = {
            "state": _SKIPPED if reason else _SENT,
            "reason": reason.value if reason else None,
            "changed_at": to_utc(now),
        }
        with writing(self.engine) as connection:
            settled: bool = (
                connection.execute(update(study_nudge).where(open_one).values(values)).rowcount == 1
            )
            if settled and reason is Reason.UNANSWERED:
                owner = select(columns.learner_id).where(columns.message_id == nudge.message_id)
                same = study_reminder.c.learner_id == owner.scalar_subquery()
                # Who asked anew meanwhile is reminded.
                asked = study_reminder.c.made_at == to_utc(nudge.made_at)
                connection.execute(delete(study_reminder).where(same & asked))
        return settled

    def outcomes(self) -> dict[str, int]:
        """How many nudges there are by what became of them: a state, or the reason of none."""
        columns = study_nudge.c
        outcome = func.coalesce(columns.reason, columns.state)
        query = select(outcome, func.count()).group_by(outcome).order_by(outcome)
        with reading(self.engine) as connection:
            return {row[0]: row[1] for row in connection.execute(query)}


def _moment(local: datetime, at: str, here: ZoneInfo) -> datetime:
    """The (aware) moment of a time of that local day; where clocks jump over it, just after."""
    hour, minute = (int(part) for part in at.split(":"))
    moment = datetime.combine(local.date(), time(hour, minute), here)
    return moment.astimezone(timezone.utc)


def _nudge(row: Row) -> Nudge:
    fields: dict[str, Any] = dict(row._mapping)
    planned_at = from_utc(row.planned_at)
    made_at = from_utc(row.made_at) if row.made_at else planned_at
    return Nudge(
        **{**fields, "zone": row.zone or "UTC", "made_at": made_at, "planned_at": planned_at}
    )
