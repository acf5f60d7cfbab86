"""Who the learners are, and under which names they write."""

from __future__ import annotations

from sqlalchemy import JSON, Column, DateTime, Index, String, Table, Text

from bot.store.tables.definition import Number, metadata, owner

__all__ = ["identity", "learner", "link_code"]

learner = Table(
    "learner",
    metadata,
    Column("id", Number, primary_key=True),
    Column("person", Text, nullable=False, unique=True),
    Column("consent_version", String(40), nullable=False),
    Column("consented_at", DateTime, nullable=False),
    Column("address_form", String(40)),
    Column("name", Text),
    Column("activity", JSON(none_as_null=True)),
    Column("activity_at", DateTime),
    Column("voice", JSON(none_as_null=True)),
    Column("wishes", JSON(none_as_null=True)),
    Column("created_at", DateTime, nullable=False),
)

# The names under which one learner writes, where they linked several; `learner.person` is one of
# them. A learner who linked nothing has no row.
identity = Table(
    "identity",
    metadata,
    Column("person", Text, primary_key=True),
    owner(),
    Column("linked_at", DateTime, nullable=False),
    Index("ix_identity_learner_id", "learner_id"),
)

# What was shown to a learner to be typed on another platform; `used_by` is who did.
link_code = Table(
    "link_code",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    owner(),
    Column("expires_at", DateTime, nullable=False),
    Column("used_by", Text),
    Index("ix_link_code_learner_id", "learner_id"),
)
