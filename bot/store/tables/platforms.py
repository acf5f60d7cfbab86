"""What is kept for the platforms."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, String, Table, Text

from bot.store.tables.definition import metadata

__all__ = ["channel_token"]

# The tokens of a platform that replaces them as they are used; `began_with` is a hash of the first
# refresh token. `tried_at` is when a renewal was begun that was not finished.
channel_token = Table(
    "channel_token",
    metadata,
    Column("channel", String(20), primary_key=True),
    Column("began_with", String(64), primary_key=True),
    Column("refresh_token", Text, nullable=False),
    Column("access_token", Text),
    Column("expires_at", DateTime),
    Column("renewed_at", DateTime),
    Column("tried_at", DateTime),
    Column("changed_at", DateTime, nullable=False),
)
