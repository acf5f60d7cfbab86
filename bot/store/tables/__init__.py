"""The tables of everything that is kept about people who agreed to it.

Times are naive and in UTC, to the microsecond; `database.to_utc` and `from_utc` convert.
A change here needs a new file in `migrations/versions/`; a test compares the two.
"""

from __future__ import annotations

from bot.store.tables.definition import metadata
from bot.store.tables.learning import (
    attempt,
    badge_slot,
    certificate,
    confirmation,
    exam,
    item_difficulty,
    lesson_read,
    review_refusal,
    unanswered,
)
from bot.store.tables.people import identity, learner, link_code
from bot.store.tables.plans import plan_calendar, plan_reminder, plan_subscription
from bot.store.tables.platforms import channel_token
from bot.store.tables.reminding import study_nudge, study_reminder
from bot.store.tables.together import (
    contest,
    contest_answer,
    contest_player,
    group_member,
    group_try,
    study_group,
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
