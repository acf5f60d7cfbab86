"""The questions after a lesson, and answering in general."""

from __future__ import annotations

from typing import Any

from actions import (
    contest,
    contest_round,
    exam,
    groups,
    joining,
    place,
    placement,
    placement_round,
    reviews,
)
from actions.base import BotAction
from actions.hearing import QUESTION
from actions.lessons import evidence, is_stale
from actions.people import take_name
from actions.turn import Turn
from bot.learning import quiz as quizzes
from bot.learning.learner import Attempt
from bot.learning.quiz import Marked, Quiz

__all__ = ["take_answer"]


class StartQuiz(BotAction):
    """Begins the questions of the lesson the person is in."""

    intent = "start_quiz"

    def reply(self, turn: Turn) -> None:
        """The first question; where there is no lesson, the way to one."""
        lesson = place.lesson_of(turn)
        activity = turn["activity"] or {}
        if activity.get("kind") in ("quiz", "review", "exam") and not activity.get("paused"):
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
        elif turn["awaiting"] == contest.NAMING:
            contest.take_name(turn, turn.text)
        elif turn["awaiting"] == groups.NAMING:
            groups.take_name(turn, turn.text)
        elif turn["awaiting"] == joining.NAMING:
            joining.take_name(turn, turn.text)
        elif _is_asked(turn):
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
        if _is_asked(turn) and not is_stale(turn):
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
            place.take_up(turn)
            turn["activity"] = {**turn["activity"], "quiz": hinted.to_dict()}
            turn.tell(f"Gợi ý: {hint}")
        elif place.exam_of(turn):
            turn.say("utter_no_hint_in_exam")
        elif contest_round.contest_of(turn):
            turn.say("utter_no_hint_in_contest")
        elif placement_round.placement_of(turn):
            turn.say("utter_no_hint_in_placement")
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
    if contest_round.contest_of(turn):
        contest.take_answer(turn, chosen)
        return
    if placement_round.placement_of(turn):
        placement.take_answer(turn, chosen)
        return
    quiz = place.quiz_of(turn)
    if quiz is None:
        exam.take_answer(turn, chosen)
        return
    hinted = quiz.hinted
    quiz, marked = quizzes.answer(quiz, turn.library.curriculum, chosen)
    turn.record.add(turn.message_id, _attempt(turn, marked, hinted))
    _say_marked(turn, marked)
    place.take_up(turn)  # who answers goes on, also after a break
    if quizzes.current(quiz):
        turn["activity"] = {**turn["activity"], "quiz": quiz.to_dict()}
    elif place.reviewing(turn):
        reviews.finish(turn, quiz)
        return
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
    if found := contest_round.open_question(turn) or placement_round.open_question(turn):
        return place.chosen(turn, *found)
    running = place.quiz_of(turn) or place.exam_of(turn)
    question_id = place.current_question(running) if running else None
    if running is None or question_id is None:
        return None
    return place.chosen(turn, curriculum.question(question_id), running.seed)


def _is_asked(turn: Turn) -> bool:
    """Whether the person is in something that asks them questions."""
    running = place.quiz_of(turn) or place.exam_of(turn)
    others = contest_round.contest_of(turn) or placement_round.placement_of(turn)
    return running is not None or others is not None


def _attempt(turn: Turn, marked: Marked, hinted: bool) -> Attempt:
    return Attempt(
        question_id=marked.question.id,
        lesson_id=marked.question.lesson_id,
        kind=turn["activity"]["kind"],
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
