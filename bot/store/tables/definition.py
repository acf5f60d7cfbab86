"""What the definitions of all tables share."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData

__all__ = ["Number", "metadata", "owner", "sole_owner"]

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


def sole_owner() -> Column:
    """The same where a learner has one row at most: it is known by the learner's number."""
    return Column(
        "learner_id",
        Number,
        ForeignKey("learner.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
