"""The check of what somebody knows before they begin: few questions, each chosen by the last.

Asked is the question whose answer is expected to tell most about all lessons together
(`Estimate.worth`): about what is least known, and about as difficult as the person is able, so
harder after a right answer and easier after a wrong one. Of those that tell nearly as much the lot
decides, so that not everybody is asked the same. It ends when the estimate is sure enough, between
the framework's least and most questions, or when the person has enough of it.

A `Placement` is a plain frozen value; the answers are kept with all others.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.learning.curriculum import Curriculum, Lesson, Module, Question
from bot.learning.estimate import Estimate
from bot.learning.framework import PlacementRule
from bot.learning.shuffle import lot

__all__ = [
    "KIND",
    "Placement",
    "PlacementResult",
    "begin_placement",
    "is_known",
    "next_placement",
    "placement_result",
]

KIND: Final = "place"
"""The kind of answers that were given in a placement."""

_NEARLY_AS_GOOD: Final = 0.97


@dataclass(frozen=True)
class Placement:
    """A placement on its way: ids of the questions `asked`, the open one last; None open: over."""

    seed: str
    asked: tuple[str, ...]
    right: int = 0
    over: bool = False

    @property
    def question_id(self) -> str | None:
        """The id of the open question."""
        return None if self.over or not self.asked else self.asked[-1]

    @property
    def answered(self) -> int:
        """How many questions were answered."""
        return len(self.asked) - (self.question_id is not None)

    def answered_with(self, correct: bool) -> Placement:
        """The placement after an answer to its open question, with none open until the next."""
        return replace(self, right=self.right + correct, over=True)

    def to_dict(self) -> dict[str, Any]:
        """This placement as plain JSON values."""
        return {
            "seed": self.seed,
            "asked": list(self.asked),
            "right": self.right,
            "over": self.over,
        }

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Placement:
        """The inverse of `to_dict`."""
        return cls(**{**fields, "asked": tuple(fields["asked"])})


@dataclass(frozen=True)
class PlacementResult:
    """What came of it, lessons and modules in learning order.

    `begin` is the first lesson that is not known (None: all are); `known` are the modules of which
    everything seems to be known.
    """

    right: int
    asked: int
    begin: Lesson | None
    known: tuple[Module, ...]


def begin_placement(
    now: Estimate, rule: PlacementRule, seed: str, avoid: Collection[str] = ()
) -> Placement:
    """A placement with its first question; `avoid` are ids of questions that were answered before.

    The same seed gives the same placement.
    """
    return next_placement(Placement(seed, ()), now, rule, avoid)


def next_placement(
    placement: Placement, now: Estimate, rule: PlacementRule, avoid: Collection[str] = ()
) -> Placement:
    """The placement with its next question, or over; `now` is the estimate after all answers."""
    asked = len(placement.asked)
    enough = asked >= rule.least_questions and _doubt(now) <= rule.doubt_percent / 100
    question = None if enough or asked >= rule.most_questions else _best(placement, now, avoid)
    if question is None:
        return replace(placement, over=True)
    return replace(placement, asked=(*placement.asked, question.id), over=False)


def placement_result(
    placement: Placement, now: Estimate, rule: PlacementRule, lessons: Collection[Lesson]
) -> PlacementResult:
    """What came of it; `lessons` in the order in which the person would learn them."""
    curriculum = now.curriculum
    known = tuple(
        module
        for module in curriculum.modules
        if module.lessons and all(is_known(now, lesson, rule) for lesson in module.lessons)
    )
    begin = next((lesson for lesson in lessons if not is_known(now, lesson, rule)), None)
    return PlacementResult(placement.right, placement.answered, begin, known)


def is_known(now: Estimate, lesson: Lesson, rule: PlacementRule) -> bool:
    """Whether a lesson may be skipped."""
    return 100 * now.known(lesson.id) >= rule.skip_percent


def _doubt(now: Estimate) -> float:
    """How unsure the estimate is of a lesson, on average: a standard deviation, 0 to 0.5."""
    lessons = now.curriculum.lessons
    return sum(now.uncertainty(lesson.id) for lesson in lessons) / len(lessons)


def _best(placement: Placement, now: Estimate, avoid: Collection[str]) -> Question | None:
    worth = {
        question.id: now.worth(question) for question in _left(now.curriculum, placement, avoid)
    }
    if not worth:
        return None
    good = [id for id, each in worth.items() if each >= _NEARLY_AS_GOOD * max(worth.values())]
    drawing = f"{placement.seed}/{len(placement.asked)}"
    return now.curriculum.question(min(good, key=lambda id: lot(drawing, id)))


def _left(curriculum: Curriculum, placement: Placement, avoid: Collection[str]) -> list[Question]:
    """What may be asked: nothing twice, and new questions as long as there are any."""
    questions = [question for lesson in curriculum.lessons for question in lesson.questions]
    left = [question for question in questions if question.id not in placement.asked]
    return [question for question in left if question.id not in avoid] or left
