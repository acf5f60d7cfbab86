"""Answers to questions about plans: the one way in for whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from bot.plans.document_answers import documents_answer, unknown_answer
from bot.plans.following import Topic, continued
from bot.plans.index import Index, index_of
from bot.plans.objects import without_objects
from bot.plans.places import documents_meant
from bot.plans.plan_answer import Asked, PlanAnswer, outside
from bot.plans.question import Query, read_query
from bot.plans.reading import said
from bot.plans.register import Register
from bot.plans.target_answers import conflicts_answer, targets_answer
from bot.plans.task_answers import source_answer, tasks_answer
from bot.plans.units import is_under, unit_in
from bot.settings import ROOT

__all__ = ["Asked", "PlanAnswer", "Topic", "answer"]

_LANGUAGE = ROOT / "knowledge" / "language"
_FIELDS = {"document": "documents", "unit": "units", "province": "provinces", "group": "groups"}


def answer(register: Register, asked: Asked, topic: Topic | None) -> PlanAnswer:
    """The answer to `asked`, which may go on from `topic`, from what `register` holds."""
    index = _index(register)
    heard = said(asked.text, index.ears)
    heard = without_objects(index, heard, read_query(heard, asked.today))
    query = _with_named(read_query(heard, asked.today), asked.named)
    query = _plans_compared(index, query)
    query, page = continued(index, heard, query, topic)
    query = _in_their_places(register, query)
    return _kept(_answered(index, query, asked.today, page), topic)


def _plans_compared(index: Index, query: Query) -> Query:
    """“Giữa Bộ và Hải Phòng có giống nhau không”: the plans that these issued are meant."""
    issued = [id for unit in query.units for id in index.ears.issued.get(unit, ())]
    if query.wants != "conflicts" or not issued or not query.provinces:
        return query
    placed = [each.id for each in documents_meant(index.register, replace(query, documents=()))]
    named = dict.fromkeys((*query.documents, *issued, *placed))
    return replace(query, units=(), documents=tuple(named))


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


def _kept(given: PlanAnswer, before: Topic | None) -> PlanAnswer:
    """`given`; what was talked of before stays it where nothing came of the question."""
    if before is None or given.known or given.tasks or given.targets or given.documents:
        return given
    return replace(given, topic=before)


@lru_cache(maxsize=8)
def _index(register: Register) -> Index:
    return index_of(register, _LANGUAGE)


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
