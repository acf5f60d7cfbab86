"""Groups that learn together, and contests."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.tables.definition import Number, metadata, owner

__all__ = [
    "contest",
    "contest_answer",
    "contest_player",
    "group_member",
    "group_try",
    "study_group",
]

# Families and classes that learn together; the owner is who leads them. `code` is what others join
# by, and `coded_by` the message that had it made; `lesson_id` is the lesson of the week.
study_group = Table(
    "study_group",
    metadata,
    Column("id", Number, primary_key=True),
    owner(),
    Column("kind", String(8), nullable=False),
    Column("name", Text, nullable=False),
    Column("code", String(40), nullable=False, unique=True),
    Column("coded_by", Text, nullable=False),
    Column("lesson_id", String(40)),
    Column("lesson_set_at", DateTime),
    Column("message_id", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),
    UniqueConstraint("learner_id", "message_id"),
)

# Who learns in a group: `name` is what its leader sees, by the consent `consent_version`.
# `offered_at` is when the lesson of the week was set that was offered last, by `offered_by`.
group_member = Table(
    "group_member",
    metadata,
    Column("id", Number, primary_key=True),
    Column("group_id", Number, ForeignKey("study_group.id", ondelete="CASCADE"), nullable=False),
    owner(),
    Column("name", Text, nullable=False),
    Column("consent_version", String(40), nullable=False),
    Column("joined_at", DateTime, nullable=False),
    Column("offered_at", DateTime),
    Column("offered_by", Text),
    UniqueConstraint("group_id", "learner_id"),
    Index("ix_group_member_learner_id", "learner_id"),
)

# Codes of groups that were looked up and are of none, so that nobody tries them all.
group_try = Table(
    "group_try",
    metadata,
    Column("id", Number, primary_key=True),
    owner(),
    Column("message_id", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    UniqueConstraint("learner_id", "message_id"),
)

# Quiz contests: the same questions for everybody from `starts_at` to `ends_at`. The learner is who
# leads it, none for an operator's; `code` is what players join by, `token` the address of its page.
contest = Table(
    "contest",
    metadata,
    Column("id", Number, primary_key=True),
    Column("learner_id", Number, ForeignKey("learner.id", ondelete="CASCADE")),
    Column("group_id", Number, ForeignKey("study_group.id", ondelete="SET NULL")),
    Column("message_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("code", String(8), nullable=False, unique=True),
    Column("token", String(43), nullable=False, unique=True),
    Column("questions", JSON(none_as_null=True), nullable=False),
    Column("starts_at", DateTime, nullable=False),
    Column("ends_at", DateTime, nullable=False),
    Column("made_at", DateTime, nullable=False),
    UniqueConstraint("learner_id", "message_id"),
    Index("ix_contest_group_id", "group_id"),
    Index("ix_contest_ends_at", "ends_at"),
)

# Who plays, under the `name` on the board; `person` is from where they joined, and `told` whether
# they were told of nothing yet (0), of the start (1), of the result (2).
contest_player = Table(
    "contest_player",
    metadata,
    Column("id", Number, primary_key=True),
    Column("contest_id", Number, ForeignKey("contest.id", ondelete="CASCADE"), nullable=False),
    owner(),
    Column("person", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("joined_at", DateTime, nullable=False),
    Column("told", Integer, nullable=False),
    UniqueConstraint("contest_id", "learner_id"),
    UniqueConstraint("contest_id", "number"),
    UniqueConstraint("contest_id", "name"),
    Index("ix_contest_player_learner_id", "learner_id"),
)

# One answer to each question; `at` is when the message arrived, which decides between equals.
contest_answer = Table(
    "contest_answer",
    metadata,
    Column("id", Number, primary_key=True),
    Column("contest_id", Number, ForeignKey("contest.id", ondelete="CASCADE"), nullable=False),
    owner(),
    Column("question_id", String(40), nullable=False),
    Column("message_id", Text, nullable=False),
    Column("chosen", Text),
    Column("correct", Boolean, nullable=False),
    Column("at", DateTime, nullable=False),
    UniqueConstraint("contest_id", "learner_id", "question_id"),
    Index("ix_contest_answer_learner_id", "learner_id"),
)
