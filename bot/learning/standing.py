"""How a member of a group is doing, as its leader sees it: how far, when last, stuck where.

Numbers and titles of lessons only: no answers, and no name but the one that was agreed to.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.learning.curriculum import Lesson
from bot.learning.framework import GroupRule
from bot.learning.groups import Member
from bot.learning.learner import Attempt
from bot.learning.mastery import Overview

__all__ = ["Standing", "by_need", "is_active", "most_stuck", "standing"]

_PRACTICE = frozenset({"quiz", "review"})
"""Kinds of answers that show somebody stuck: a placement or an exam asks what nobody taught yet."""


@dataclass(frozen=True)
class Standing:
    """One member: `stuck` is the lesson they practise and do not get right.

    `next` is the lesson to help with: that one, or else the first not read; None after the last.
    """

    member: Member
    overview: Overview
    stuck: Lesson | None
    next: Lesson | None


def standing(
    member: Member, overview: Overview, attempts: Iterable[Attempt], rule: GroupRule
) -> Standing:
    """How `member` is doing, whose `attempts` are given oldest first.

    Stuck: not mastered, and of the last answers, twice `stuck_after`, so many were wrong.
    """
    practised: dict[str, deque[Attempt]] = {}
    for each in attempts:
        if each.kind in _PRACTICE:
            lately = practised.setdefault(each.lesson_id, deque(maxlen=2 * rule.stuck_after))
            lately.append(each)
    open_yet = [
        progress.lesson
        for progress in overview.lessons
        if not progress.mastered
        and sum(not each.correct for each in practised.get(progress.lesson.id, ()))
        >= rule.stuck_after
    ]
    stuck = max(open_yet, key=lambda lesson: practised[lesson.id][-1].at, default=None)
    return Standing(member, overview, stuck, stuck or overview.next_lesson)


def by_need(standings: Iterable[Standing]) -> list[Standing]:
    """Who needs help first: the stuck, then who was away longest; those alike by name."""

    def need(each: Standing) -> tuple[bool, float, str]:
        seen = each.member.seen_at
        return each.stuck is None, seen.timestamp() if seen else 0.0, each.member.name

    return sorted(standings, key=need)


def is_active(member: Member, now: datetime, rule: GroupRule) -> bool:
    """Whether the member took a step within the last `rule.active_days`."""
    return member.seen_at is not None and now - member.seen_at <= timedelta(days=rule.active_days)


def most_stuck(standings: Collection[Standing]) -> Sequence[tuple[Lesson, int]]:
    """The lessons in which members are stuck, and how many: most first, then in their order."""
    lessons = {each.stuck.id: each.stuck for each in standings if each.stuck}
    counts = Counter(each.stuck.id for each in standings if each.stuck)
    return [(lessons[id], counts[id]) for id in sorted(counts, key=lambda id: (-counts[id], id))]
