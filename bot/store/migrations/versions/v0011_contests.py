"""Quiz contests, who plays in them, and what they answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# Spelled out rather than taken from bot.store.tables: a migration stays what it was.
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "contest",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("learner_id", _NUMBER),
        sa.Column("group_id", _NUMBER),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("token", sa.String(43), nullable=False),
        sa.Column("questions", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contest"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_contest_learner_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["study_group.id"], name="fk_contest_group_id", ondelete="SET NULL"
        ),
        sa.UniqueConstraint("code", name="uq_contest_code"),
        sa.UniqueConstraint("token", name="uq_contest_token"),
        sa.UniqueConstraint("learner_id", "message_id", name="uq_contest_learner_id_message_id"),
    )
    op.create_index("ix_contest_group_id", "contest", ["group_id"])
    op.create_index("ix_contest_ends_at", "contest", ["ends_at"])
    op.create_table(
        "contest_player",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("contest_id", _NUMBER, nullable=False),
        sa.Column("learner_id", _NUMBER, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contest_player"),
        *_owned("contest_player"),
        *(
            sa.UniqueConstraint("contest_id", each, name=f"uq_contest_player_contest_id_{each}")
            for each in ("learner_id", "number", "name")
        ),
    )
    op.create_index("ix_contest_player_learner_id", "contest_player", ["learner_id"])
    op.create_table(
        "contest_answer",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("contest_id", _NUMBER, nullable=False),
        sa.Column("learner_id", _NUMBER, nullable=False),
        sa.Column("question_id", sa.String(40), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Text()),
        sa.Column("correct", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contest_answer"),
        *_owned("contest_answer"),
        sa.UniqueConstraint(
            "contest_id",
            "learner_id",
            "question_id",
            name="uq_contest_answer_contest_id_learner_id_question_id",
        ),
    )
    op.create_index("ix_contest_answer_learner_id", "contest_answer", ["learner_id"])


def downgrade() -> None:
    """Remove the tables."""
    for table in ("contest_answer", "contest_player", "contest"):
        op.drop_table(table)


def _owned(table: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    """The contest and the learner that a row belongs to; it goes when either goes."""
    return tuple(
        sa.ForeignKeyConstraint(
            [f"{owner}_id"], [f"{owner}.id"], name=f"fk_{table}_{owner}_id", ondelete="CASCADE"
        )
        for owner in ("contest", "learner")
    )
