"""The first tables: learners, what they read and answered, exams, certificates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Spelled out rather than taken from bot.store.tables: a migration stays what it was.
_Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the five tables."""
    op.create_table(
        "learner",
        sa.Column("id", _Number, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("consent_version", sa.String(40), nullable=False),
        sa.Column("consented_at", sa.DateTime, nullable=False),
        sa.Column("address_form", sa.String(40)),
        sa.Column("name", sa.Text),
        sa.Column("activity", sa.JSON),
        sa.Column("activity_at", sa.DateTime),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learner"),
        sa.UniqueConstraint("person", name="uq_learner_person"),
    )
    op.create_table(
        "lesson_read",
        sa.Column("id", _Number, nullable=False),
        sa.Column("learner_id", _Number, nullable=False),
        sa.Column("lesson_id", sa.String(40), nullable=False),
        sa.Column("read_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lesson_read"),
        sa.UniqueConstraint("learner_id", "lesson_id", name="uq_lesson_read_learner_id_lesson_id"),
        _owned("lesson_read"),
    )
    op.create_table(
        "attempt",
        sa.Column("id", _Number, nullable=False),
        sa.Column("learner_id", _Number, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("question_id", sa.String(40), nullable=False),
        sa.Column("lesson_id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("exam_id", sa.Text),
        sa.Column("chosen", sa.Text),
        sa.Column("correct", sa.Boolean, nullable=False),
        sa.Column("hinted", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
        sa.UniqueConstraint("learner_id", "message_id", name="uq_attempt_learner_id_message_id"),
        _owned("attempt"),
    )
    op.create_table(
        "exam",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("learner_id", _Number, nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.Column("finished_at", sa.DateTime),
        sa.Column("correct", sa.Integer, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("passed", sa.Boolean),
        sa.Column("state", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exam"),
        _owned("exam"),
    )
    op.create_index("ix_exam_learner_id", "exam", ["learner_id"])
    op.create_table(
        "certificate",
        sa.Column("code", sa.String(19), nullable=False),
        sa.Column("learner_id", _Number, nullable=False),
        sa.Column("exam_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("issued_on", sa.Date, nullable=False),
        sa.Column("modules", sa.JSON, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
        sa.Column("revoked_at", sa.DateTime),
        sa.Column("revoke_reason", sa.Text),
        sa.PrimaryKeyConstraint("code", name="pk_certificate"),
        sa.UniqueConstraint("exam_id", name="uq_certificate_exam_id"),
        sa.ForeignKeyConstraint(
            ["exam_id"], ["exam.id"], name="fk_certificate_exam_id", ondelete="CASCADE"
        ),
        _owned("certificate"),
    )
    op.create_index("ix_certificate_learner_id", "certificate", ["learner_id"])


def downgrade() -> None:
    """Remove the five tables and everything in them."""
    for table in ("certificate", "exam", "attempt", "lesson_read", "learner"):
        op.drop_table(table)


def _owned(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["learner_id"], ["learner.id"], name=f"fk_{table}_learner_id", ondelete="CASCADE"
    )
