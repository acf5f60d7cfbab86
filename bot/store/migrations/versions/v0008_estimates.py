"""How difficult each question turned out to be; what people want to learn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the column."""
    op.add_column("learner", sa.Column("wishes", sa.JSON(none_as_null=True)))
    op.create_table(
        "item_difficulty",
        sa.Column("question_id", sa.String(40), nullable=False),
        sa.Column("shift", sa.Float, nullable=False),
        sa.Column("answers", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("question_id", name="pk_item_difficulty"),
    )


def downgrade() -> None:
    """Remove them; the difficulties begin again with the grades."""
    op.drop_table("item_difficulty")
    # Not in a batch: SQLite would make the table anew, and all that belongs to learners would go.
    op.drop_column("learner", "wishes")
