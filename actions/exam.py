"""The exam over all modules."""

from __future__ import annotations

import hashlib

from actions import exam_report, place
from actions.base import BotAction
from actions.turn import Choice, Turn
from bot.learning import exam as exams
from bot.learning.exam import Ended, Exam
from bot.learning.exam_drawing import draw_exam, number_asked, seen_lately
from bot.learning.exam_result import result
from bot.learning.learner import Attempt
from bot.store.database import VIETNAM_TIME

__all__ = ["start", "take_answer"]

_CLOSED = {Ended.TIME: "utter_exam_time_over", Ended.DAYS: "utter_exam_too_old"}


class TakeExam(BotAction):
    """Explains the exam and, once agreed, begins it; goes on with one that is open."""

    intent = "take_exam"
    matters = frozenset({"exam"})

    def reply(self, turn: Turn) -> None:
        """An exam belongs to somebody: it needs consent to storing."""
        exam = place.exam_of(turn)
        if exam:
            _go_on(turn, exam)
        elif not turn.consented:
            turn["pending"] = {"kind": "consent_for_exam"}
            choices = (
                Choice("Đồng ý", "affirm", "consent_for_exam"),
                Choice("Không lưu", "deny", "consent_for_exam"),
            )
            turn.say("utter_exam_needs_consent", choices, numbered=True)
        elif turn.value == "start":
            start(turn)
        elif not (turn.value and exam_report.tell_more(turn, turn.value)):
            _introduce(turn)


def start(turn: Turn) -> None:
    """Draws an exam, unless the day's attempts are used up; goes on with one that is open."""
    library = turn.library
    rule = library.framework.exam
    exam = _open_exam(turn)
    if exam and (why := exams.ended(exam, rule, turn.arrived)):
        _finish(turn, exam, why)
        return
    if exam is None:
        if _attempts_left(turn) < 1:
            turn.say("utter_exam_tomorrow", attempts=rule.attempts_per_day)
            place.menu(turn)
            return
        exam = _drawn(turn)
        turn.services.learners.start_exam(turn.person, exam.id, exam.to_dict(), turn.now)
    turn["pending"] = None
    turn["activity"] = {"kind": "exam", "exam": exams.taken_up(exam, turn.arrived).to_dict()}
    turn.say("utter_exam_begin", count=len(exam.questions))
    place.show(turn)


def take_answer(turn: Turn, chosen: int | None) -> None:
    """Takes a choice in the exam, without saying yet whether it was right."""
    rule = turn.library.framework.exam
    exam = place.exam_of(turn)
    if exam is None:
        place.show(turn)
        return
    if why := exams.ended(exam, rule, turn.arrived):
        _finish(turn, exam, why)
        return
    sat = place.timed_exam(turn, exam)
    exam, marked = exams.answer_exam(sat, turn.library.curriculum, chosen)
    turn.record.add(
        turn.message_id,
        Attempt(
            question_id=marked.question.id,
            lesson_id=marked.question.lesson_id,
            kind="exam",
            chosen=marked.chosen.text if marked.chosen else None,
            correct=marked.correct,
            hinted=False,
            exam_id=exam.id,
            at=turn.now,
        ),
    )
    turn["activity"] = {"kind": "exam", "exam": exam.to_dict()}
    turn.services.learners.save_exam(exam.id, exam.to_dict())
    if why := exams.ended(exam, rule, turn.arrived):
        _finish(turn, exam, why)
    else:
        place.show(turn)


def _go_on(turn: Turn, exam: Exam) -> None:
    """The question that is open; the result where nothing can be answered any more."""
    if why := exams.ended(exam, turn.library.framework.exam, turn.arrived):
        _finish(turn, exam, why)
    else:
        place.take_up(turn)
        turn.say("utter_exam_resumed")
        place.show(turn)


def _introduce(turn: Turn) -> None:
    """The rules, or how far the exam is that was left; and whether to begin."""
    rule = turn.library.framework.exam
    exam = _open_exam(turn)
    later = Choice("Để lúc khác", "deny", "exam")
    if exam and (why := exams.ended(exam, rule, turn.arrived)):
        _finish(turn, exam, why)
        return
    turn["pending"] = {"kind": "exam"}
    if exam:
        turn.say(
            "utter_exam_unfinished",
            (Choice("Thi tiếp", "take_exam", "start"), later),
            numbered=True,
            done=len(exam.answers),
            count=len(exam.questions),
            minutes=exams.minutes_left(exam, rule),
        )
        return
    turn.say(
        "utter_exam_rule",
        questions=number_asked(turn.library.curriculum, rule),
        pass_percent=rule.pass_percent,
        module_percent=rule.module_minimum_percent,
        left=_attempts_left(turn),
    )
    turn.say(
        "utter_exam_time",
        (Choice("Bắt đầu thi", "take_exam", "start"), later),
        numbered=True,
        minutes=rule.minutes,
        days=rule.days_open,
    )


def _open_exam(turn: Turn) -> Exam | None:
    """The exam that is open, wherever the person is now."""
    stored = turn.services.learners.open_exam(turn.person)
    if stored is None:
        return None
    return exams.without_missing(Exam.from_dict(stored), turn.library.curriculum)


def _drawn(turn: Turn) -> Exam:
    """A new exam."""
    library = turn.library
    # The same message gives the same exam, however often it is handled.
    exam_id = hashlib.sha256(f"{turn.person}/{turn.message_id}".encode()).hexdigest()[:24]
    rules = library.framework
    quiz_length = rules.quiz.questions_per_lesson
    seen = seen_lately(turn.record.attempts(), rules.exam, quiz_length)
    today = turn.arrived.astimezone(VIETNAM_TIME).date()
    shown = turn.services.learners.exam_exposure(today)
    drawn = draw_exam(library.curriculum, rules.exam, exam_id, turn.person, seen, shown)
    return exams.begun(drawn, turn.arrived)


def _attempts_left(turn: Turn) -> int:
    today = turn.now.astimezone(VIETNAM_TIME).date()
    started = turn.services.learners.exams_started_on(turn.person, today)
    return max(0, turn.library.framework.exam.attempts_per_day - started)


def _finish(turn: Turn, exam: Exam, why: Ended) -> None:
    """Closes the exam with what was answered, and says what came of it."""
    rule = turn.library.framework.exam
    came = result(exam, turn.library.curriculum, rule)
    turn.services.learners.finish_exam(exam.id, came.correct, came.asked, came.passed, turn.now)
    if place.exam_of(turn):
        turn["activity"] = None
    turn["pending"] = None
    if why in _CLOSED:
        turn.say(_CLOSED[why], minutes=rule.minutes, days=rule.days_open)
    exam_report.tell(turn, came)
