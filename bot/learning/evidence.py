"""What a person's answers say about what they know, without anything else about the person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

__all__ = ["Answered", "Evidence", "evidence_of"]


@dataclass(frozen=True)
class Evidence:
    """One answer to one question.

    `hinted`: the hint was shown before. `gave_up`: “I don't know” was said. `studied`: the
    question was asked in a quiz, which comes after reading its lesson.
    """

    question_id: str
    lesson_id: str
    correct: bool
    at: datetime
    hinted: bool = False
    gave_up: bool = False
    studied: bool = False


class Answered(Protocol):
    """An answer as it is kept (`bot.learning.learner.Attempt` is one)."""

    @property
    def question_id(self) -> str:
        """The question's id."""

    @property
    def lesson_id(self) -> str:
        """The id of the lesson it was asked for."""

    @property
    def kind(self) -> str:
        """Where it was asked: "quiz", "exam", "place", "review"."""

    @property
    def chosen(self) -> str | None:
        """The option's words; None for “I don't know”."""

    @property
    def correct(self) -> bool:
        """Whether it was right."""

    @property
    def hinted(self) -> bool:
        """Whether the hint was shown before."""

    @property
    def at(self) -> datetime:
        """When it was given."""


def evidence_of(answers: Iterable[Answered]) -> list[Evidence]:
    """Answers as the estimate wants them, in the same order."""
    return [
        Evidence(
            each.question_id,
            each.lesson_id,
            each.correct,
            each.at,
            hinted=each.hinted,
            gave_up=each.chosen is None,
            studied=each.kind == "quiz",
        )
        for each in answers
    ]
