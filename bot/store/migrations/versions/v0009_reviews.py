"""Reminders to study, and who wants no reviews offered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# Spelled out rather than taken from bot.store.tables: a migration stays what it was.
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "study_reminder",
        sa.Column("learner_id", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("at", sa.String(5), nullable=False),
        sa.Column("zone", sa.String(40), nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("learner_id", name="pk_study_reminder"),
        _owned("study_reminder"),
    )
    op.create_index("ix_study_reminder_zone_at", "study_reminder", ["zone", "at"])
    op.create_table(
        "study_nudge",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("learner_id", _NUMBER, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("planned_at", sa.DateTime, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(12)),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_study_nudge"),
        sa.UniqueConstraint("message_id", name="uq_study_nudge_message_id"),
        sa.UniqueConstraint("learner_id", "day", name="uq_study_nudge_learner_id_day"),
        _owned("study_nudge"),
    )
    op.create_index("ix_study_nudge_state", "study_nudge", ["state"])
    op.create_table(
        "review_refusal",
        sa.Column("learner_id", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("refused_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("learner_id", name="pk_review_refusal"),
        _owned("review_refusal"),
    )


def downgrade() -> None:
    """Remove them."""
    for table in ("review_refusal", "study_nudge", "study_reminder"):
        op.drop_table(table)


def _owned(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["learner_id"], ["learner.id"], name=f"fk_{table}_learner_id", ondelete="CASCADE"
    )
