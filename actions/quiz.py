"""The questions after a lesson, and answering in general."""

from __future__ import annotations

from typing import Any

from actions import exam, place
from actions.base import BotAction
from actions.hearing import QUESTION
from actions.lessons import evidence, is_stale
from actions.people import take_name
from actions.turn import Turn
from bot.learning import quiz as quizzes
from bot.learning.learner import Attempt
from bot.learning.quiz import Marked, Quiz
from bot.vietnamese.choice import match_choice

__all__ = ["take_answer"]


class StartQuiz(BotAction):
    """Begins the questions of the lesson the person is in."""

    intent = "start_quiz"

    def reply(self, turn: Turn) -> None:
        """The first question; where there is no lesson, the way to one."""
        lesson = place.lesson_of(turn)
        activity = turn["activity"] or {}
        if activity.get("kind") in ("quiz", "exam") and not activity.get("paused"):
            place.show(turn)
        elif lesson is None or is_stale(turn):
            turn.say("utter_quiz_needs_lesson")
            place.show(turn)
        else:
            known = {e.question_id for e in evidence(turn) if e.correct}
            seed = f"{turn.person}/{turn.message_id}"
            quiz = quizzes.start_quiz(lesson, turn.library.framework.quiz, seed, known)
            turn["activity"] = _at(quiz)
            turn.say("utter_quiz_begin", count=len(quiz.waiting))
            place.show(turn)


class Answer(BotAction):
    """A choice, whether of a button, a number or words; or words that were asked for."""

    intent = "answer"
    settles = True
    matters = frozenset({QUESTION})

    def reply(self, turn: Turn) -> None:
        """Takes it for what the conversation is about."""
        if turn["awaiting"] == "name":
            take_name(turn, turn.text)
        elif place.quiz_of(turn) or place.exam_of(turn):
            take_answer(turn, _chosen(turn))
        else:
            turn.say("utter_nothing_to_answer")
            place.show(turn)


class DontKnow(BotAction):
    """Not knowing is an answer like any other."""

    intent = "dont_know"
    matters = frozenset({QUESTION})

    def reply(self, turn: Turn) -> None:
        """Marks the question as not known; elsewhere offers help."""
        if (place.quiz_of(turn) or place.exam_of(turn)) and not is_stale(turn):
            take_answer(turn, None)
        else:
            turn.say("utter_dont_know_what")
            place.show(turn)


class Hint(BotAction):
    """Helps with the question."""

    intent = "hint"

    def reply(self, turn: Turn) -> None:
        """The hint, then the question again; an exam has none."""
        quiz = place.quiz_of(turn)
        if quiz and quizzes.current(quiz):
            hinted, hint = quizzes.hint(quiz, turn.library.curriculum)
            turn["activity"] = _at(hinted)
            turn.tell(f"Gợi ý: {hint}")
        elif place.exam_of(turn):
            turn.say("utter_no_hint_in_exam")
        else:
            turn.say("utter_nothing_to_answer")
        place.show(turn)


def take_answer(turn: Turn, chosen: int | None) -> None:
    """Takes a choice (an index of the options as shown; None for "I don't know")."""
    if is_stale(turn):
        turn.say("utter_old_question")
        place.show(turn)
        return
    if turn.intent == "answer" and chosen is None:
        turn.say("utter_no_such_option")
        place.show(turn)
        return
    quiz = place.quiz_of(turn)
    if quiz is None:
        exam.take_answer(turn, chosen)
        return
    hinted = quiz.hinted
    quiz, marked = quizzes.answer(quiz, turn.library.curriculum, chosen)
    turn.record.add(turn.message_id, _attempt(turn, quiz, marked, hinted))
    _say_marked(turn, marked)
    if quizzes.current(quiz):
        turn["activity"] = _at(quiz)
    else:
        result = quizzes.result(quiz)
        turn["activity"] = {"kind": "lesson_done", "lesson": quiz.lesson_id}
        turn.say("utter_quiz_done", right=result.right, asked=result.asked)
    place.show(turn)


def _at(quiz: Quiz) -> dict[str, Any]:
    return {"kind": "quiz", "lesson": quiz.lesson_id, "quiz": quiz.to_dict()}


def _chosen(turn: Turn) -> int | None:
    """The index of the chosen option, or None where it names none of those shown."""
    curriculum = turn.library.curriculum
    running = place.quiz_of(turn) or place.exam_of(turn)
    assert running is not None
    question_id = place.current_question(running)
    if question_id is None:
        return None
    options = quizzes.shown_options(curriculum.question(question_id), running.seed)
    if turn.value is not None:
        number = int(turn.value) if turn.value.isdigit() else 0
        return number - 1 if 1 <= number <= len(options) else None
    return match_choice(turn.text, [turn.library.fill(o.text, turn.form) for o in options])


def _attempt(turn: Turn, quiz: Quiz, marked: Marked, hinted: bool) -> Attempt:
    return Attempt(
        question_id=marked.question.id,
        lesson_id=quiz.lesson_id,
        kind="quiz",
        chosen=marked.chosen.text if marked.chosen else None,
        correct=marked.correct,
        hinted=hinted,
        exam_id=None,
        at=turn.now,
    )


def _say_marked(turn: Turn, marked: Marked) -> None:
    """Right or wrong, and always why."""
    reason = turn.library.fill(marked.key.feedback, turn.form)
    key = turn.library.fill(marked.key.text, turn.form)
    if marked.correct:
        turn.say("utter_right", reason=reason)
    elif marked.chosen:
        mistake = turn.library.fill(marked.chosen.feedback, turn.form)
        turn.say("utter_wrong", mistake=mistake)
        turn.say("utter_key", key=key, reason=reason)
    else:
        turn.say("utter_not_known")
        turn.say("utter_key", key=key, reason=reason)
    if marked.comes_back:
        turn.say("utter_comes_back")
