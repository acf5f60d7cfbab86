"""The exam over all modules."""

from __future__ import annotations

import hashlib

from actions import place
from actions.base import BotAction
from actions.turn import Choice, Turn
from bot.learning import exam as exams
from bot.learning.exam import Exam, ExamResult
from bot.learning.learner import Attempt
from bot.store.database import VIETNAM_TIME

__all__ = ["start", "take_answer"]


class TakeExam(BotAction):
    """Explains the exam and, once agreed, begins it; goes on with one that is open."""

    intent = "take_exam"
    matters = frozenset({"exam"})

    def reply(self, turn: Turn) -> None:
        """An exam belongs to somebody: it needs consent to storing."""
        exam = place.exam_of(turn)
        if exam and exams.current(exam) is None:
            _finish(turn, exam)
        elif exam:
            turn["activity"] = {"kind": "exam", "exam": exam.to_dict()}
            turn.say("utter_exam_resumed")
            place.show(turn)
        elif not turn.consented:
            turn["pending"] = {"kind": "consent_for_exam"}
            choices = (
                Choice("Đồng ý", "affirm", "consent_for_exam"),
                Choice("Không lưu", "deny", "consent_for_exam"),
            )
            turn.say("utter_exam_needs_consent", choices, numbered=True)
        elif turn.value == "start":
            start(turn)
        else:
            _introduce(turn)


def start(turn: Turn) -> None:
    """Draws an exam, unless the day's attempts are used up."""
    rule = turn.library.framework.exam
    # The same message gives the same exam, however often it is handled.
    exam_id = hashlib.sha256(f"{turn.person}/{turn.message_id}".encode()).hexdigest()[:24]
    open_exam = turn.services.learners.open_exam(turn.person)
    if open_exam:
        exam = Exam.from_dict(open_exam)
    elif _attempts_left(turn) < 1:
        turn.say("utter_exam_tomorrow", attempts=rule.attempts_per_day)
        place.menu(turn)
        return
    else:
        recent = [a.question_id for a in turn.record.attempts()[-10:]]
        exam = exams.draw_exam(turn.library.curriculum, rule, exam_id, turn.person, recent)
        turn.services.learners.start_exam(turn.person, exam_id, exam.to_dict(), turn.now)
    turn["pending"] = None
    turn["activity"] = {"kind": "exam", "exam": exam.to_dict()}
    turn.say("utter_exam_begin", count=len(exam.questions))
    place.show(turn)


def take_answer(turn: Turn, chosen: int | None) -> None:
    """Takes a choice in the exam, without saying yet whether it was right."""
    exam = place.exam_of(turn)
    if exam is None or exams.current(exam) is None:
        place.show(turn)
        return
    exam, marked = exams.answer_exam(exam, turn.library.curriculum, chosen)
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
    if exams.current(exam) is None:
        _finish(turn, exam)
    else:
        place.show(turn)


def _introduce(turn: Turn) -> None:
    rule = turn.library.framework.exam
    modules = turn.library.curriculum.modules
    turn["pending"] = {"kind": "exam"}
    turn.say(
        "utter_exam_rule",
        (Choice("Bắt đầu thi", "take_exam", "start"), Choice("Để lúc khác", "deny", "exam")),
        numbered=True,
        questions=sum(
            min(rule.questions_per_module, sum(len(lesson.questions) for lesson in m.lessons))
            for m in modules
        ),
        pass_percent=rule.pass_percent,
        module_percent=rule.module_minimum_percent,
        left=_attempts_left(turn),
    )


def _attempts_left(turn: Turn) -> int:
    today = turn.now.astimezone(VIETNAM_TIME).date()
    started = turn.services.learners.exams_started_on(turn.person, today)
    return turn.library.framework.exam.attempts_per_day - started


def _finish(turn: Turn, exam: Exam) -> None:
    """The result, explained by module, with the lessons to go back to."""
    curriculum = turn.library.curriculum
    result = exams.result(exam, curriculum, turn.library.framework.exam)
    turn.services.learners.finish_exam(
        exam.id, result.correct, result.asked, result.passed, turn.now
    )
    turn["activity"] = None
    turn.say(
        "utter_exam_passed" if result.passed else "utter_exam_failed",
        correct=result.correct,
        asked=result.asked,
        lines=_lines(turn, result),
    )
    if result.lessons_to_review:
        titles = [curriculum.lesson(lesson).title for lesson in result.lessons_to_review[:3]]
        turn.say("utter_exam_review", lessons="; ".join(titles))
    if result.passed:
        turn.say("utter_certificate_ready", (Choice("Nhận giấy chứng nhận", "ask_certificate"),))
    else:
        choices = [Choice("Ôn lại", "review"), Choice("Học bài", "start_learning")]
        turn.say("utter_exam_again", choices, numbered=True)


def _lines(turn: Turn, result: ExamResult) -> str:
    return "\n".join(
        f"{turn.library.curriculum.module(module).title}: {score.correct}/{score.asked}"
        for module, score in result.per_module.items()
    )
