"""Answers to questions about plans: the one way in for whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Thread
from typing import Any

from bot.plans import cues, document_cues, time_cues
from bot.plans.comparing import plans_named
from bot.plans.document_answers import documents_answer, held_answer, unknown_answer
from bot.plans.excluding import asks_who_else, left_out, parted
from bot.plans.following import continued
from bot.plans.index import Index, index_of
from bot.plans.leaning import leaning, of_same_matter, within
from bot.plans.matching import names_no_task
from bot.plans.objects import with_recipients, without_objects
from bot.plans.offices import unknown_offices
from bot.plans.picking import picked
from bot.plans.places import documents_meant
from bot.plans.plan_answer import Asked, PlanAnswer, outside
from bot.plans.premises import without_premise
from bot.plans.question import Query, is_only_quiet, read_query, soonest_of_all
from bot.plans.reading import Said, said
from bot.plans.references import of_centre
from bot.plans.register import Register, load_register
from bot.plans.sense import about, all_words, among, telling_words
from bot.plans.small_words import ANY_PLAN
from bot.plans.target_answers import conflicts_answer, targets_answer
from bot.plans.task_answers import source_answer, tasks_answer
from bot.plans.topic import Topic
from bot.plans.units import is_under, led_by, unit_in, units_meant
from bot.settings import ROOT

__all__ = ["Asked", "PlanAnswer", "Topic", "answer", "load_warm"]

_IN_CHARGE = "dau moi"
"""What the register calls, without marks, the unit that has a plan as a whole in its hands."""

MANY_WORDS = 3
"""So many words beside a unit's name say what is asked of it."""

_LANGUAGE = ROOT / "knowledge" / "language"
_ABOUT_TASKS = ("tasks", "documents", "document", "source", "basis", "conflicts")
_FIELDS = {"document": "documents", "unit": "units", "province": "provinces", "group": "groups"}


def answer(register: Register, asked: Asked, topic: Topic | None) -> PlanAnswer:
    """The answer to `asked`, which may go on from `topic`, from what `register` holds."""
    index = _index(register)
    heard, query = _heard(index, asked, topic)
    meant, page = continued(index, heard, query, topic)
    if topic and (of_list := picked(index, heard, query, topic, asked.today)):
        meant, page = of_list, 0
    meant = _led_as_a_whole(index, heard, meant)
    given = _answered(index, _in_their_places(register, meant), asked.today, page)
    for other in _other_ways(index, heard, query, topic) if _says_nothing(given) else ():
        again = _answered(index, _in_their_places(register, other), asked.today, 0)
        if not _says_nothing(again):
            given, meant = again, other if other.ids else meant
            break
    if _is_in_doubt(index, heard, query, meant):
        given = _made_sure(index, heard, query, asked.today, alone=topic is None) or given
    if topic is None and not _says_nothing(given) and _sounds_foreign(index, heard, query):
        given = outside(index, query)
    if _says_nothing(given) and query.wants != "not_held":
        given = held_answer(index, query) or given
    return _kept(given, meant, topic)


def _heard(index: Index, asked: Asked, topic: Topic | None) -> tuple[Said, Query]:
    """What is said, and what it asks by itself."""
    heard, part = parted(whole := with_recipients(index, said(asked.text, index.ears)))
    other: tuple[str, ...] = ()
    who_else = bool(topic and part and asks_who_else(heard, part))
    if part and not who_else:
        other = left_out(index, heard, part, read_query(part, asked.today), topic)
        heard = heard if other else whole
    heard = without_premise(heard)
    heard = without_objects(index, heard, read_query(heard, asked.today))
    query = _with_named(read_query(heard, asked.today), asked.named)
    if other:
        query = replace(query, other_than=other, listing=True)
    if who_else:
        query = replace(query, asks=("coordinating",), role="")
    query = _with_offices(index, heard, query)
    query = _figures_meant(index, heard, plans_named(index, heard, query))
    query = _with_any_due(index, heard, query)
    if topic is None or not topic.tasks:
        soonest = soonest_of_all(query, heard.bare, asked.today)
        if topic and soonest != query and (there := within(query, topic)):
            soonest = replace(there, span=soonest.span, listing=True)
        query = soonest
    if topic is None and query.wants == "targets":
        query = of_centre(index, heard, query, query)
    return heard, query


def _with_any_due(index: Index, heard: Said, query: Query) -> Query:
    """“Sở Nội vụ có hạn nào không?”: what of the tasks of a unit that leads some has a day."""
    plain = query.units and query.wants == "tasks" and is_only_quiet(query)
    if not plain or query.span or query.rhythm or query.sections or query.claimed:
        return query
    names = [
        n for u in query.units for n in units_meant(index.register, u, query.provinces) or (u,)
    ]
    leads = any(led_by(index.register, name) for name in names)
    if not (leads and time_cues.ANY_DUE.search(heard.bare)):
        return query
    return replace(query, rhythm="stated", listing=True)


def _led_as_a_whole(index: Index, heard: Said, query: Query) -> Query:
    """“Kế hoạch Hải Phòng giao ai chủ trì?”: who is in charge of the plan, not of each task."""
    placed = query.documents or query.provinces
    narrowed = query.units or query.sections or query.span or query.rhythm or query.overdue
    if not placed or narrowed or query.ids or query.groups or query.listing or query.missing:
        return query
    if query.asks[:1] != ("lead",) or query.wants != "tasks" or not is_only_quiet(query):
        return query
    if document_cues.TELLING.search(heard.bare):
        return query
    having = index.tasks.having.get(_IN_CHARGE, {})
    there = documents_meant(index.register, query)
    ids = tuple(task.id for each in there for task in each.tasks if task.id in having)
    return replace(query, ids=ids, wants="tasks", words=(), quiet=()) if ids else query


def load_warm(folder: Path) -> Register:
    """The register in `folder`, made ready to be asked beside what the process does.

    What meanings cost is paid in a thread of its own, before a question needs them. Raises
    `KnowledgeError` where the files have mistakes.
    """
    register = load_register(folder)
    index = _index(register)
    Thread(target=lambda: index.meanings, name="plan-meanings", daemon=True).start()
    return register


def _other_ways(index: Index, heard: Said, query: Query, topic: Topic | None) -> Iterator[Query]:
    """What else `query` may ask, which found nothing: likeliest first."""
    if topic and (other := leaning(index, query, topic)):
        yield other
    there = within(query, topic) if topic else None
    if there:
        yield there
    if query.missing or query.wants not in _ABOUT_TASKS:
        return
    words = telling_words(index, heard, query)
    listed = topic.tasks if topic and len(topic.tasks) > 1 else ()
    if words and listed and cues.AMONG.search(heard.bare) and not query.is_filtered:
        yield from filter(None, [among(index.meanings.near(words), query, listed)])
    if len(words) > (0 if topic is None else 1) and not _is_of_elsewhere(index, heard, query):
        near = index.meanings.near(words)
        # A plan that is only taken from what was talked of says less than one that is named.
        ways = ((there, 1), (query, len(words)))
        found = (about(index, near, each, said=count) for each, count in ways if each)
        yield from filter(None, found)
        if topic and query.asks and not near.is_elsewhere():
            yield from filter(None, [of_same_matter(query, topic)])


def _is_of_elsewhere(index: Index, heard: Said, query: Query) -> bool:
    """Whether a question that names no plan is, as a whole, about something else."""
    named = query.documents or query.provinces or query.groups
    return not named and index.meanings.near(all_words(index, heard)).is_elsewhere()


def _is_in_doubt(index: Index, heard: Said, query: Query, meant: Query) -> bool:
    """Whether a list was asked for with words that name none of the tasks."""
    if meant.wants not in ("tasks", "document") or meant.ids or meant.sections or query.missing:
        return False
    narrowed = query.units or query.span or query.rhythm or query.overdue
    if meant.words != query.words or (query.listing and narrowed) or query.recipients:
        return False
    if query.rhythm or (meant.wants == "document" and document_cues.TELLING.search(heard.bare)):
        return False
    return names_no_task(index, query)


def _sounds_foreign(index: Index, heard: Said, query: Query) -> bool:
    """Whether a question of few telling words is as a whole about something else: “hội việc làm”.

    Only words can mislead, where no more than one pair of them is a task's: who names a unit, a
    document or a section means a plan.
    """
    telling = {*query.words} - {*query.quiet, *ANY_PLAN}
    named = query.units or query.documents or query.sections or query.groups or query.missing
    if named or query.wants not in ("tasks", "targets") or not 0 < len(telling) <= MANY_WORDS:
        return False
    things = index.targets if query.wants == "targets" else index.tasks
    matches = things.matches(things.mended(query.words, {*query.quiet}), {*query.quiet})
    if matches and matches[0].signs > 1:
        return False
    return index.meanings.near(all_words(index, heard)).is_foreign(whole=True)


def _made_sure(
    index: Index, heard: Said, query: Query, today: date, *, alone: bool
) -> PlanAnswer | None:
    """The answer about what `query` is about by its meaning; None where that is any task.

    One word says too little where something was talked of before, that is if it is not `alone`.
    """
    words = telling_words(index, heard, query)
    if len(words) < (1 if alone else 2):
        return None
    near = index.meanings.near(words)
    if near.is_foreign():
        return outside(index, query)
    elsewhere = _is_of_elsewhere(index, heard, query)
    if (found := about(index, near, query, said=len(words))) and not elsewhere:
        return _answered(index, found, today, 0)
    if elsewhere and (found or query.units) and not query.listing:
        return outside(index, query)
    beside = len(words) >= MANY_WORDS and not (query.listing or query.asks)
    return outside(index, query) if beside and query.units and near.is_elsewhere() else None


def _with_offices(index: Index, heard: Said, query: Query) -> Query:
    """`query` with the offices that it names and nobody knows as missing."""
    if query.units or query.recipients:
        return query
    taken = {place for each in heard.mentions for place in range(each.start, each.end)}
    unknown = (
        *heard.values("office"),
        *unknown_offices(heard.text, heard.words, taken, index.pairs),
    )
    return replace(query, missing=(*query.missing, *(("unit", name) for name in unknown)))


def _says_nothing(given: PlanAnswer) -> bool:
    """Whether nothing in the register was found to be meant."""
    return not (given.known or given.tasks or given.targets or given.documents)


def _figures_meant(index: Index, heard: Said, query: Query) -> Query:
    """“Người dân phải được bao nhiêu”, “tính học sinh cấp nào”: figures of a group are meant.

    Also where the only plan named gives figures and no task.
    """
    telling = {*query.words} - {*query.quiet}
    plain = query.wants == "tasks" and "count" not in query.asks and bool(query.groups)
    if not plain or query.units or not all(map(index.targets.knows, telling)):
        return query
    there = documents_meant(index.register, query)
    without_tasks = bool(query.documents) and not any(each.tasks for each in there)
    counted = cues.COUNTED_IN.search(heard.bare) or _counts_in(heard)
    said = cues.HOW_MANY.search(heard.bare) or counted or without_tasks
    return replace(query, wants="targets") if said else query


def _counts_in(heard: Said) -> bool:
    """Whether a group is named as one that is counted: “tính học sinh”, “gồm cả sinh viên”."""
    starts = (each.start for each in heard.mentions if each.kind == "group")
    before = (heard.words[max(start - 2, 0) : start] for start in starts)
    return any(
        {*words[-1:]} & cues.COUNTING
        or (words[-1:] in (("cả",), ("ca",), ("đến",), ("den",)) and {*words[:1]} & cues.COUNTING)
        for words in before
    )


def _in_their_places(register: Register, query: Query) -> Query:
    """`query` with its units as those of its provinces; what these do not have is missing.

    Of “Cục Viễn thông, Bộ Khoa học và Công nghệ” the lower one is meant.
    """
    there = {name: unit_in(register, name, query.provinces) for name in query.units}
    strange = [
        ("unit", f"{min(register.unit(name).aliases, key=len)} {query.provinces[0]}")
        for name, unit in there.items()
        if unit is None
    ]
    units = [unit for unit in there.values() if unit]
    above = {
        unit
        for unit in units
        for other in units
        if unit != other and is_under(register, other, unit)
    }
    return replace(
        query,
        units=tuple(unit for unit in units if unit not in above),
        missing=(*query.missing, *strange),
    )


def _answered(index: Index, query: Query, today: date, page: int) -> PlanAnswer:
    if unknown := unknown_answer(index, query):
        return unknown
    if query.wants == "not_held":
        return outside(index, query)
    if query.wants == "targets":
        return targets_answer(index, query, page)
    if query.wants == "conflicts" and (conflicts := conflicts_answer(index, query, page)):
        return conflicts
    if query.wants in ("documents", "document", "basis"):
        return documents_answer(index, query)
    if query.wants == "source" and (query.ids or query.documents):
        return source_answer(index, query)
    return tasks_answer(index, replace(query, wants="tasks"), today, page)


def _kept(given: PlanAnswer, meant: Query, before: Topic | None) -> PlanAnswer:
    """`given`; what was talked of before stays it where nothing came of the question.

    It does so as well where only its documents were told of: “văn bản nào ra sau?”.
    """
    told = meant.wants == "documents" and not given.tasks
    if before and before.tasks and told and {*given.documents} <= {*before.documents}:
        return replace(given, topic=before)
    if before is None or not _says_nothing(given):
        return replace(given, topic=given.topic.after(before))
    return replace(given, topic=before)


@lru_cache(maxsize=8)
def _index(register: Register) -> Index:
    return index_of(register, _LANGUAGE, ROOT / ".cache" / "plans")


def _with_named(query: Query, named: Iterable[tuple[str, str]]) -> Query:
    """`query` with what was found before of the kinds that its text does not name."""
    pairs = tuple(named)
    found: dict[str, Any] = {
        field: values
        for entity, field in _FIELDS.items()
        if (values := tuple(value for kind, value in pairs if kind == entity))
        and not getattr(query, field)
    }
    return replace(query, **found)
