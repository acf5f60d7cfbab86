"""Which lesson is proposed next, and why: by what somebody wants, asks, is, and knows already.

Lessons come in this order, each once: those of the route's part that the person wished for; of
modules they asked about, the latest first; of routes made for their group; of modules made
for them; then all others as they stand. What was read, or seems to be known, is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from bot.learning.curriculum import Curriculum, Lesson
from bot.learning.estimate import Estimate
from bot.learning.framework import PlacementRule
from bot.learning.placement import is_known
from bot.learning.routes import Route, find_part

__all__ = ["AGE_BANDS", "Proposal", "Reason", "Wishes", "age_band", "propose"]

Reason = Literal["wish", "asked", "people", "age", "skipped", "next"]

AGE_BANDS: Final[Mapping[str, int]] = {"pupil": 0, "young": 18, "adult": 30, "elder": 60}
"""The age in years at which each band begins. Only the band is kept."""

_MOST_ASKED: Final = 3

# What lessons are written for: the groups of the plans. Others are people among the citizens.
_GROUPS: Final = frozenset({"dan", "hssv", "nld", "cbcc"})
_GROUP_OF_BAND: Final[Mapping[str, str]] = {"pupil": "hssv", "elder": "dan"}


@dataclass(frozen=True)
class Wishes:
    """What a person told of themself and wants.

    `people` is a group of knowledge/language/entities/groups.yml, `age` a band of `AGE_BANDS`,
    `part` the part of a route they wished for, `asked` the modules they asked about, the
    latest first.
    """

    people: str | None = None
    age: str | None = None
    part: str | None = None
    asked: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any] | None) -> Wishes:
        """The inverse of `to_dict`; nothing wished where there is nothing."""
        return cls(**{**kept, "asked": tuple(kept["asked"])}) if kept else cls()

    def to_dict(self) -> dict[str, Any]:
        """JSON values."""
        return {
            "people": self.people,
            "age": self.age,
            "part": self.part,
            "asked": list(self.asked),
        }

    def having_asked(self, module_id: str) -> Wishes:
        """The same after a question about this module."""
        others = (each for each in self.asked if each != module_id)
        return replace(self, asked=(module_id, *others)[:_MOST_ASKED])

    def over(self, older: Wishes) -> Wishes:
        """Both together; where they differ, this one counts."""
        asked = dict.fromkeys((*self.asked, *older.asked))
        return Wishes(
            self.people or older.people,
            self.age or older.age,
            self.part or older.part,
            tuple(asked)[:_MOST_ASKED],
        )


@dataclass(frozen=True)
class Proposal:
    """A lesson, why it is proposed, and the part of a route to which it belongs then."""

    lesson: Lesson
    reason: Reason
    part: str | None = None


def age_band(years: int) -> str:
    """The band to which an age in years belongs."""
    return max((start, band) for band, start in AGE_BANDS.items() if start <= years)[1]


def propose(
    known: Estimate,
    routes: tuple[Route, ...],
    wishes: Wishes,
    reads: Collection[str],
    rule: PlacementRule,
) -> list[Proposal]:
    """All lessons that are not read and not known, the best first; `reads` are ids."""
    seen: set[str] = set()
    skipped = False
    proposals = []
    for each in _ordered(known.curriculum, routes, wishes):
        if each.lesson.id in seen:
            continue
        seen.add(each.lesson.id)
        if each.lesson.id in reads:
            continue
        if is_known(known, each.lesson, rule):
            skipped = True
        elif each.reason == "next" and skipped:
            proposals.append(replace(each, reason="skipped"))
        else:
            proposals.append(each)
    return proposals


def _ordered(
    curriculum: Curriculum, routes: tuple[Route, ...], wishes: Wishes
) -> Iterator[Proposal]:
    wished = find_part(routes, wishes.part)
    if wished:
        _, part = wished
        yield from (Proposal(lesson, "wish", part.id) for lesson in part.lessons)
    for id in wishes.asked:
        found = (module for module in curriculum.modules if module.id == id)
        yield from (Proposal(lesson, "asked") for each in found for lesson in each.lessons)
    for route in routes:
        if wishes.people in route.people:
            for part in route.parts:
                yield from (Proposal(lesson, "people", part.id) for lesson in part.lessons)
    yield from _made_for(curriculum, wishes)
    yield from (Proposal(lesson, "next") for lesson in curriculum.lessons)


def _made_for(curriculum: Curriculum, wishes: Wishes) -> Iterator[Proposal]:
    by_age = _GROUP_OF_BAND.get(wishes.age or "")
    group = wishes.people if wishes.people in _GROUPS else by_age
    reason: Reason = "people" if wishes.people in _GROUPS else "age"
    for module in curriculum.modules:
        if group in module.groups:
            yield from (Proposal(lesson, reason) for lesson in module.lessons)
