"""Whether a learner is answered aloud, and in whose voice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("learner", sa.Column("voice", sa.JSON(none_as_null=True)))


def downgrade() -> None:
    """Remove it."""
    with op.batch_alter_table("learner") as table:
        table.drop_column("voice")
