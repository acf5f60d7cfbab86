"""What the definitions of all tables share."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData

__all__ = ["Number", "metadata", "owner"]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only where the type is exactly INTEGER.
Number = BigInteger().with_variant(Integer, "sqlite")


def owner() -> Column:
    """The learner a row belongs to; the row goes when the learner goes."""
    return Column(
        "learner_id", Number, ForeignKey("learner.id", ondelete="CASCADE"), nullable=False
    )
