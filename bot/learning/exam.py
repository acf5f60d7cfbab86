"""An exam on its way: answered once, timed while somebody sits at it, gone on with for days."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from bot.learning.curriculum import Curriculum
from bot.learning.framework import ExamRule
from bot.learning.quiz import Marked, mark

__all__ = [
    "Ended",
    "Exam",
    "answer_exam",
    "begun",
    "current",
    "ended",
    "is_nearly_over",
    "minutes_left",
    "taken_up",
    "timed",
    "without_missing",
]


class Ended(Enum):
    """Why nothing more can be answered in an exam."""

    ANSWERED = "answered"
    TIME = "time"
    DAYS = "days"


@dataclass(frozen=True)
class Exam:
    """An exam on its way: `answers` are those to the first `questions`, in the same order.

    An answer is an index of `shown_options(question, exam.seed)`, or None for “I don't know”.
    `started` and `timed_to` are moments in seconds since 1970: when it was begun (0: before this
    was kept) and up to when answering was counted. `used` are the seconds of answering; `warned`:
    the person knows that they are nearly over.
    """

    id: str
    seed: str
    questions: tuple[str, ...]
    answers: tuple[int | None, ...] = ()
    started: float = 0.0
    timed_to: float = 0.0
    used: float = 0.0
    warned: bool = False

    def to_dict(self) -> dict[str, Any]:
        """This exam as plain JSON values."""
        return {
            **asdict(self),
            "questions": list(self.questions),
            "answers": list(self.answers),
        }

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Exam:
        """The inverse of `to_dict`; also of what was stored before exams were timed."""
        values = {each.name: stored[each.name] for each in fields(cls) if each.name in stored}
        lists = {name: tuple(values[name]) for name in ("questions", "answers")}
        return cls(**{**values, **lists})


def current(exam: Exam) -> str | None:
    """The id of the question to answer now; None where all are answered."""
    place = len(exam.answers)
    return exam.questions[place] if place < len(exam.questions) else None


def answer_exam(exam: Exam, curriculum: Curriculum, chosen: int | None) -> tuple[Exam, Marked]:
    """The exam after this answer to its current question, and the answer marked.

    Raises IndexError where there is no such option or the exam is over.
    """
    id = current(exam)
    if id is None:
        raise IndexError("the exam is over")
    marked = mark(curriculum.question(id), exam.seed, chosen)
    return replace(exam, answers=(*exam.answers, chosen)), marked


def begun(exam: Exam, now: datetime) -> Exam:
    """The exam as it is when it begins."""
    return replace(exam, started=now.timestamp(), timed_to=now.timestamp())


def taken_up(exam: Exam, now: datetime) -> Exam:
    """The exam gone on with after it was left: what lay between was no answering."""
    return replace(exam, timed_to=max(exam.timed_to, now.timestamp()))


def timed(exam: Exam, rule: ExamRule, shown: datetime | None, now: datetime) -> Exam:
    """The exam with the time counted in which somebody sat at its question until `now`.

    `shown` is when they were last told something, the question with it; None where that is not
    known, and nothing is counted. What was counted before is not counted again, and no more at once
    than a question may take: who was away for longer was not answering.
    """
    if shown is None:
        return exam
    seconds = now.timestamp() - max(shown.timestamp(), exam.timed_to)
    counted = min(max(seconds, 0.0), rule.seconds_per_question)
    timed_to = max(exam.timed_to, now.timestamp())
    return replace(exam, used=exam.used + counted, timed_to=timed_to)


def ended(exam: Exam, rule: ExamRule, now: datetime) -> Ended | None:
    """Why nothing more can be answered; None where something can.

    The question at which the time ran out was answered within its time.
    """
    if current(exam) is None:
        return Ended.ANSWERED
    open_for = timedelta(days=rule.days_open).total_seconds()
    if exam.started and now.timestamp() - exam.started >= open_for:
        return Ended.DAYS
    return Ended.TIME if exam.used >= 60 * rule.minutes else None


def minutes_left(exam: Exam, rule: ExamRule) -> int:
    """Whole minutes of answering that are left, the one that has begun among them."""
    return max(0, -int((exam.used - 60 * rule.minutes) // 60))


def is_nearly_over(exam: Exam, rule: ExamRule) -> bool:
    """Whether the person is to be told that little time is left."""
    return not exam.warned and exam.used >= 60 * (rule.minutes - rule.warning_minutes)


def without_missing(exam: Exam, curriculum: Curriculum) -> Exam:
    """The exam without questions that have been taken out of the curriculum meanwhile."""
    kept = [place for place, id in enumerate(exam.questions) if curriculum.has_question(id)]
    return replace(
        exam,
        questions=tuple(exam.questions[place] for place in kept),
        answers=tuple(exam.answers[place] for place in kept if place < len(exam.answers)),
    )
