"""People who learn on several platforms as one learner, and the codes by which they link them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Spelled out rather than taken from bot.store.tables: a migration stays what it was.
_Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "identity",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("learner_id", _Number, nullable=False),
        sa.Column("linked_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_identity"),
        _owned("identity"),
    )
    op.create_index("ix_identity_learner_id", "identity", ["learner_id"])
    op.create_table(
        "link_code",
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("learner_id", _Number, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
        sa.Column("used_by", sa.Text),
        sa.PrimaryKeyConstraint("code_hash", name="pk_link_code"),
        _owned("link_code"),
    )
    op.create_index("ix_link_code_learner_id", "link_code", ["learner_id"])


def downgrade() -> None:
    """Remove the two tables and everything in them."""
    for table in ("link_code", "identity"):
        op.drop_table(table)


def _owned(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["learner_id"], ["learner.id"], name=f"fk_{table}_learner_id", ondelete="CASCADE"
    )
