"""What a question leaves out: “ngoài mục 4.4 còn lo gì?”, “trừ Quyết định 550 ra”."""

from __future__ import annotations

from dataclasses import replace

from bot.plans import cues
from bot.plans.index import Index
from bot.plans.places import documents_meant
from bot.plans.question import Query
from bot.plans.reading import Said
from bot.plans.section_numbers import sections_in
from bot.plans.topic import Topic
from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["asks_who_else", "left_out", "parted"]

WITHIN_REACH = 0.72
"""A task whose score is at least this part of the best one's is left out as well."""

_CUES = frozenset({"ngoài", "ngoai", "trừ", "tru"})
_ENDS = frozenset({"con", "thi", "ra", ",", ";", "co", "phai", "duoc", "lam", "lo", "o", "tai"})
"""Behind what is left out."""
_FURTHER = frozenset({"con", "khac", "them", "nua"})
"""Beside a task in words they show that it is left out."""


def parted(said: Said) -> tuple[Said, Said | None]:
    """`said` without what it leaves out, and that part of it; None where it leaves out nothing.

    “Ngoài ra” leaves out nothing that is named.
    """
    for start, word in enumerate(said.words):
        named = {
            place
            for each in said.mentions
            for place in range(each.start, each.end)
            if place > start
        }
        end = start + 1
        while end < len(said.words) and (end in named or said.bares[end] not in _ENDS):
            end += 1
        if word in _CUES and end > start + 1 and not _is_inside(said, start):
            rest = (*said.words[:start], *said.words[end:])
            size = end - start
            mentions = tuple(
                replace(each, start=each.start - size, end=each.end - size)
                if each.start >= end
                else each
                for each in said.mentions
                if each.start >= end or each.end <= start
            )
            inner = tuple(
                replace(each, start=each.start - start - 1, end=each.end - start - 1)
                for each in said.mentions
                if start < each.start and each.end <= end
            )
            part = replace(said, words=said.words[start + 1 : end], mentions=inner)
            return replace(said, words=rest, mentions=mentions), part
    return said, None


def left_out(
    index: Index, said: Said, part: Said, query: Query, topic: Topic | None
) -> tuple[str, ...]:
    """Sections, documents and tasks (ids) that `part` names; none where nothing is known of it.

    `said` is the rest of the question, `query` what `part` would ask by itself.
    """
    if sections := sections_in(part):
        return sections
    if query.documents or query.provinces:
        return tuple(each.id for each in documents_meant(index.register, query))
    if topic and (cues.BACK.search(part.bare) or cues.THESE.search(part.bare)):
        return topic.tasks or topic.documents
    if not {*said.bares} & _FURTHER:
        return ()  # “ngoài chợ”
    matches = index.tasks.matches(query.words, {*query.quiet})
    if not matches or not matches[0].is_sure:
        return ()
    least = WITHIN_REACH * matches[0].score
    return tuple(each.id for each in matches if each.score >= least)


def asks_who_else(said: Said, part: Said) -> bool:
    """Whether a unit is left out where units are asked for: “ngoài cục đó còn đơn vị nào lo?”.

    `said` is the rest of the question, `part` what it leaves out.
    """
    unit = cues.SAME_UNIT.search(part.bare) or part.values("unit")
    return bool(unit and cues.WHO.search(said.bare) and not cues.LISTING.search(said.bare))


def _is_inside(said: Said, place: int) -> bool:
    """Whether the word is part of another one: “nước ngoài”, “bên ngoài”, “loại trừ”."""
    before = strip_diacritics(said.words[place - 1]) if place else ""
    return before in {"nuoc", "ben", "loai", "tru", "phong", "khau", "o", "giai"}
