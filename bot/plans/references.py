"""What words point back at: a task by its number, the same unit, plan, place or task."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from bot.plans import cues, document_cues
from bot.plans.bare_words import bare_words
from bot.plans.index import Index
from bot.plans.places import is_in, issued_on
from bot.plans.question import Query, is_only_quiet
from bot.plans.reading import Said
from bot.plans.topic import ONE_MATTER, PAGE, Topic
from bot.vietnamese.numbers import read_number_between, read_ordinal

__all__ = [
    "both",
    "in_document",
    "is_back_only",
    "numbered",
    "of_centre",
    "of_figures",
    "of_issuers",
    "of_list",
    "of_one_issue",
    "of_same_document",
    "of_same_unit",
    "of_task_there",
    "pointed_at",
]

_COUNTED = frozenset({"viec", "so", "muc", "cai", "thu", "nhiem", "vu", "dong", "y", "dau"})
_LAST = re.compile(r"\b(?:viec|cai|muc|nhiem vu|phan) (?:cuoi|chot|sau cung)\b(?! (?:nam|thang))")
_FIRST = re.compile(
    r"\b(?:viec|cai|muc|nhiem vu|phan|khoan) dau(?: tien)?\b(?! (?:nam|thang|quy|moi|viec|muc))"
)
_OF_LIST = re.compile(r"\b(?:viec|cai|muc|nhiem vu|dong|y|khoan) (?:so|thu) \d")
_CENTRE = ("trung", "uong")
_CALENDAR = re.compile(r"\b(?:quy|thang|ngay|tuan)\b")
COVERAGE = 0.5
"""Which part of the words a task must account for to be pointed at by them."""

MOST_SHOWN = 50
"""No number beyond is that of a task shown."""


def numbered(said: Said, topic: Topic) -> str | None:
    """The task that “việc thứ hai”, “cái đầu tiên”, “việc số 3” means."""
    if not topic.tasks or _CALENDAR.search(said.bare):
        return None
    row = topic.tasks if len(topic.tasks) > 1 or not topic.table else topic.table
    if _LAST.search(said.bare):
        return row[-1]
    if len(row) > 1 and _FIRST.search(said.bare):
        return row[0]
    for place in range(len(said.words)):
        found = read_ordinal(said.words, place)
        before = said.bares[max(place - 2, 0) : place]
        if found is None and before[-1:] and before[-1] in _COUNTED and {*before} <= _COUNTED:
            found = read_number_between(said.words, place, 1, MOST_SHOWN)
        if found is None:
            continue
        if len(topic.tasks) == 1 and 0 < found[0] <= len(topic.table):
            return topic.table[found[0] - 1]
        number = found[0] - PAGE * topic.page if found[0] > PAGE * topic.page else found[0]
        if number <= len(topic.tasks):
            return topic.tasks[number - 1 if number > 0 else -1]
    return None


def of_list(said: Said, query: Query, topic: Topic) -> Query:
    """`query` without the plan that “cái số 1” would name; a thing of the list is meant."""
    if len(topic.tasks) < 2 or not _OF_LIST.search(said.bare):
        return query
    return replace(query, documents=())


def both(said: Said, topic: Topic) -> tuple[str, ...]:
    """The two tasks that “hai việc đó” means; none where no two were talked of."""
    if not cues.BOTH.search(said.bare):
        return ()
    named = topic.tasks if len(topic.tasks) > 1 else topic.table[-2:]
    return named[:2] if len(named) > 1 else ()


def of_one_issue(index: Index, said: Said, topic: Topic) -> tuple[str, ...]:
    """The tasks of “văn bản sau” or “văn bản trước” among those talked of; none if not meant."""
    later, earlier = document_cues.LATER.search(said.bare), document_cues.EARLIER.search(said.bare)
    differing = (id for task in topic.tasks[:1] for c in index.conflicts_of(task) for id in c.items)
    ids = dict.fromkeys((*topic.tasks, *(id for id in differing if id not in index.target_by_id)))
    tasks = [index.register.task(id) for id in ids]
    days = {task.id: issued_on(index.register.document(task.document_id)) for task in tasks}
    if bool(later) == bool(earlier) or len({*days.values()}) < 2:
        return ()
    day = max(days.values()) if later else min(days.values())
    return tuple(id for id in ids if days[id] == day)


def of_figures(index: Index, query: Query, topic: Topic) -> Topic:
    """`topic`; after figures that stand in tasks, and asked who does it, that of these tasks."""
    if topic.tasks or not (query.role or {"lead", "coordinating"} & {*query.asks}):
        return topic
    targets = map(index.target_by_id.__getitem__, topic.targets)
    places = {(each.document_id, each.section) for each in targets}
    tasks = tuple(
        task.id for task in index.register.tasks if (task.document_id, task.section) in places
    )
    if not tasks:
        return topic
    return replace(topic, tasks=tasks, query=replace(topic.query, wants="tasks", ids=tasks))


def of_issuers(index: Index, query: Query) -> Query:
    """“Còn Bộ thì sao?” after a question about no unit: what the plans of that unit say."""
    issued = [id for unit in query.units for id in index.ears.issued.get(unit, ())]
    if not issued or query.documents or not is_back_only(query, index):
        return query
    return replace(query, units=(), documents=tuple(issued))


def pointed_at(index: Index, query: Query, topic: Topic) -> tuple[str, ...]:
    """The tasks named before that the words of “việc tập huấn đó” mean; none where none do."""
    words = index.tasks.mended(query.words, {*query.quiet})
    found = {each.id: each for each in index.tasks.matches(words, {*query.quiet})}
    known = [id for id in topic.tasks if id in found and found[id].coverage >= COVERAGE]
    return tuple(known)


def of_same_document(said: Said, query: Query, topic: Topic) -> Query:
    """“Văn bản đó có gì trong tháng 9?”: of the document of what was talked of first."""
    placed = query.documents or query.provinces
    if placed or not topic.documents or not document_cues.SAME_DOCUMENT.search(said.bare):
        return query
    if not (query.listing or query.span or query.rhythm or query.overdue or query.sections):
        return query
    return replace(query, documents=topic.documents[:1])


def of_same_unit(index: Index, said: Said, query: Query, topic: Topic) -> Query:
    """“Sở đó còn giữ mục nào?”: of the unit asked about before, or the one that leads the tasks."""
    if query.units or not query.listing or not cues.SAME_UNIT.search(said.bare):
        return query
    leads = {index.register.task(id).lead for id in topic.tasks}
    units = topic.query.units or (next(iter(leads)) if len(leads) == 1 else ())
    return replace(query, units=units) if len(units) == 1 else query


def in_document(index: Index, query: Query, topic: Topic) -> Query:
    """“Mục 2” after one document was talked of is that of this document, where it has one."""
    if not query.sections or query.documents or query.provinces or len(topic.documents) != 1:
        return query
    known = {each.id: each for each in index.register.documents}
    document = known.get(topic.documents[0])
    tasks = document.tasks if document else ()
    there = any(is_in(task.section, query.sections) for task in tasks)
    return replace(query, documents=topic.documents) if there else query


def of_centre(index: Index, said: Said, query: Query, before: Query) -> Query:
    """“Trung ương giao bao nhiêu?” after targets: what was issued there, and not elsewhere.

    Figures “của cả nước” are those as well.
    """
    figures = before.wants == "targets"
    country = figures and cues.EVERYWHERE.search(said.bare)
    if query.documents or query.provinces or not (country or _CENTRE in pairwise(query.words)):
        return query
    rest = tuple(word for word in query.words if word not in _CENTRE)
    if not figures and not is_only_quiet(replace(query, words=rest)):
        return query
    issued = tuple(
        document.id
        for document in index.register.documents
        if _CENTRE in pairwise(bare_words(document.issuer)) or not (figures or document.province)
    )
    return replace(query, documents=issued, words=rest)


def of_task_there(said: Said, query: Query, topic: Topic) -> Query:
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


def is_back_only(query: Query, index: Index) -> bool:
    """Whether nothing the question says beside its small words is known."""
    return (
        not any(
            index.tasks.knows(word) or index.targets.knows(word)
            for word in query.words
            if word not in query.quiet
        )
        and len(set(query.words) - set(query.quiet)) <= 1
    )
