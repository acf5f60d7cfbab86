"""How well each lesson is known, from the answers given so far.

The mastery of a lesson in percent is

    100 * (questions whose latest answer is correct) // max(questions answered, a quiz's length)

where a quiz's length is `questions_per_lesson`, or all questions of a lesson that has fewer. So
one lucky answer is not mastery, a mistake is made good by answering the same question again,
and a question forgotten later counts as not known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.learning.curriculum import Curriculum, Lesson, Module
from bot.learning.framework import Framework, QuizRule

__all__ = [
    "Evidence",
    "LessonProgress",
    "ModuleProgress",
    "Overview",
    "lesson_mastery",
    "module_progress",
    "overview",
]


@dataclass(frozen=True)
class Evidence:
    """One answer to one question, in a quiz or an exam."""

    question_id: str
    lesson_id: str
    correct: bool
    at: datetime


@dataclass(frozen=True)
class LessonProgress:
    """Whether a lesson was read, and its mastery in percent."""

    lesson: Lesson
    read: bool
    percent: int
    mastered: bool


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


def lesson_mastery(lesson: Lesson, evidence: Iterable[Evidence], rule: QuizRule) -> int:
    """The mastery of `lesson` in whole percent, 0 to 100 (formula: see the module).

    Of answers given at the same time the later in `evidence` counts. Questions that the lesson
    no longer has do not count.
    """
    latest: dict[str, Evidence] = {}
    for each in sorted(evidence, key=lambda each: each.at):
        latest[each.question_id] = each
    answered = [latest[each.id] for each in lesson.questions if each.id in latest]
    quiz_length = min(rule.questions_per_lesson, len(lesson.questions))
    counted = max(len(answered), quiz_length)
    return 100 * sum(each.correct for each in answered) // counted if counted else 0


def module_progress(
    module: Module,
    evidence: Collection[Evidence],
    read_lessons: Collection[str],
    framework: Framework,
) -> ModuleProgress:
    """The progress in `module`; `read_lessons` are ids."""

    def progress(lesson: Lesson) -> LessonProgress:
        percent = lesson_mastery(lesson, evidence, framework.quiz)
        mastered = percent >= framework.mastery.mastered_percent
        return LessonProgress(lesson, lesson.id in read_lessons, percent, mastered)

    return ModuleProgress(module, tuple(progress(lesson) for lesson in module.lessons))


def overview(
    curriculum: Curriculum,
    evidence: Collection[Evidence],
    read_lessons: Collection[str],
    framework: Framework,
) -> Overview:
    """The progress in everything; `read_lessons` are ids."""
    return Overview(
        modules=tuple(
            module_progress(module, evidence, read_lessons, framework)
            for module in curriculum.modules
        ),
        next_lesson=next(
            (lesson for lesson in curriculum.lessons if lesson.id not in read_lessons), None
        ),
    )
