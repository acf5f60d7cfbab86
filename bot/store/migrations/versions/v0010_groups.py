"""Families and classes: groups, their members, and codes tried in vain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Spelled out rather than taken from bot.store.tables: a migration stays what it was.
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the three tables."""
    op.create_table(
        "study_group",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("learner_id", _NUMBER, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("coded_by", sa.Text, nullable=False),
        sa.Column("lesson_id", sa.String(40)),
        sa.Column("lesson_set_at", sa.DateTime),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_study_group"),
        _owned_by_learner("study_group"),
        sa.UniqueConstraint("code", name="uq_study_group_code"),
        sa.UniqueConstraint(
            "learner_id", "message_id", name="uq_study_group_learner_id_message_id"
        ),
    )
    op.create_table(
        "group_member",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("group_id", _NUMBER, nullable=False),
        sa.Column("learner_id", _NUMBER, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("consent_version", sa.String(40), nullable=False),
        sa.Column("joined_at", sa.DateTime, nullable=False),
        sa.Column("offered_at", sa.DateTime),
        sa.Column("offered_by", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_group_member"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["study_group.id"], name="fk_group_member_group_id", ondelete="CASCADE"
        ),
        _owned_by_learner("group_member"),
        sa.UniqueConstraint("group_id", "learner_id", name="uq_group_member_group_id_learner_id"),
    )
    op.create_index("ix_group_member_learner_id", "group_member", ["learner_id"])
    op.create_table(
        "group_try",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("learner_id", _NUMBER, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_group_try"),
        _owned_by_learner("group_try"),
        sa.UniqueConstraint("learner_id", "message_id", name="uq_group_try_learner_id_message_id"),
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("group_try")
    op.drop_index("ix_group_member_learner_id", table_name="group_member")
    op.drop_table("group_member")
    op.drop_table("study_group")


def _owned_by_learner(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["learner_id"], ["learner.id"], name=f"fk_{table}_learner_id", ondelete="CASCADE"
    )
