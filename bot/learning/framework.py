"""``knowledge/framework.yml``: the rules of quizzes, mastery and the exam."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.schema import Count, Parsed, Percent, Positive, Strict, Text, parse_file

__all__ = [
    "ExamRule",
    "Framework",
    "FrameworkFile",
    "GroupRule",
    "MasteryRule",
    "PlacementRule",
    "QuizRule",
    "ReminderRule",
    "ReviewRule",
    "framework_of",
    "load_framework",
]


@dataclass(frozen=True)
class ExamRule:
    """Percentages are of the questions asked, 0 to 100.

    `minutes` are for answering alone, `seconds_per_question` the most that one question counts
    towards them; `warning_minutes` before they are over the person is told. An exam can be gone on
    with for `days_open` days. `avoided_quizzes` of each lesson and `avoided_exams` are the last
    ones whose questions are not asked again where there are others. `exposure`: lots are drawn
    among so many questions that were shown least.
    """

    questions_per_module: int
    pass_percent: int
    module_minimum_percent: int
    attempts_per_day: int
    minutes: int
    seconds_per_question: int
    warning_minutes: int
    days_open: int
    avoided_quizzes: int
    avoided_exams: int
    exposure: int


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
class PlacementRule:
    """The check before learning: how many questions, when it is sure enough, what is skipped.

    It ends where the estimates of lessons are wrong by `doubt_percent` or less on average. A lesson
    is skipped from `skip_percent` on.
    """

    least_questions: int
    most_questions: int
    doubt_percent: int
    skip_percent: int
    source: str


@dataclass(frozen=True)
class ReviewRule:
    """Reviews: how surely outcomes are to be remembered until they are due, in percent; questions.

    They are offered to who comes back after `pause_hours` without a word.
    """

    retention_percent: int
    most_questions: int
    times_asked_again: int
    pause_hours: int
    source: str


@dataclass(frozen=True)
class ReminderRule:
    """Reminders to study go out from `first_hour` to before `last_hour`, of the person's own day.

    After `most_unanswered` in a row no more are sent; what is `late_minutes` late is left out.
    """

    first_hour: int
    last_hour: int
    most_unanswered: int
    late_minutes: int
    source: str


@dataclass(frozen=True)
class GroupRule:
    """Families and classes: when somebody in one counts as stuck, and as studying these days.

    Stuck in a lesson is who does not know it, `stuck_after` of twice as many answers being wrong.
    """

    stuck_after: int
    active_days: int
    source: str


@dataclass(frozen=True)
class Framework:
    """All rules."""

    exam: ExamRule
    quiz: QuizRule
    mastery: MasteryRule
    placement: PlacementRule
    reviews: ReviewRule
    reminders: ReminderRule
    groups: GroupRule


class SourcedCount(Strict):
    """A number from 0, and whose rule it is."""

    value: Count
    source: Text


class SourcedPositive(Strict):
    """A number from 1, and whose rule it is."""

    value: Positive
    source: Text


class SourcedPercent(Strict):
    """A percentage, and whose rule it is."""

    value: Percent
    source: Text


class Hour(Count):
    """A full hour of the day, 0 to 23."""

    le = 23


class ExamEntry(Strict):
    """The exam's rule as written; where each value's `source` must come from: `rule_sources`."""

    questions_per_module: SourcedPositive
    pass_percent: SourcedPercent
    module_minimum_percent: SourcedPercent
    attempts_per_day: SourcedPositive
    minutes: SourcedPositive
    seconds_per_question: SourcedPositive
    warning_minutes: SourcedCount
    days_open: SourcedPositive
    avoided_quizzes: SourcedCount
    avoided_exams: SourcedCount
    exposure: SourcedPositive


class QuizEntry(Strict):
    """The quizzes' rule as written."""

    questions_per_lesson: Positive
    times_asked_again: Count


class MasteryEntry(Strict):
    """The rule of mastery as written."""

    mastered_percent: Percent


class PlacementEntry(Strict):
    """The rule of the check before learning as written."""

    least_questions: Positive
    most_questions: Positive
    doubt_percent: Percent
    skip_percent: Percent
    source: Text


class ReviewsEntry(Strict):
    """The rule of reviews as written."""

    retention_percent: Percent
    most_questions: Positive
    times_asked_again: Count
    pause_hours: Positive
    source: Text


class RemindersEntry(Strict):
    """The rule of reminders to study as written."""

    first_hour: Hour
    last_hour: Hour
    most_unanswered: Positive
    late_minutes: Positive
    source: Text


class GroupsEntry(Strict):
    """The rule of families and classes as written."""

    stuck_after: Positive
    active_days: Positive
    source: Text


class FrameworkFile(Strict):
    """The whole file."""

    exam: ExamEntry
    quiz: QuizEntry
    mastery: MasteryEntry
    placement: PlacementEntry
    reviews: ReviewsEntry
    reminders: RemindersEntry
    groups: GroupsEntry


def load_framework(path: Path) -> Framework:
    """The rules; raises `KnowledgeError` with every problem found."""
    return framework_of(parse_file(path, FrameworkFile))


def framework_of(parsed: Parsed[FrameworkFile]) -> Framework:
    """The rules as they are used."""
    file = parsed.model
    return Framework(
        exam=ExamRule(**{name: entry["value"] for name, entry in file.exam.dict().items()}),
        quiz=QuizRule(**file.quiz.dict()),
        mastery=MasteryRule(**file.mastery.dict()),
        placement=PlacementRule(**file.placement.dict()),
        reviews=ReviewRule(**file.reviews.dict()),
        reminders=ReminderRule(**file.reminders.dict()),
        groups=GroupRule(**file.groups.dict()),
    )
