"""The tables of everything that is kept about people who agreed to it.

Times are naive and in UTC, to the microsecond; `database.to_utc` and `from_utc` convert.
A change here needs a new file in `migrations/versions/`; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = ["attempt", "certificate", "exam", "learner", "lesson_read", "metadata"]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only where the type is exactly INTEGER.
_Number = BigInteger().with_variant(Integer, "sqlite")


def _owner() -> Column:
    """The learner a row belongs to; the row goes when the learner goes."""
    return Column(
        "learner_id", _Number, ForeignKey("learner.id", ondelete="CASCADE"), nullable=False
    )


learner = Table(
    "learner",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("person", Text, nullable=False, unique=True),
    Column("consent_version", String(40), nullable=False),
    Column("consented_at", DateTime, nullable=False),
    Column("address_form", String(40)),
    Column("name", Text),
    Column("activity", JSON(none_as_null=True)),
    Column("activity_at", DateTime),
    Column("created_at", DateTime, nullable=False),
)

lesson_read = Table(
    "lesson_read",
    metadata,
    Column("id", _Number, primary_key=True),
    _owner(),
    Column("lesson_id", String(40), nullable=False),
    Column("read_at", DateTime, nullable=False),
    UniqueConstraint("learner_id", "lesson_id"),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", _Number, primary_key=True),
    _owner(),
    Column("message_id", Text, nullable=False),
    Column("question_id", String(40), nullable=False),
    Column("lesson_id", String(40), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("exam_id", Text),
    Column("chosen", Text),
    Column("correct", Boolean, nullable=False),
    Column("hinted", Boolean, nullable=False),
    Column("at", DateTime, nullable=False),
    UniqueConstraint("learner_id", "message_id"),
)

exam = Table(
    "exam",
    metadata,
    Column("id", Text, primary_key=True),
    _owner(),
    Column("started_at", DateTime, nullable=False),
    Column("finished_at", DateTime),
    Column("correct", Integer, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("passed", Boolean),
    Column("state", JSON(none_as_null=True), nullable=False),
    Index("ix_exam_learner_id", "learner_id"),
)

certificate = Table(
    "certificate",
    metadata,
    Column("code", String(19), primary_key=True),
    _owner(),
    Column("exam_id", Text, ForeignKey("exam.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("modules", JSON(none_as_null=True), nullable=False),
    Column("signature", Text, nullable=False),
    Column("revoked_at", DateTime),
    Column("revoke_reason", Text),
    Index("ix_certificate_learner_id", "learner_id"),
)
