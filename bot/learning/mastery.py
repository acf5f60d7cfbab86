"""How well each lesson is known, from the answers given so far.

What is shown as percent is the chance that the person answers an average question of the lesson
without guessing (`bot.learning.estimate`); nothing is shown of a lesson of which nothing was
asked. A lesson is mastered from the framework's percentage on, and only if as many of its questions
were answered as a quiz has: one lucky answer, or much known elsewhere, is not mastery.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.learning.curriculum import Curriculum, Lesson, Module
from bot.learning.estimate import Estimate, estimate
from bot.learning.evidence import Evidence
from bot.learning.framework import Framework

__all__ = ["LessonProgress", "ModuleProgress", "Overview", "overview"]

_AS_GRADED: Final[Mapping[str, float]] = MappingProxyType({})


@dataclass(frozen=True)
class LessonProgress:
    """Whether a lesson was read, how many of its questions were answered, and how it is known.

    `known` is the estimate, 0 to 1; `percent` the same in whole percent, 0 before any answer.
    """

    lesson: Lesson
    read: bool
    answered: int
    known: float
    mastered: bool

    @property
    def percent(self) -> int:
        """How well the lesson is known in whole percent, rounded down."""
        return int(100 * self.known) if self.answered else 0


@dataclass(frozen=True)
class ModuleProgress:
    """The progress in each lesson of a module, in order."""

    module: Module
    lessons: tuple[LessonProgress, ...]

    @property
    def read(self) -> int:
        """How many lessons were read."""
        return sum(lesson.read for lesson in self.lessons)

    @property
    def answered(self) -> int:
        """How many questions were answered."""
        return sum(lesson.answered for lesson in self.lessons)

    @property
    def mastered(self) -> int:
        """How many lessons are mastered."""
        return sum(lesson.mastered for lesson in self.lessons)

    @property
    def percent(self) -> int:
        """The mean mastery of the lessons in whole percent, rounded down."""
        if not self.lessons:
            return 0
        return sum(lesson.percent for lesson in self.lessons) // len(self.lessons)


@dataclass(frozen=True)
class Overview:
    """The progress in every module, and the first lesson not read yet (None: all were read)."""

    modules: tuple[ModuleProgress, ...]
    next_lesson: Lesson | None

    @property
    def lessons(self) -> tuple[LessonProgress, ...]:
        """The progress in every lesson, in order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def read(self) -> int:
        """How many lessons were read."""
        return sum(module.read for module in self.modules)

    @property
    def mastered(self) -> int:
        """How many lessons are mastered."""
        return sum(module.mastered for module in self.modules)


def _progress_in(
    module: Module,
    known: Estimate,
    answered: Collection[str],
    read_lessons: Collection[str],
    framework: Framework,
) -> ModuleProgress:
    def progress(lesson: Lesson) -> LessonProgress:
        count = sum(question.id in answered for question in lesson.questions)
        enough = min(framework.quiz.questions_per_lesson, len(lesson.questions))
        chance = known.known(lesson.id)
        mastered = count >= max(enough, 1) and 100 * chance >= framework.mastery.mastered_percent
        return LessonProgress(lesson, lesson.id in read_lessons, count, chance, mastered)

    return ModuleProgress(module, tuple(progress(lesson) for lesson in module.lessons))


def overview(
    curriculum: Curriculum,
    evidence: Collection[Evidence],
    read_lessons: Collection[str],
    framework: Framework,
    difficulties: Mapping[str, float] = _AS_GRADED,
) -> Overview:
    """The progress in everything; `read_lessons` are ids.

    `difficulties` are what `estimate` takes; without them questions are as difficult as graded.
    """
    known = estimate(curriculum, evidence, difficulties)
    answered = {each.question_id for each in evidence}
    return Overview(
        modules=tuple(
            _progress_in(module, known, answered, read_lessons, framework)
            for module in curriculum.modules
        ),
        next_lesson=next(
            (lesson for lesson in curriculum.lessons if lesson.id not in read_lessons), None
        ),
    )
