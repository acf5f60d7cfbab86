"""Questions that go on from the one before: “ai chủ trì việc đó?”, “còn của Hải Phòng?”."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from bot.plans import cues
from bot.plans.counterparts import counterparts
from bot.plans.index import Index
from bot.plans.places import documents_meant, is_in
from bot.plans.question import Query, asks_only_part, is_only_quiet, tells_only_of_it
from bot.plans.reading import Said, bare_words
from bot.plans.units import units_meant
from bot.vietnamese.numbers import read_number_between, read_ordinal

__all__ = ["PAGE", "Topic", "continued"]

_COUNTED = frozenset({"viec", "so", "muc", "cai", "thu", "nhiem", "vu", "dong", "y", "dau"})
_CENTRE = ("trung", "uong")
_CALENDAR = re.compile(r"\b(?:quy|thang|ngay|tuan)\b")
_ISSUING = frozenset({"ky", "hanh"})
"""Words about a document's own coming out, whichever task of it was talked of."""
COVERAGE = 0.5
"""Which part of the words a task must account for to be pointed at by them."""

ONE_MATTER = 4
"""No more tasks than so many are one matter in several documents."""

PAGE = 5
"""Items of a list in one answer; they are numbered through all its pages."""

MOST_SHOWN = 50
"""No number beyond is that of a task shown."""


@dataclass(frozen=True)
class Topic:
    """What was asked last, which things were named then (ids, in order), and which page."""

    query: Query
    tasks: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    page: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON-able data."""
        return {
            "query": self.query.to_dict(),
            "tasks": list(self.tasks),
            "targets": list(self.targets),
            "documents": list(self.documents),
            "page": self.page,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Topic:
        """The topic that `to_dict` gave the data of."""
        return cls(
            Query.from_dict(data["query"]),
            tuple(data["tasks"]),
            tuple(data["targets"]),
            tuple(data["documents"]),
            data["page"],
        )


def continued(index: Index, said: Said, query: Query, topic: Topic | None) -> tuple[Query, int]:
    """What is asked after `topic`, and which page: `query` completed by what it leaves open."""
    if topic is None:
        return query, 0
    before = topic.query
    if not before.units and cues.STEPPING.search(said.bare):
        query = _of_issuers(index, query)
    if cues.MORE.search(said.bare):
        return before, topic.page + 1
    numbered = _numbered(said, topic)
    if numbered and not query.is_filtered:
        return replace(query, ids=(numbered,), wants="tasks", words=(), quiet=(), listing=False), 0
    back = cues.BACK.search(said.bare) is not None
    if back and not query.is_filtered and (meant := _pointed_at(index, query, topic)):
        return _about_same(query, before, replace(topic, tasks=meant)), 0
    query = _in_document(index, _of_centre(index, query, before), topic)
    query = _of_task_there(said, query, topic)
    issuing = _ISSUING & {*query.words} and tells_only_of_it(query, said.bare)
    if issuing and len(topic.documents) == 1 and not query.is_filtered:
        return replace(query, wants="document", documents=topic.documents), 0
    if before.wants == "document" and len(topic.documents) == 1 and not query.is_filtered:
        if cues.TELLING.search(said.bare):
            return replace(query, wants="document", documents=topic.documents), 0
        if query.listing and is_only_quiet(query):
            return replace(query, documents=topic.documents), 0
    open_words = is_only_quiet(query) or _is_back_only(query, index)
    open_words = open_words or (back and tells_only_of_it(query, said.bare))
    open_words = open_words or asks_only_part(query, said.bare)
    if not open_words and _adds_to_targets(index, query, before):
        added = replace(query, words=before.words, quiet=before.quiet)
        return _stepped(index, added, before, topic), 0
    if query.wants == "source" and open_words:
        return replace(query, ids=topic.tasks, documents=topic.documents), 0
    stepping = cues.STEPPING.search(said.bare) is not None
    filters_only = query.is_filtered or bool(query.groups)
    if not open_words or query.missing:
        if stepping and not query.is_filtered and not query.listing:
            return _with_filters(query, before), 0
        return query, 0
    if query.role and query.listing and before.units and not filters_only:
        return replace(before, role=query.role, asks=query.asks, ids=()), 0
    if query.wants == "targets" and not filters_only and (topic.tasks or topic.documents):
        return _targets_there(index, query, topic), 0
    if not filters_only and not query.listing and query.wants in ("tasks", "conflicts", "basis"):
        return _about_same(query, before, topic), 0
    if topic.tasks and query.claimed and not (query.documents or query.provinces):
        return replace(query, ids=topic.tasks, wants="tasks", words=(), quiet=()), 0
    if _is_of_one_thing(before, topic) and _names_only_place(query):
        if there := counterparts(index, topic.tasks, documents_meant(index.register, query)):
            asks = query.asks or before.asks
            placed = replace(query, ids=there, wants="tasks", asks=asks)
            return replace(placed, words=before.words, quiet=before.quiet), 0
        if query.asks:
            return _stepped(index, query, before, topic), 0
    return _filtered(index, said, query, topic) or query, 0


def _filtered(index: Index, said: Said, query: Query, topic: Topic) -> Query | None:
    """What was asked before of something else: of another place, unit or time; None if it is new.

    “Trong đó của Hải Phòng?” is a part of it, “cả nước” no one place.
    """
    narrower = cues.NARROWER.search(said.bare) is not None
    everywhere = cues.EVERYWHERE.search(said.bare) is not None
    going_on = cues.STEPPING.search(said.bare) or cues.BACK.search(said.bare)
    if not (query.is_filtered or query.groups or everywhere):
        return None
    # “Ở Hải Phòng thì đơn vị nào làm?” is no question without what was talked of.
    part = bool(query.asks) and _names_only_place(query) and not cues.TELLING.search(said.bare)
    if not (going_on or narrower or part or _is_bare(said, query)):
        return None
    if narrower:
        query = replace(query, listing=False, overdue=query.overdue or topic.query.overdue)
    stepped = _stepped(index, query, topic.query, topic)
    if everywhere:
        return replace(stepped, documents=query.documents, provinces=query.provinces)
    return stepped


def _in_document(index: Index, query: Query, topic: Topic) -> Query:
    """“Mục 2” after one document was talked of is that of this document, where it has one."""
    if not query.sections or query.documents or query.provinces or len(topic.documents) != 1:
        return query
    known = {each.id: each for each in index.register.documents}
    document = known.get(topic.documents[0])
    tasks = document.tasks if document else ()
    there = any(is_in(task.section, query.sections) for task in tasks)
    return replace(query, documents=topic.documents) if there else query


def _of_centre(index: Index, query: Query, before: Query) -> Query:
    """“Trung ương giao bao nhiêu?” after targets: what was issued there, and not elsewhere."""
    if before.wants != "targets" or query.documents or query.provinces:
        return query
    if _CENTRE not in pairwise(query.words):
        return query
    issued = tuple(
        document.id
        for document in index.register.documents
        if _CENTRE in pairwise(bare_words(document.issuer))
    )
    words = tuple(word for word in query.words if word not in _CENTRE)
    return replace(query, documents=issued, words=words)


def _of_task_there(said: Said, query: Query, topic: Topic) -> Query:
    """“Là tỉnh nào?” after a task asks for a place of that task, not for a list of plans."""
    asked = cues.WHERE.search(said.bare)
    if (
        query.wants not in ("documents", "tasks")
        or not asked
        or not 0 < len(topic.tasks) <= ONE_MATTER
    ):
        return query
    rest = {*query.words} - {*query.quiet, *asked[0].split()}
    if rest or query.is_filtered or cues.STEPPING.search(said.bare):
        return query
    return replace(query, wants="tasks", words=(), quiet=())


def _adds_to_targets(index: Index, query: Query, before: Query) -> bool:
    """Whether a question after targets says more of them: “năm 2026 có tính tiểu học không?”."""
    if before.wants != "targets" or query.wants not in ("tasks", "targets") or query.missing:
        return False
    if query.units or query.sections or query.listing or query.overdue or query.asks:
        return False
    if not (query.span or query.documents or query.provinces) or query.shares:
        return False
    telling = [word for word in query.words if word not in query.quiet]
    return all(map(index.targets.knows, telling))


def _about_same(query: Query, before: Query, topic: Topic) -> Query:
    """Another part of what was named: “ai chủ trì?”, “kết quả là gì?”."""
    if topic.tasks:
        return replace(
            before, wants=query.wants, asks=query.asks, ids=topic.tasks, claimed=query.claimed
        )
    if topic.targets or before.wants != "tasks":
        return replace(before, asks=query.asks or before.asks)
    return query


def _of_issuers(index: Index, query: Query) -> Query:
    """“Còn Bộ thì sao?” after a question about no unit: what the plans of that unit say."""
    issued = [id for unit in query.units for id in index.ears.issued.get(unit, ())]
    if not issued or query.documents or not is_only_quiet(query):
        return query
    return replace(query, units=(), documents=tuple(issued))


def _pointed_at(index: Index, query: Query, topic: Topic) -> tuple[str, ...]:
    """The tasks named before that the words of “việc tập huấn đó” mean; none where none do."""
    words = index.tasks.mended(query.words, {*query.quiet})
    found = {each.id: each for each in index.tasks.matches(words, {*query.quiet})}
    known = [id for id in topic.tasks if id in found and found[id].coverage >= COVERAGE]
    return tuple(known)


def _is_of_one_thing(before: Query, topic: Topic) -> bool:
    """Whether one task, or one matter of several documents, was talked of, not a list."""
    if not topic.tasks or before.wants not in ("tasks", "conflicts"):
        return False
    if before.ids:
        return len(topic.tasks) <= ONE_MATTER
    about = before.sections or not is_only_quiet(before) or before.wants == "conflicts"
    return len(topic.tasks) == 1 or (bool(about) and len(topic.tasks) <= ONE_MATTER)


def _names_only_place(query: Query) -> bool:
    """Whether the question has a document or province of its own and nothing else."""
    rest = replace(query, documents=(), provinces=())
    placed = bool(query.documents or query.provinces)
    return placed and not rest.is_filtered and not query.groups and not query.listing


def _targets_there(index: Index, query: Query, topic: Topic) -> Query:
    """The targets of the sections, or else of the documents, that were talked of."""
    register = index.register
    tasks = [register.task(id) for id in topic.tasks[:1]]
    places = {(task.document_id, task.section) for task in tasks}
    if any((each.document_id, each.section) in places for each in register.targets):
        query = replace(query, sections=tuple(task.section.lower() for task in tasks))
    return replace(query, documents=tuple(t.document_id for t in tasks) or topic.documents)


def _with_filters(query: Query, before: Query) -> Query:
    return replace(
        query,
        documents=before.documents,
        provinces=before.provinces,
        wants=before.wants,
        asks=query.asks or before.asks,
        span=before.span if before.wants == "targets" else None,
    )


def _stepped(index: Index, query: Query, before: Query, topic: Topic) -> Query:
    """`before` with what `query` names in the place of what was named then."""
    words, quiet = before.words, before.quiet
    sections = before.sections
    placed = bool(query.documents or query.provinces)
    if query.listing or query.overdue or query.sections:
        words, quiet = (), ()
    elif placed and len(topic.tasks) == 1 and (is_only_quiet(before) or before.sections):
        # Sections of one plan are not those of another: the same task is meant there.
        words, quiet, sections = bare_words(index.register.task(topic.tasks[0]).name), (), ()
    elif placed:
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
        rhythm=query.rhythm or ("" if query.span else before.rhythm),
    )
    if placed:
        kept = replace(kept, documents=query.documents, provinces=query.provinces)
    if query.units:
        units = _of_same_place(index, query, before)
        kept = replace(kept, units=units, role=query.role or before.role)
    if query.span or query.rhythm:
        kept = replace(kept, span=query.span)
    if query.groups:
        kept = replace(kept, groups=query.groups, words=query.words, quiet=query.quiet)
    if before.wants != "tasks" and query.wants in ("tasks", "document"):
        kept = replace(kept, wants=before.wants)
    return kept


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


def _numbered(said: Said, topic: Topic) -> str | None:
    """The task that “việc thứ hai”, “cái đầu tiên”, “việc số 3” means."""
    if not topic.tasks or _CALENDAR.search(said.bare):
        return None
    for place in range(len(said.words)):
        found = read_ordinal(said.words, place)
        before = said.bares[max(place - 2, 0) : place]
        if found is None and before[-1:] and before[-1] in _COUNTED and {*before} <= _COUNTED:
            found = read_number_between(said.words, place, 1, MOST_SHOWN)
        if found is None:
            continue
        number = found[0] - PAGE * topic.page if found[0] > PAGE * topic.page else found[0]
        if number <= len(topic.tasks):
            return topic.tasks[number - 1 if number > 0 else -1]
    return None


def _is_bare(said: Said, query: Query) -> bool:
    """Whether the question only names something: “của Hải Phòng?”, “quý 4?”."""
    return (
        not query.asks
        and not query.listing
        and {*query.words} <= {*query.quiet}
        and not cues.TELLING.search(said.bare)
    )


def _is_back_only(query: Query, index: Index) -> bool:
    """Whether nothing the question says beside its small words is known."""
    return (
        not any(
            index.tasks.knows(word) or index.targets.knows(word)
            for word in query.words
            if word not in query.quiet
        )
        and len(set(query.words) - set(query.quiet)) <= 1
    )
