"""The question before asked of another place, unit, time or group: “còn của Hải Phòng?”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.plans import cues
from bot.plans.bare_words import bare_words
from bot.plans.index import Index
from bot.plans.places import is_exactly
from bot.plans.question import Query, is_only_quiet
from bot.plans.reading import Said
from bot.plans.spans import Span, length_in
from bot.plans.topic import Topic
from bot.plans.units import units_meant

__all__ = ["counted_on", "stepped", "with_filters"]


def counted_on(said: Said, query: Query, before: Query) -> Query:
    """“Nếu tính 15 ngày thì sao?” after “trong 10 ngày tới”: days counted from the same one on."""
    if query.span or query.asks or not (before.span and before.span.ahead):
        return query
    days = length_in(said.words)
    if days is None or cues.LISTING.search(said.bare):
        return query
    first, _ = before.span.days
    last = first + timedelta(days=days)
    return replace(query, span=Span(first.isoformat(), last.isoformat(), ahead=True), words=())


def with_filters(query: Query, before: Query) -> Query:
    """`query` asked of the plans, and with the days of figures, that `before` was about."""
    return replace(
        query,
        documents=before.documents,
        provinces=before.provinces,
        wants=before.wants,
        asks=query.asks or before.asks,
        span=before.span if before.wants == "targets" else None,
    )


def stepped(index: Index, query: Query, before: Query, topic: Topic) -> Query:
    """`before` with what `query` names in the place of what was named then."""
    words, quiet = before.words, before.quiet
    sections = before.sections
    placed = bool(query.documents or query.provinces)
    dated = before.listing and before.span and is_only_quiet(before) and not query.asks
    one = len(topic.tasks) == 1 and not dated
    if query.listing or query.overdue or query.sections:
        words, quiet = (), ()
    elif placed and one and (is_only_quiet(before) or before.sections):
        # Sections of one plan are not those of another: the same task is meant there.
        words, quiet, sections = bare_words(index.register.task(topic.tasks[0]).name), (), ()
    elif placed:
        sections = ()
    if query.units and (_is_assigned(index, before) or _is_new_list(query, topic)):
        sections = ()
    kept = replace(
        before,
        wants=query.wants
        if query.wants != "document" or before.wants == "document"
        else before.wants,
        words=words,
        quiet=quiet,
        sections=query.sections or sections,
        ids=(),
        claimed=query.claimed,
        listing=query.listing or before.listing,
        asks=query.asks or before.asks,
        overdue=query.overdue or (before.overdue and not query.span),
        missing=(),
        with_outcome=query.with_outcome,
        finished=query.finished or (before.finished and not query.begun),
        begun=query.begun or (before.begun and not query.rhythm),
        of_groups=query.of_groups,
        other_than=query.other_than,
        rhythm=query.rhythm or ("" if query.span else before.rhythm),
    )
    if placed:
        if query.provinces and {*before.units} <= index.ears.issued.keys():
            kept = replace(kept, units=(), role="")  # “còn Đắk Nông?” after “Bộ có hạn nào không?”
        kept = replace(
            kept, documents=query.documents, provinces=query.provinces, recipients=query.recipients
        )
    if query.units:
        units = _of_same_place(index, query, before)
        kept = replace(kept, units=units, role=query.role or before.role)
        if not placed and _are_elsewhere(index, units, before):
            kept = replace(kept, documents=(), provinces=())
    if query.span or query.rhythm:
        kept = replace(kept, span=query.span)
    if query.groups:
        kept = replace(kept, groups=query.groups, words=query.words, quiet=query.quiet)
    of_tasks = query.listing and before.wants in ("document", "documents", "basis")
    if before.wants != "tasks" and query.wants in ("tasks", "document") and not of_tasks:
        kept = replace(kept, wants=before.wants)
    return kept


def _is_assigned(index: Index, before: Query) -> bool:
    """Whether the part of a plan that was asked about says what one unit is to do."""
    owners = (task.assigned_by for task in index.register.tasks if task.assigned_by)
    return bool(before.sections) and any(is_exactly(each, before.sections) for each in owners)


def _is_new_list(query: Query, topic: Topic) -> bool:
    """Whether tasks of another unit are asked for after one task."""
    return query.listing and len(topic.tasks) == 1


def _are_elsewhere(index: Index, units: Sequence[str], before: Query) -> bool:
    """Whether the units are those of another place than was asked about."""
    known = {unit.name: unit.province for unit in index.register.units}
    places = {place for name in units if (place := known.get(name))}
    return bool(places and before.provinces) and not places & {*before.provinces}


def _of_same_place(index: Index, query: Query, before: Query) -> tuple[str, ...]:
    """The units of the query; those of the province of the units before where a name has many."""
    register = index.register
    known = {unit.name: unit.province for unit in register.units}
    places = [place for name in before.units if (place := known.get(name))]
    if query.provinces or not places:
        return query.units
    found = (units_meant(register, name, places) for name in query.units)
    return tuple(
        meant[0] if len(meant) == 1 else name
        for name, meant in zip(query.units, found, strict=True)
    )
