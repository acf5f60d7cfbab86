"""``knowledge/framework.yml``: the rules of quizzes, mastery and the exam."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.schema import Count, Parsed, Percent, Positive, Strict, Text, parse_file

__all__ = [
    "ExamRule",
    "Framework",
    "FrameworkFile",
    "MasteryRule",
    "QuizRule",
    "framework_of",
    "load_framework",
]


@dataclass(frozen=True)
class ExamRule:
    """Percentages are of the questions asked, 0 to 100; `source` says whose rule this is."""

    questions_per_module: int
    pass_percent: int
    module_minimum_percent: int
    attempts_per_day: int
    source: str


@dataclass(frozen=True)
class QuizRule:
    """How many questions a quiz has, and how often one answered wrongly comes back in it."""

    questions_per_lesson: int
    times_asked_again: int


@dataclass(frozen=True)
class MasteryRule:
    """The percentage from which a lesson counts as mastered."""

    mastered_percent: int


@dataclass(frozen=True)
class Framework:
    """All rules."""

    exam: ExamRule
    quiz: QuizRule
    mastery: MasteryRule


class ExamEntry(Strict):
    """The exam's rule as written."""

    questions_per_module: Positive
    pass_percent: Percent
    module_minimum_percent: Percent
    attempts_per_day: Positive
    source: Text


class QuizEntry(Strict):
    """The quizzes' rule as written."""

    questions_per_lesson: Positive
    times_asked_again: Count


class MasteryEntry(Strict):
    """The rule of mastery as written."""

    mastered_percent: Percent


class FrameworkFile(Strict):
    """The whole file."""

    exam: ExamEntry
    quiz: QuizEntry
    mastery: MasteryEntry


def load_framework(path: Path) -> Framework:
    """The rules; raises `KnowledgeError` with every problem found."""
    return framework_of(parse_file(path, FrameworkFile))


def framework_of(parsed: Parsed[FrameworkFile]) -> Framework:
    """The rules as they are used."""
    file = parsed.model
    return Framework(
        exam=ExamRule(**file.exam.dict()),
        quiz=QuizRule(**file.quiz.dict()),
        mastery=MasteryRule(**file.mastery.dict()),
    )
