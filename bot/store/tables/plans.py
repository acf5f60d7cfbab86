"""What officials want to be reminded of."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.tables.definition import Number, metadata, owner, sole_owner

__all__ = ["plan_calendar", "plan_reminder", "plan_subscription"]

# What of the plans a person wants to be reminded of; `value` is the id of a task or a document,
# or the name of a unit. `message_id` is the message that first asked for it.
plan_subscription = Table(
    "plan_subscription",
    metadata,
    Column("id", Number, primary_key=True),
    owner(),
    Column("kind", String(8), nullable=False),
    Column("value", Text, nullable=False),
    Column("days_before", Integer, nullable=False),
    Column("token", String(43), nullable=False, unique=True),
    Column("message_id", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),
    UniqueConstraint("learner_id", "kind", "value"),
)

# The calendar of everything one person subscribed to.
plan_calendar = Table(
    "plan_calendar",
    metadata,
    sole_owner(),
    Column("token", String(43), nullable=False, unique=True),
    Column("changed_at", DateTime, nullable=False),
)

# One row a reminder, written before it is sent; those of one `message_id` go out together.
plan_reminder = Table(
    "plan_reminder",
    metadata,
    Column("id", Number, primary_key=True),
    owner(),
    Column(
        "subscription_id",
        Number,
        ForeignKey("plan_subscription.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("task_id", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("days_before", Integer, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("planned_at", DateTime, nullable=False),
    Column("state", String(8), nullable=False),
    Column("changed_at", DateTime, nullable=False),
    UniqueConstraint(
        "subscription_id", "task_id", "due_on", "days_before", name="uq_plan_reminder_occasion"
    ),
    Index("ix_plan_reminder_learner_id", "learner_id"),
    Index("ix_plan_reminder_message_id", "message_id"),
    Index("ix_plan_reminder_state_due_on", "state", "due_on"),
)
