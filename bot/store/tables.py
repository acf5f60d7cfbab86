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
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = [
    "attempt",
    "badge_slot",
    "certificate",
    "channel_token",
    "confirmation",
    "contest",
    "contest_answer",
    "contest_player",
    "exam",
    "group_member",
    "group_try",
    "identity",
    "item_difficulty",
    "learner",
    "lesson_read",
    "link_code",
    "metadata",
    "plan_calendar",
    "plan_reminder",
    "plan_subscription",
    "review_refusal",
    "study_group",
    "study_nudge",
    "study_reminder",
    "unanswered",
]

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
    Column("voice", JSON(none_as_null=True)),
    Column("wishes", JSON(none_as_null=True)),
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
    _owner(),
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
badge_slot = Table("badge_slot", metadata, Column("id", _Number, primary_key=True))

# `replaces` is the code of the certificate in whose place this one was issued, or empty.
# `criteria` is what had to be reached; empty for what was issued before it was kept.
certificate = Table(
    "certificate",
    metadata,
    Column("code", String(19), primary_key=True),
    _owner(),
    Column("exam_id", Text, ForeignKey("exam.id", ondelete="CASCADE"), nullable=False),
    Column("replaces", String(19), nullable=False),
    Column("name", Text, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("modules", JSON(none_as_null=True), nullable=False),
    Column("criteria", JSON(none_as_null=True)),
    Column("signature", Text, nullable=False),
    Column("slot_id", _Number, ForeignKey("badge_slot.id"), nullable=False, unique=True),
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
    Column(
        "learner_id",
        _Number,
        ForeignKey("learner.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("done", JSON(none_as_null=True), nullable=False),
    Column("asked", Integer, nullable=False),
    Column("asked_by", Text),
    Column("changed_at", DateTime, nullable=False),
)

# The names under which one learner writes, where they linked several; `learner.person` is one of
# them. A learner who linked nothing has no row.
identity = Table(
    "identity",
    metadata,
    Column("person", Text, primary_key=True),
    _owner(),
    Column("linked_at", DateTime, nullable=False),
    Index("ix_identity_learner_id", "learner_id"),
)

# What was shown to a learner to be typed on another platform; `used_by` is who did.
link_code = Table(
    "link_code",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    _owner(),
    Column("expires_at", DateTime, nullable=False),
    Column("used_by", Text),
    Index("ix_link_code_learner_id", "learner_id"),
)

# What of the plans a person wants to be reminded of; `value` is the id of a task or a document,
# or the name of a unit. `message_id` is the message that first asked for it.
plan_subscription = Table(
    "plan_subscription",
    metadata,
    Column("id", _Number, primary_key=True),
    _owner(),
    Column("kind", String(8), nullable=False),
    Column("value", Text, nullable=False),
    Column("days_before", Integer, nullable=False),
    Column("token", String(43), nullable=False, unique=True),
    Column("message_id", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),
    UniqueConstraint("learner_id", "kind", "value"),
)

# The calendar of everything one person subscribed to.
plan_calendar = Table(
    "plan_calendar",
    metadata,
    Column(
        "learner_id",
        _Number,
        ForeignKey("learner.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("token", String(43), nullable=False, unique=True),
    Column("changed_at", DateTime, nullable=False),
)

# One row a reminder, written before it is sent; those of one `message_id` go out together.
plan_reminder = Table(
    "plan_reminder",
    metadata,
    Column("id", _Number, primary_key=True),
    _owner(),
    Column(
        "subscription_id",
        _Number,
        ForeignKey("plan_subscription.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("task_id", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("days_before", Integer, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("planned_at", DateTime, nullable=False),
    Column("state", String(8), nullable=False),
    Column("changed_at", DateTime, nullable=False),
    UniqueConstraint(
        "subscription_id", "task_id", "due_on", "days_before", name="uq_plan_reminder_occasion"
    ),
    Index("ix_plan_reminder_learner_id", "learner_id"),
    Index("ix_plan_reminder_message_id", "message_id"),
    Index("ix_plan_reminder_state_due_on", "state", "due_on"),
)

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

# Families and classes that learn together; the owner is who leads them. `code` is what others join
# by, and `coded_by` the message that had it made; `lesson_id` is the lesson of the week.
study_group = Table(
    "study_group",
    metadata,
    Column("id", _Number, primary_key=True),
    _owner(),
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
    Column("id", _Number, primary_key=True),
    Column("group_id", _Number, ForeignKey("study_group.id", ondelete="CASCADE"), nullable=False),
    _owner(),
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
    Column("id", _Number, primary_key=True),
    _owner(),
    Column("message_id", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    UniqueConstraint("learner_id", "message_id"),
)

# Quiz contests: the same questions for everybody from `starts_at` to `ends_at`. The learner is who
# leads it, none for an operator's; `code` is what players join by, `token` the address of its page.
contest = Table(
    "contest",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("learner_id", _Number, ForeignKey("learner.id", ondelete="CASCADE")),
    Column("group_id", _Number, ForeignKey("study_group.id", ondelete="SET NULL")),
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
    Column("id", _Number, primary_key=True),
    Column("contest_id", _Number, ForeignKey("contest.id", ondelete="CASCADE"), nullable=False),
    _owner(),
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
    Column("id", _Number, primary_key=True),
    Column("contest_id", _Number, ForeignKey("contest.id", ondelete="CASCADE"), nullable=False),
    _owner(),
    Column("question_id", String(40), nullable=False),
    Column("message_id", Text, nullable=False),
    Column("chosen", Text),
    Column("correct", Boolean, nullable=False),
    Column("at", DateTime, nullable=False),
    UniqueConstraint("contest_id", "learner_id", "question_id"),
    Index("ix_contest_answer_learner_id", "learner_id"),
)

# Who wants to be reminded to study: at this time of the day (“19:30”) in a time zone (IANA), on the
# platform `person` where they asked for it by `message_id`. Who wants no more has no row.
study_reminder = Table(
    "study_reminder",
    metadata,
    Column(
        "learner_id",
        _Number,
        ForeignKey("learner.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("person", Text, nullable=False),
    Column("at", String(5), nullable=False),
    Column("zone", String(40), nullable=False),
    Column("message_id", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Index("ix_study_reminder_zone_at", "zone", "at"),
)

# One row a day of theirs on which the hour came, written before anything is sent; `planned_at` is
# that hour, `reason` why nothing was sent.
study_nudge = Table(
    "study_nudge",
    metadata,
    Column("id", _Number, primary_key=True),
    _owner(),
    Column("day", Date, nullable=False),
    Column("planned_at", DateTime, nullable=False),
    Column("message_id", Text, nullable=False, unique=True),
    Column("state", String(8), nullable=False),
    Column("reason", String(12)),
    Column("changed_at", DateTime, nullable=False),
    UniqueConstraint("learner_id", "day"),
    Index("ix_study_nudge_state", "state"),
)

# Who does not want to be asked for a review when they come back.
review_refusal = Table(
    "review_refusal",
    metadata,
    Column(
        "learner_id",
        _Number,
        ForeignKey("learner.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("refused_at", DateTime, nullable=False),
)

# Questions that nothing is known about, for those who write the knowledge: masked, and nobody's.
# `occasion` is a keyed hash of the message, so that one that is handled again is noted once.
unanswered = Table(
    "unanswered",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("occasion", String(64), nullable=False, unique=True),
    Column("question", Text, nullable=False),
    Column("asked_at", DateTime, nullable=False),
    Index("ix_unanswered_asked_at", "asked_at"),
)
