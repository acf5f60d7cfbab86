"""The quiz after a lesson: what was answered wrongly comes back until it is known.

A `Quiz` is a plain frozen value. Every step takes one and gives the next, so it can be kept
as JSON anywhere between two messages.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.learning.curriculum import Curriculum, Lesson, Option, Question
from bot.learning.framework import QuizRule
from bot.learning.shuffle import lot, shuffled

__all__ = [
    "Mark",
    "Marked",
    "Quiz",
    "QuizResult",
    "answer",
    "current",
    "hint",
    "mark",
    "result",
    "shown_options",
    "start_quiz",
    "without_missing",
]


@dataclass(frozen=True)
class Mark:
    """How one question went: whether its first answer was right, and how often it was asked."""

    question_id: str
    right_at_first: bool
    times_asked: int


@dataclass(frozen=True)
class Quiz:
    """A quiz on its way: ids of the questions `waiting`, the current one first.

    `lesson_id` is None where its questions are of several lessons, as in a review.
    `hinted` says whether the hint of the current question was shown. `marks` has one entry for
    each question answered so far, in the order of their first answers.
    """

    lesson_id: str | None
    seed: str
    times_asked_again: int
    waiting: tuple[str, ...]
    hinted: bool = False
    marks: tuple[Mark, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """This quiz as plain JSON values."""
        fields = asdict(self)
        return {**fields, "waiting": list(self.waiting), "marks": list(fields["marks"])}

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Quiz:
        """The inverse of `to_dict`."""
        marks = tuple(Mark(**each) for each in fields["marks"])
        return cls(**{**fields, "waiting": tuple(fields["waiting"]), "marks": marks})


@dataclass(frozen=True)
class Marked:
    """One answer, marked. `chosen` is None for “I don't know”; `key` is the correct option."""

    question: Question
    chosen: Option | None
    correct: bool
    key: Option
    comes_back: bool


@dataclass(frozen=True)
class QuizResult:
    """How many of the questions asked were answered correctly at first."""

    right: int
    asked: int


def start_quiz(
    lesson: Lesson, rule: QuizRule, seed: str, correct_before: Collection[str] = ()
) -> Quiz:
    """A quiz on `lesson`: first those questions whose ids are not in `correct_before`.

    The same seed gives the same quiz. Raises ValueError where the lesson has no questions.
    """
    if not lesson.questions:
        raise ValueError(f"lesson {lesson.id} has no questions")
    ids = shuffled(seed, (question.id for question in lesson.questions))
    ids.sort(key=lambda id: id in correct_before)
    waiting = tuple(ids[: rule.questions_per_lesson])
    return Quiz(lesson.id, seed, rule.times_asked_again, waiting)


def current(quiz: Quiz) -> str | None:
    """The id of the question to answer now; None when the quiz is over."""
    return quiz.waiting[0] if quiz.waiting else None


def shown_options(question: Question, seed: str) -> tuple[Option, ...]:
    """The options in the order in which the person with this seed sees them."""
    # By place and not by words, so that a typo mended meanwhile does not change the order.
    places = sorted(
        range(len(question.options)), key=lambda place: lot(seed, f"{question.id}/{place}")
    )
    return tuple(question.options[place] for place in places)


def mark(question: Question, seed: str, chosen: int | None, comes_back: bool = False) -> Marked:
    """Marks the choice of the option at index `chosen` of `shown_options`.

    Raises IndexError where there is no such option.
    """
    if chosen is None:
        return Marked(question, None, False, question.key, comes_back)
    if chosen < 0:
        raise IndexError(chosen)
    option = shown_options(question, seed)[chosen]
    return Marked(question, option, option.correct, question.key, comes_back and not option.correct)


def answer(quiz: Quiz, curriculum: Curriculum, chosen: int | None) -> tuple[Quiz, Marked]:
    """The quiz after this answer to its current question, and the answer marked.

    `chosen` is an index of `shown_options`, or None for “I don't know”. What was not answered
    correctly goes to the end of the queue, `times_asked_again` times at most. Raises IndexError
    where there is no such option or the quiz is over.
    """
    id, *rest = quiz.waiting or _over()
    before = next((each for each in quiz.marks if each.question_id == id), None)
    may_come_back = (before.times_asked if before else 0) < quiz.times_asked_again
    marked = mark(curriculum.question(id), quiz.seed, chosen, may_come_back)
    if before:
        marks = tuple(
            replace(each, times_asked=each.times_asked + 1) if each is before else each
            for each in quiz.marks
        )
    else:
        marks = (*quiz.marks, Mark(id, marked.correct, 1))
    waiting = (*rest, id) if marked.comes_back else tuple(rest)
    return replace(quiz, waiting=waiting, hinted=False, marks=marks), marked


def hint(quiz: Quiz, curriculum: Curriculum) -> tuple[Quiz, str]:
    """The quiz with the hint of its current question shown, and that hint.

    Raises IndexError where the quiz is over.
    """
    id, *_ = quiz.waiting or _over()
    return replace(quiz, hinted=True), curriculum.question(id).hint


def result(quiz: Quiz) -> QuizResult:
    """How the quiz went so far."""
    return QuizResult(sum(each.right_at_first for each in quiz.marks), len(quiz.marks))


def without_missing(quiz: Quiz, curriculum: Curriculum) -> Quiz:
    """The quiz without questions that have been taken out of the curriculum meanwhile."""
    waiting = tuple(id for id in quiz.waiting if curriculum.has_question(id))
    same_question = waiting[:1] == quiz.waiting[:1]
    return replace(quiz, waiting=waiting, hinted=quiz.hinted and same_question)


def _over() -> tuple[str, ...]:
    raise IndexError("the quiz is over")
