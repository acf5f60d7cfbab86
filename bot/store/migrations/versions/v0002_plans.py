"""What of the plans people want to be reminded of, their calendars, and what they were sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Spelled out rather than taken from bot.store.tables: a migration stays what it was.
_Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "plan_subscription",
        sa.Column("id", _Number, nullable=False),
        sa.Column("learner_id", _Number, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("days_before", sa.Integer, nullable=False),
        sa.Column("token", sa.String(43), nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_subscription"),
        sa.UniqueConstraint("token", name="uq_plan_subscription_token"),
        sa.UniqueConstraint(
            "learner_id", "kind", "value", name="uq_plan_subscription_learner_id_kind_value"
        ),
        _owned("plan_subscription"),
    )
    op.create_table(
        "plan_calendar",
        sa.Column("learner_id", _Number, nullable=False, autoincrement=False),
        sa.Column("token", sa.String(43), nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("learner_id", name="pk_plan_calendar"),
        sa.UniqueConstraint("token", name="uq_plan_calendar_token"),
        _owned("plan_calendar"),
    )
    op.create_table(
        "plan_reminder",
        sa.Column("id", _Number, nullable=False),
        sa.Column("learner_id", _Number, nullable=False),
        sa.Column("subscription_id", _Number, nullable=False),
        sa.Column("task_id", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("days_before", sa.Integer, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("planned_at", sa.DateTime, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_reminder"),
        sa.UniqueConstraint(
            "subscription_id",
            "task_id",
            "due_on",
            "days_before",
            name="uq_plan_reminder_occasion",
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["plan_subscription.id"],
            name="fk_plan_reminder_subscription_id",
            ondelete="CASCADE",
        ),
        _owned("plan_reminder"),
    )
    op.create_index("ix_plan_reminder_learner_id", "plan_reminder", ["learner_id"])
    op.create_index("ix_plan_reminder_message_id", "plan_reminder", ["message_id"])
    op.create_index("ix_plan_reminder_state_due_on", "plan_reminder", ["state", "due_on"])


def downgrade() -> None:
    """Remove the three tables and everything in them."""
    for table in ("plan_reminder", "plan_calendar", "plan_subscription"):
        op.drop_table(table)


def _owned(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["learner_id"], ["learner.id"], name=f"fk_{table}_learner_id", ondelete="CASCADE"
    )
