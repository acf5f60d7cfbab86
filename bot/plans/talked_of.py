"""What kind of thing was talked of, and whether a question names anything beside it."""

from __future__ import annotations

from dataclasses import replace

from bot.plans.question import Query, is_only_quiet
from bot.plans.topic import ONE_MATTER, Topic

__all__ = ["about_same", "is_narrowed", "is_of_one_thing", "is_placed", "names_only_place"]


def is_narrowed(query: Query) -> bool:
    """Whether anything is named that only some things have."""
    return bool(query.is_filtered or query.groups or query.missing or query.shares)


def is_placed(query: Query) -> bool:
    """Whether it is said whose tasks are meant: a unit's, a plan's, a place's."""
    return bool(query.units or query.documents or query.provinces)


def names_only_place(query: Query) -> bool:
    """Whether the question has a document or province of its own and nothing else."""
    rest = replace(query, documents=(), provinces=())
    placed = bool(query.documents or query.provinces)
    return placed and not rest.is_filtered and not query.groups and not query.listing


def is_of_one_thing(before: Query, topic: Topic) -> bool:
    """Whether one task, or one matter of several documents, was talked of, not a list."""
    if not topic.tasks or before.wants not in ("tasks", "conflicts"):
        return False
    if before.ids:
        return len(topic.tasks) <= ONE_MATTER
    about = before.sections or not is_only_quiet(before) or before.wants == "conflicts"
    return len(topic.tasks) == 1 or (bool(about) and len(topic.tasks) <= ONE_MATTER)


def about_same(query: Query, before: Query, topic: Topic) -> Query:
    """Another part of what was named: “ai chủ trì?”, “kết quả là gì?”."""
    if topic.tasks:
        return replace(
            before,
            wants=query.wants,
            asks=query.asks,
            ids=topic.tasks,
            claimed=query.claimed,
            missing=(),
        )
    if topic.targets or before.wants != "tasks":
        return replace(before, asks=query.asks or before.asks)
    return query
