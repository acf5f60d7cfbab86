"""Questions that go on from the one before: “ai chủ trì việc đó?”, “còn của Hải Phòng?”."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from bot.plans import cues
from bot.plans.counterparts import counterparts
from bot.plans.frame import words_of_frame
from bot.plans.index import Index
from bot.plans.places import documents_meant
from bot.plans.question import (
    Query,
    asks_only_part,
    is_only_quiet,
    tells_only_of_it,
)
from bot.plans.reading import Said
from bot.plans.references import (
    both,
    in_document,
    is_back_only,
    numbered,
    of_centre,
    of_issuers,
    of_one_issue,
    of_same_document,
    of_same_unit,
    of_task_there,
    pointed_at,
)
from bot.plans.small_words import ANY_PLAN
from bot.plans.stepping import counted_on, stepped, with_filters
from bot.plans.topic import ONE_MATTER, PAGE, Topic
from bot.vietnamese.diacritics import nfc

__all__ = ["continued", "leaning", "of_same_matter", "within"]

_ISSUING = frozenset({"ky", "hanh"})
"""Words about a document's own coming out, whichever task of it was talked of."""
_FIGURED = frozenset({"tasks", "targets", "document"})


def continued(index: Index, said: Said, query: Query, topic: Topic | None) -> tuple[Query, int]:
    """What is asked after `topic`, and which page: `query` completed by what it leaves open."""
    if topic is None:
        return query, 0
    before = topic.query
    query = counted_on(said, query, before)
    if (not before.units and cues.STEPPING.search(said.bare)) or _is_of_one_thing(before, topic):
        query = of_issuers(index, query)
    if two := both(said, topic):
        return replace(query, ids=two, words=(), quiet=(), listing=False, sections=()), 0
    if query.issued and query.wants == "documents" and not _is_placed(query):
        return query, 0
    if _asks_if_late(query, topic):
        return _about_same(replace(query, wants="tasks", asks=("outcome",)), before, topic), 0
    if cues.THESE.search(said.bare):
        query = replace(query, listing=False)
    frame = {*query.quiet, *ANY_PLAN, *words_of_frame(said.bare)}
    if _is_about_these(said, query, frame) and (topic.tasks or topic.targets):
        return _about_same(replace(query, wants="tasks", listing=False), before, topic), 0
    query = of_same_unit(index, said, of_same_document(said, query, topic), topic)
    if cues.MORE.search(said.bare):
        return before, topic.page + 1
    issue = of_one_issue(index, said, topic)
    if issue and query.asks and not query.is_filtered:
        return replace(query, ids=issue, wants="tasks", words=(), quiet=(), listing=False), 0
    counted = numbered(said, topic)
    if counted and not query.is_filtered:
        return replace(query, ids=(counted,), wants="tasks", words=(), quiet=(), listing=False), 0
    back = cues.BACK.search(said.bare) is not None
    if back and not query.is_filtered and (meant := pointed_at(index, query, topic)):
        return _about_same(query, before, replace(topic, tasks=meant)), 0
    query = in_document(index, of_centre(index, said, query, before), topic)
    query = of_task_there(said, query, topic)
    issuing = _ISSUING & {*query.words} and tells_only_of_it(query, said.bare)
    if issuing and len(topic.documents) == 1 and not query.is_filtered:
        return replace(query, wants="document", documents=topic.documents), 0
    if _tells_of_outcome(index, said, query, topic):
        return replace(_about_same(query, before, topic), wants="tasks", asks=("outcome",)), 0
    if before.wants == "document" and len(topic.documents) == 1 and not query.is_filtered:
        if cues.TELLING.search(said.bare):
            return replace(query, wants="document", documents=topic.documents), 0
        if (query.listing or "count" in query.asks) and is_only_quiet(query):
            return replace(query, wants="tasks", documents=topic.documents), 0
    if before.wants == "document" and len(topic.documents) == 1 and _narrows(query):
        return replace(query, wants="tasks", documents=topic.documents), 0
    open_words = is_only_quiet(query) or is_back_only(query, index)
    open_words = open_words or (back and tells_only_of_it(query, said.bare))
    open_words = open_words or asks_only_part(query, said.bare) or _of_same(index, query, topic)
    framed = {*query.words} <= frame
    open_words = open_words or (framed and bool(query.asks or query.wants == "targets"))
    if topic.targets and _is_of_same_figure(query, topic, framed=framed):
        return replace(before, asks=query.asks), 0
    if before.wants == "targets" and query.groups and _asks_of_figures(index, said, query):
        return stepped(index, replace(query, wants="targets"), before, topic), 0
    figures = replace(query, words=tuple(each for each in query.words if each not in frame))
    if not open_words and _adds_to_targets(index, figures, before):
        added = replace(query, words=before.words, quiet=before.quiet)
        return stepped(index, added, before, topic), 0
    if query.wants == "source" and open_words:
        return replace(query, ids=topic.tasks, documents=topic.documents), 0
    stepping = cues.STEPPING.search(said.bare) is not None
    filters_only = query.is_filtered or bool(query.groups)
    if not open_words or query.missing:
        if stepping and not query.is_filtered and not query.listing:
            return with_filters(query, before), 0
        return query, 0
    if query.role and cues.WHO.search(said.bare) and len(topic.tasks) == 1 and not filters_only:
        return _about_same(replace(query, wants="tasks"), before, topic), 0
    if query.role and query.listing and before.units and not filters_only:
        # Days that were said of what it leads are not those of what it helps with.
        return replace(before, role=query.role, asks=query.asks, ids=(), span=None), 0
    if query.listing and not filters_only and before.is_filtered:
        some = query.with_outcome
        return replace(before, listing=True, asks=query.asks, ids=(), with_outcome=some), 0
    if query.wants == "targets" and not filters_only and (topic.tasks or topic.documents):
        return _targets_there(index, query, topic), 0
    if not filters_only and not query.listing and query.wants in ("tasks", "conflicts", "basis"):
        return _about_same(query, before, topic), 0
    if topic.tasks and query.claimed and not (query.documents or query.provinces):
        return replace(query, ids=topic.tasks, wants="tasks", words=(), quiet=()), 0
    if there := _there(index, query, topic, these=cues.THESE.search(said.bare) is not None):
        return there, 0
    if _is_of_one_thing(before, topic) and _names_only_place(query) and query.asks:
        return stepped(index, query, before, topic), 0
    return _filtered(index, said, query, topic) or query, 0


def _is_about_these(said: Said, query: Query, frame: Set[str]) -> bool:
    """Whether a part of the things talked of is asked for: “ai cùng làm các việc ấy?”, “mục mấy?”.

    `frame` are the words that do not say what is meant.
    """
    placed = cues.SECTION.search(said.bare) is not None and {*query.words} <= frame
    return (placed or cues.THESE.search(said.bare) is not None) and not _narrowed(query)


def _asks_if_late(query: Query, topic: Topic) -> bool:
    """“Có bị trễ không?” after one thing: whether that was late, not what else is."""
    plain = replace(query, overdue=False)
    if not query.overdue or query.listing or _narrowed(plain) or query.span:
        return False
    return is_only_quiet(query) and _is_of_one_thing(topic.query, topic)


def _is_of_same_figure(query: Query, topic: Topic, *, framed: bool) -> bool:
    """Whether it is asked when, or how often, what was told of is to be reached."""
    if len(topic.targets) == 1 and query.rhythm:
        query = replace(query, rhythm="")
        framed = framed or bool(query.asks)
    figures = topic.query.wants == "targets" or not topic.tasks
    asked = query.wants == "targets" or (bool(query.asks) and figures)
    return asked and framed and not _narrowed(query)


def _narrowed(query: Query) -> bool:
    """Whether anything is named that only some things have."""
    return bool(query.is_filtered or query.groups or query.missing or query.shares)


def leaning(index: Index, query: Query, topic: Topic) -> Query | None:
    """What `query`, which means nothing by itself, asks of what was talked of; None if it is new.

    Of its words all but one, or half, are of the things talked of.
    """
    if query.missing or query.wants == "not_held":
        return None
    telling = {*query.words} - {*query.quiet}
    having = (*((index.tasks.having, id) for id in topic.tasks),)
    having += (*((index.targets.having, id) for id in topic.targets),)
    new = [word for word in telling if not any(id in of.get(word, ()) for of, id in having)]
    elsewhere = bool(query.documents or query.provinces or query.units or query.groups)
    if len(new) > max(int(elsewhere or bool(query.asks)), len(telling) // 2):
        return None
    plain = replace(query, words=(), quiet=())
    if query.is_filtered or query.groups:
        return _there(index, plain, topic) or stepped(index, plain, topic.query, topic)
    return _about_same(query, topic.query, topic) if query.asks else None


def of_same_matter(query: Query, topic: Topic) -> Query | None:
    """The part that `query` asks of the one thing talked of; None where it names another."""
    if _narrowed(query) or query.listing or not _is_of_one_thing(topic.query, topic):
        return None
    return _about_same(query, topic.query, topic)


def within(query: Query, topic: Topic) -> Query | None:
    """`query` asked of the plans that were talked of; None where it names its own or none was."""
    before = topic.query
    timed = query.span or query.overdue or query.rhythm
    if _is_placed(query) or timed or query.listing or query.missing or query.wants == "not_held":
        return None
    if not (before.documents or before.provinces or len(topic.documents) == 1):
        return None
    documents = before.documents or (() if before.provinces else topic.documents)
    return replace(query, documents=documents, provinces=before.provinces)


def _there(index: Index, query: Query, topic: Topic, *, these: bool = False) -> Query | None:
    """The one thing talked of as the place that `query` names has it; None where it has not.

    With `these` it may be several: those that were named are meant.
    """
    before = topic.query
    one = _is_of_one_thing(before, topic) or (these and 0 < len(topic.tasks) <= PAGE)
    if not (one and _names_only_place(query)):
        return None
    there = counterparts(index, topic.tasks, documents_meant(index.register, query))
    if not there:
        return None
    placed = replace(query, ids=there, wants="tasks", asks=query.asks or before.asks)
    return replace(placed, words=before.words, quiet=before.quiet)


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
    of_same = query.listing and not _is_placed(query) and bool(topic.query.units)
    if not (going_on or narrower or part or of_same or _is_bare(said, query)):
        return None
    if narrower:
        query = replace(query, listing=False, overdue=query.overdue or topic.query.overdue)
    there = stepped(index, query, topic.query, topic)
    if everywhere:
        return replace(there, documents=query.documents, provinces=query.provinces)
    return there


def _tells_of_outcome(index: Index, said: Said, query: Query, topic: Topic) -> bool:
    """“Số mấy?” of something that is known to have come out: the number is that of the outcome."""
    come = any(id in index.outcomes for id in topic.tasks[:ONE_MATTER])
    return come and not query.is_filtered and tells_only_of_it(query, said.bare)


def _narrows(query: Query) -> bool:
    """Whether tasks of a plan are asked for that was named before: “việc nào đến hạn quý này?”."""
    further = query.span or query.overdue or query.units or query.rhythm
    return bool(further) and query.listing and not (query.documents or query.provinces)


def _of_same(index: Index, query: Query, topic: Topic) -> bool:
    """Whether a part is asked for with one word only, which what was talked of has: “hạn học?”."""
    telling = {*query.words} - {*query.quiet}
    if len(telling) != 1 or not query.asks or query.listing or query.is_filtered:
        return False
    having = index.tasks.having.get(next(iter(telling)), {})
    return 0 < len(topic.tasks) <= ONE_MATTER and all(id in having for id in topic.tasks)


def _is_placed(query: Query) -> bool:
    """Whether it is said whose tasks are meant: a unit's, a plan's, a place's."""
    return bool(query.units or query.documents or query.provinces)


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


def _asks_of_figures(index: Index, said: Said, query: Query) -> bool:
    """Whether a group is named after figures, and nothing that is no figure: “học sinh nữa”."""
    back = cues.BACK.search(said.bare) or cues.STEPPING.search(said.bare)
    other = query.listing or query.units or query.sections or query.overdue or query.missing
    telling = [word for word in query.words if word not in query.quiet]
    known = all(map(index.targets.knows, telling))
    return known and not other and (bool(back) or not query.asks) and query.wants in _FIGURED


def _about_same(query: Query, before: Query, topic: Topic) -> Query:
    """Another part of what was named: “ai chủ trì?”, “kết quả là gì?”."""
    if topic.tasks:
        return replace(
            before, wants=query.wants, asks=query.asks, ids=topic.tasks, claimed=query.claimed
        )
    if topic.targets or before.wants != "tasks":
        return replace(before, asks=query.asks or before.asks)
    return query


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
    elif tasks:
        names = [index.ears.gazetteer.find(nfc(task.name).lower().split()) for task in tasks]
        groups = {each.value for found in names for each in found if each.kind == "group"}
        query = replace(query, groups=tuple(sorted(groups)))
    return replace(query, documents=tuple(t.document_id for t in tasks) or topic.documents)


def _is_bare(said: Said, query: Query) -> bool:
    """Whether the question only names something: “của Hải Phòng?”, “quý 4?”."""
    return (
        not query.asks
        and not query.listing
        and {*query.words} <= {*query.quiet}
        and not cues.TELLING.search(said.bare)
    )
