"""What was read, answered, passed and confirmed, and what is difficult."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.tables.definition import Number, metadata, owner, sole_owner

__all__ = [
    "attempt",
    "badge_slot",
    "certificate",
    "confirmation",
    "exam",
    "item_difficulty",
    "lesson_read",
    "review_refusal",
    "unanswered",
]

lesson_read = Table(
    "lesson_read",
    metadata,
    Column("id", Number, primary_key=True),
    owner(),
    Column("lesson_id", String(40), nullable=False),
    Column("read_at", DateTime, nullable=False),
    UniqueConstraint("learner_id", "lesson_id"),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", Number, primary_key=True),
    owner(),
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

# By how many logits a question is harder than its grade says, from everybody's first answers.
item_difficulty = Table(
    "item_difficulty",
    metadata,
    Column("question_id", String(40), primary_key=True),
    Column("shift", Float, nullable=False),
    Column("answers", Integer, nullable=False),
)

exam = Table(
    "exam",
    metadata,
    Column("id", Text, primary_key=True),
    owner(),
    Column("started_at", DateTime, nullable=False),
    Column("finished_at", DateTime),
    Column("correct", Integer, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("passed", Boolean),
    Column("state", JSON(none_as_null=True), nullable=False),
    Index("ix_exam_learner_id", "learner_id"),
)

# The numbers of badges in the published lists of revoked ones. They outlive the certificate, so
# that none is given twice: a number without a certificate in force counts as revoked.
badge_slot = Table("badge_slot", metadata, Column("id", Number, primary_key=True))

# `replaces` is the code of the certificate in whose place this one was issued, or empty.
# `criteria` is what had to be reached; empty for what was issued before it was kept.
certificate = Table(
    "certificate",
    metadata,
    Column("code", String(19), primary_key=True),
    owner(),
    Column("exam_id", Text, ForeignKey("exam.id", ondelete="CASCADE"), nullable=False),
    Column("replaces", String(19), nullable=False),
    Column("name", Text, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("modules", JSON(none_as_null=True), nullable=False),
    Column("criteria", JSON(none_as_null=True)),
    Column("signature", Text, nullable=False),
    Column("slot_id", Number, ForeignKey("badge_slot.id"), nullable=False, unique=True),
    Column("revoked_at", DateTime),
    Column("revoke_reason", Text),
    UniqueConstraint("exam_id", "replaces"),
    Index("ix_certificate_learner_id", "learner_id"),
)

# How far a learner is on the way to the official confirmation: `done` are ids of steps.
# `asked` counts the visits at which they were asked about it, `asked_by` is the last such message.
confirmation = Table(
    "confirmation",
    metadata,
    sole_owner(),
    Column("done", JSON(none_as_null=True), nullable=False),
    Column("asked", Integer, nullable=False),
    Column("asked_by", Text),
    Column("changed_at", DateTime, nullable=False),
)

# Who does not want to be asked for a review when they come back.
review_refusal = Table(
    "review_refusal",
    metadata,
    sole_owner(),
    Column("refused_at", DateTime, nullable=False),
)

# Questions that nothing is known about, for those who write the knowledge: masked, and nobody's.
# `occasion` is a keyed hash of the message, so that one that is handled again is noted once.
unanswered = Table(
    "unanswered",
    metadata,
    Column("id", Number, primary_key=True),
    Column("occasion", String(64), nullable=False, unique=True),
    Column("question", Text, nullable=False),
    Column("asked_at", DateTime, nullable=False),
    Index("ix_unanswered_asked_at", "asked_at"),
)
