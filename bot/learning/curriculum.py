"""Modules, lessons and questions, as they are used once read from `knowledge/`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

__all__ = ["Bubble", "Curriculum", "Lesson", "Module", "Option", "Outcome", "Question"]


@dataclass(frozen=True)
class Bubble:
    """One chat message of a lesson, and the same idea in plainer words; with placeholders.

    `spoken` is how it is said aloud, where the text itself is not fit for the ear. `asked` are
    ways in which people ask for what it says.
    """

    text: str
    simpler: str
    spoken: str | None = None
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen, and what is said to the person who chose it."""

    text: str
    feedback: str
    correct: bool


@dataclass(frozen=True)
class Question:
    """A single choice among 2 to 4 options, one of them correct; `difficulty` is 1, 2 or 3."""

    id: str
    lesson_id: str
    outcome_id: str
    difficulty: int
    stem: str
    hint: str
    options: tuple[Option, ...]

    @property
    def is_situation(self) -> bool:
        """Whether it asks what one would do, beside the questions on the lesson itself."""
        return not self.id.startswith(self.lesson_id)

    @property
    def key(self) -> Option:
        """The correct option."""
        return next(option for option in self.options if option.correct)


@dataclass(frozen=True)
class Lesson:
    """A few bubbles and their questions. `checked` is the day the content was checked."""

    id: str
    module_id: str
    title: str
    outcome_id: str
    bubbles: tuple[Bubble, ...]
    questions: tuple[Question, ...]
    sources: tuple[str, ...]
    checked: date


@dataclass(frozen=True)
class Outcome:
    """What a person can do after a module."""

    id: str
    text: str


@dataclass(frozen=True)
class Module:
    """Lessons in order.

    `aliases` are words people ask for it by; `groups` whom it is for; `prerequisites` are the ids
    of the modules to learn before.
    """

    id: str
    title: str
    outcomes: tuple[Outcome, ...]
    lessons: tuple[Lesson, ...]
    aliases: tuple[str, ...]
    groups: tuple[str, ...]
    prerequisites: tuple[str, ...]


@dataclass(frozen=True)
class Curriculum:
    """All modules in order. Look-ups by id raise KeyError where there is no such id."""

    modules: tuple[Module, ...]

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """Every lesson, in the order they are learnt."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    def lesson(self, id: str) -> Lesson:
        """The lesson with this id."""
        return self._lessons[id]

    def module(self, id: str) -> Module:
        """The module with this id."""
        return self._modules[id]

    def question(self, id: str) -> Question:
        """The question with this id."""
        return self._questions[id]

    def has_question(self, id: str) -> bool:
        """Whether this question is (still) in the curriculum."""
        return id in self._questions

    def next_lesson(self, id: str) -> Lesson | None:
        """The lesson after this one, over the borders of modules; None after the last."""
        place = self.lessons.index(self.lesson(id)) + 1
        return self.lessons[place] if place < len(self.lessons) else None

    @cached_property
    def _lessons(self) -> dict[str, Lesson]:
        return {lesson.id: lesson for lesson in self.lessons}

    @cached_property
    def _modules(self) -> dict[str, Module]:
        return {module.id: module for module in self.modules}

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.id: question for lesson in self.lessons for question in lesson.questions}
