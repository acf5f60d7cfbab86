"""The tokens of platforms that replace them as they are used (Zalo Official Account)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "channel_token",
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("began_with", sa.String(64), nullable=False),
        sa.Column("refresh_token", sa.Text, nullable=False),
        sa.Column("access_token", sa.Text),
        sa.Column("expires_at", sa.DateTime),
        sa.Column("renewed_at", sa.DateTime),
        sa.Column("tried_at", sa.DateTime),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("channel", "began_with", name="pk_channel_token"),
    )


def downgrade() -> None:
    """Remove the table and the tokens in it."""
    op.drop_table("channel_token")
