"""Things picked out of what was listed: “việc nào lo kinh phí?”, “mấy việc thường xuyên?”."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.plans import cues
from bot.plans.index import Index
from bot.plans.query import find_tasks
from bot.plans.question import Query, is_only_quiet
from bot.plans.reading import Said
from bot.plans.spans import Span
from bot.plans.topic import Topic

__all__ = ["picked"]

_JOINING = frozenset({"lien", "quan", "danh", "cho", "ve", "toi", "den"})
"""Words between “việc nào” and what it is about."""


def picked(index: Index, said: Said, query: Query, topic: Topic, today: date) -> Query | None:
    """`query` asked of the tasks that were listed; None where it means none of these.

    It says by its words, days, unit or group which are meant, and no plan of its own.
    """
    before = replace(topic.query, order="")
    own = query.documents or query.provinces or query.missing or query.recipients or query.sections
    listed = before.wants == "tasks" and len(topic.tasks) > 1
    if (
        cues.THESE.search(said.bare)
        or own
        or not listed
        or query.wants not in ("tasks", "document")
    ):
        return None  # all of them are meant, or others
    ways = (_by_filters(said, query, before), _by_words(index, query, before, today))
    for narrowed in filter(None, ways):
        found = find_tasks(index, narrowed, today)
        none_late = query.overdue and cues.AMONG.search(said.bare) and not narrowed.ids
        if (found.tasks or none_late) and not found.given_up:
            return narrowed
    return None


def _by_filters(said: Said, query: Query, before: Query) -> Query | None:
    """The list before with the days, the unit or the group that `query` adds to it."""
    timed = bool(query.rhythm or query.span or query.overdue)
    among = "count" in query.asks or cues.AMONG.search(said.bare) is not None
    if not (query.listing or among) or not is_only_quiet(query) or before.ids or query.order:
        return None
    if query.units and (not among or before.units):
        return None
    of_other_days = (query.overdue or query.span) and (before.span or before.overdue)
    if not (timed or query.units) or (of_other_days and not _is_inside(query.span, before.span)):
        return None
    if before.rhythm and query.rhythm:
        return None
    if not (before.listing and not is_only_quiet(before)) and not (before.is_filtered and among):
        return None
    return replace(
        before,
        rhythm=query.rhythm or before.rhythm,
        span=query.span or before.span,
        overdue=query.overdue or before.overdue,
        units=query.units or before.units,
        role=query.role or before.role,
        listing=True,
        asks=query.asks,
        claimed=False,
        other_than=query.other_than,
        with_outcome=query.with_outcome,
        finished=query.finished or (before.finished and not query.begun),
        begun=query.begun or before.begun,
    )


def _is_inside(span: Span | None, other: Span | None) -> bool:
    """Whether `span` is a part of `other`."""
    if span is None or other is None or span == other:
        return False
    return other.first <= span.first and span.last <= other.last


def _by_words(index: Index, query: Query, before: Query, today: date) -> Query | None:
    """What of the list before has the words of `query`."""
    if query.units or not query.listing or (is_only_quiet(query) and not query.groups):
        return None
    if not before.is_filtered:
        return None
    whole = replace(before, listing=True, asks=(), claimed=False)
    narrowed = replace(
        query,
        units=before.units,
        role=query.role or before.role,
        documents=before.documents,
        provinces=before.provinces,
        span=query.span or before.span,
        rhythm=query.rhythm or before.rhythm,
        overdue=query.overdue or before.overdue,
    )
    found = find_tasks(index, narrowed, today)
    if found.tasks and found.by_words and not found.given_up:
        return narrowed
    if query.span or query.rhythm or query.overdue:
        return None
    telling = [word for word in query.words if word not in {*query.quiet, *_JOINING}]
    having = [index.tasks.having.get(word, {}) for word in telling]
    ids = [
        task.id
        for task in find_tasks(index, whole, today).tasks
        if all(task.id in each for each in having)
    ]
    return (
        replace(query, ids=tuple(ids), words=(), quiet=(), groups=()) if telling and ids else None
    )
