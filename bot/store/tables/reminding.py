"""Reminders to study."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.tables.definition import Number, metadata, owner, sole_owner

__all__ = ["study_nudge", "study_reminder"]

# Who wants to be reminded to study: at this time of the day (“19:30”) in a time zone (IANA), on the
# platform `person` where they asked for it by `message_id`. Who wants no more has no row.
study_reminder = Table(
    "study_reminder",
    metadata,
    sole_owner(),
    Column("person", Text, nullable=False),
    Column("at", String(5), nullable=False),
    Column("zone", String(40), nullable=False),
    Column("message_id", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Index("ix_study_reminder_zone_at", "zone", "at"),
)

# One row a day of theirs on which the hour came, written before anything is sent; `planned_at` is
# that hour, `reason` why nothing was sent.
study_nudge = Table(
    "study_nudge",
    metadata,
    Column("id", Number, primary_key=True),
    owner(),
    Column("day", Date, nullable=False),
    Column("planned_at", DateTime, nullable=False),
    Column("message_id", Text, nullable=False, unique=True),
    Column("state", String(8), nullable=False),
    Column("reason", String(12)),
    Column("changed_at", DateTime, nullable=False),
    UniqueConstraint("learner_id", "day"),
    Index("ix_study_nudge_state", "state"),
)
