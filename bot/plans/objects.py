"""Units that a question names, but not as those who do a task.

“Chỉ đạo doanh nghiệp viễn thông ở Đắk Nông” is a task of a department; “báo cáo gửi Cục Chuyển đổi
số quốc gia” is one of others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.plans.index import Index
from bot.plans.places import documents_meant
from bot.plans.question import Query
from bot.plans.reading import Said
from bot.plans.units import receives, shares_of, units_meant
from bot.vietnamese.mentions import Mention

__all__ = ["with_recipients", "without_objects"]

COVERAGE = 0.8
"""Which part of the words, the unit's among them, the task must account for."""

_WORDS_TO_TELL = 2
_SENDING = frozenset({"gui", "nop", "trinh"})
_TOWARDS = frozenset({"cho", "ve", "len", "den", "toi", "qua", "lai"})


def with_recipients(index: Index, said: Said) -> Said:
    """`said` with the units that something is sent to as such: “gửi Cục Chuyển đổi số quốc gia”."""
    return replace(said, mentions=tuple(_as_recipient(index, said, m) for m in said.mentions))


def _as_recipient(index: Index, said: Said, named: Mention) -> Mention:
    before = [word for word in said.bares[: named.start] if word not in _TOWARDS]
    reported = tuple(before[-2:]) == ("bao", "cao") and said.bares[named.start - 1] in _TOWARDS
    if named.kind != "unit" or not (reported or {*before[-1:]} & _SENDING):
        return named
    if not any(receives(index.register, task, named.value) for task in index.register.tasks):
        return named
    return replace(named, kind="recipient")


def without_objects(index: Index, said: Said, query: Query) -> Said:
    """`said` without the units that the task best meant has in its own words but not at work."""
    named = [each for each in said.mentions if each.kind == "unit"]
    if not named or query.listing or query.role == "coordinating":
        return said
    ids = {task.id for each in documents_meant(index.register, query) for task in each.tasks}
    objects = [
        each
        for each in named
        if _is_object(index, said.bares[each.start : each.end], each.value, query, ids)
    ]
    return replace(said, mentions=tuple(m for m in said.mentions if m not in objects))


def _is_object(index: Index, words: Sequence[str], unit: str, query: Query, ids: set[str]) -> bool:
    whole = index.tasks.mended((*query.words, *words), {*query.quiet})
    matches = [each for each in index.tasks.matches(whole, {*query.quiet}) if each.id in ids]
    if len(words) < _WORDS_TO_TELL or not matches or matches[0].coverage < COVERAGE:
        return False
    if any(matches[0].id not in index.tasks.having.get(word, ()) for word in words):
        return False
    at_work = {
        share.task.id
        for name in units_meant(index.register, unit, query.provinces) or (unit,)
        for share in shares_of(index.register, name)
    }
    return matches[0].id not in at_work
