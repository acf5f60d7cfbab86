"""A few questions on what is about to be forgotten, and how steadily somebody has learnt."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from actions import place
from actions.base import BotAction
from actions.turn import Choice, Turn
from bot.learning import quiz as quizzes
from bot.learning import reviews
from bot.learning.curriculum import Lesson
from bot.learning.learner import Attempt
from bot.learning.quiz import Quiz
from bot.learning.streak import streak
from bot.store.database import VIETNAM_TIME
from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["begin", "finish", "offer", "say_habit"]

_PENDING = "review"
_NO_MORE, _AGAIN = "off", "on"
_SECONDS_PER_QUESTION = 40
"""What a question takes, its answer read as well; only said in minutes."""

_LEAST_RUN = 2

_UNDISTURBED = frozenset({"exam", "contest", "place", "review"})
"""Places that are gone on with before anything else is offered."""

_REFUSED = re.compile(
    r"\b(?:dung|khoi|thoi|khong can|khong muon)(?: \w+){0,2} (?:moi|hoi|bat|on)\b"
)


class Review(BotAction):
    """Goes over what is due, or else over what is known least."""

    intent = "review"

    def reply(self, turn: Turn) -> None:
        """The questions due, or a quiz on the weakest lesson; keeps whether reviews are offered."""
        refused = turn.value is None and _REFUSED.search(strip_diacritics(turn.text).lower())
        if turn.value in (_NO_MORE, _AGAIN) or refused:
            _keep_wish(turn, turn.value == _AGAIN)
        elif place.exam_of(turn) and place.is_at_work(turn):
            turn.say("utter_answer_first")
            place.show(turn)
        elif place.reviewing(turn):
            turn["activity"] = {**turn["activity"], "paused": False}
            place.show(turn)
        elif turn.module or not begin(turn):
            _practise(turn, turn.module)


def offer(turn: Turn) -> bool:
    """Asks who comes back after hours whether to review what is due; False where nothing is asked.

    Not in what asks questions in its own time, and not of people who want none offered.
    """
    since = turn.told_at
    pause = timedelta(hours=turn.library.framework.reviews.pause_hours)
    activity = turn["activity"] or {}
    if (since and turn.now - since < pause) or activity.get("kind") in _UNDISTURBED:
        return False
    if turn.consented and turn.services.study_reminders.refuses_reviews(turn.person):
        return False
    review = _due(turn)
    if review is None:
        return False
    turn["pending"] = {"kind": _PENDING}
    choices = [Choice("Ôn ngay", "affirm", _PENDING), Choice("Để sau", "deny", _PENDING)]
    if turn.consented:
        choices.append(Choice("Đừng mời ôn nữa", "review", _NO_MORE))
    count = len(review.waiting)
    minutes = max(1, round(count * _SECONDS_PER_QUESTION / 60))
    turn.say("utter_review_due", choices, numbered=True, count=count, minutes=minutes)
    return True


def begin(turn: Turn) -> bool:
    """Puts the questions that are due, and keeps where the person was; False where none is."""
    turn["pending"] = None
    review = _due(turn)
    if review is None:
        return False
    turn["activity"] = {"kind": "review", "quiz": review.to_dict(), "before": turn["activity"]}
    turn.say("utter_review_begin", count=len(review.waiting))
    place.show(turn)
    return True


def finish(turn: Turn, review: Quiz) -> None:
    """How it went and when the next is due; then the place before."""
    done = quizzes.result(review)
    turn["activity"] = turn["activity"]["before"]
    turn.say("utter_review_done", right=done.right, asked=done.asked)
    following = min((each.due_on for each in _memories(turn)), default=None)
    today = turn.now.astimezone(VIETNAM_TIME).date()
    choices: tuple[Choice, ...] = ()
    if turn.consented and turn.services.study_reminders.refuses_reviews(turn.person):
        choices = (Choice("Mời ôn mỗi khi đến hạn", "review", _AGAIN),)
    if following and following > today:
        turn.say("utter_review_next", day=f"{following.day}/{following.month}")
    place.show_again(turn, choices)


def say_habit(turn: Turn) -> None:
    """How many days somebody has learnt, and in a row; what was missed is not counted."""
    found = streak(turn.record.studied_at(), turn.now, VIETNAM_TIME)
    if found.run >= _LEAST_RUN:
        turn.say("utter_streak", run=found.run, days=found.days)
    elif found.days >= _LEAST_RUN:
        turn.say("utter_study_days", days=found.days)


def _due(turn: Turn) -> Quiz | None:
    record = turn.record
    return reviews.review_of(
        turn.library.curriculum,
        record.attempts(),
        record.reads(),
        turn.library.framework.reviews,
        turn.now,
        f"{turn.person}/{turn.message_id}",
    )


def _memories(turn: Turn) -> list[reviews.Memory]:
    rule = turn.library.framework.reviews
    return reviews.memories(turn.library.curriculum, turn.record.attempts(), rule, turn.now)


def _keep_wish(turn: Turn, wanted: bool) -> None:
    """Keeps whether reviews are offered; of people of whom nothing is kept, for now only."""
    reminders = turn.services.study_reminders
    turn["pending"] = None
    if not turn.consented:
        turn.say("utter_all_right")
        place.show_again(turn)
        return
    if wanted:
        reminders.allow_reviews(turn.person)
    else:
        reminders.refuse_reviews(turn.person, turn.now)
    turn.say("utter_reviews_offered" if wanted else "utter_reviews_not_offered")
    place.show_again(turn)


def _practise(turn: Turn, module: str | None) -> None:
    """A quiz on the lesson that is known least of those read, of that module where one is named."""
    lesson = _weakest(turn, module) or _weakest(turn, None)
    if lesson is None:
        turn.say("utter_nothing_to_review")
        turn.follow("action_start_learning")
        return
    turn["activity"] = {"kind": "lesson_end", "lesson": lesson.id}
    turn.say("utter_review", lesson=lesson.title)
    turn.follow("action_start_quiz")


def _weakest(turn: Turn, module: str | None) -> Lesson | None:
    reads = turn.record.reads()
    latest: dict[str, Attempt] = {each.question_id: each for each in turn.record.attempts()}
    read = [
        lesson
        for lesson in turn.library.curriculum.lessons
        if lesson.id in reads and module in (None, lesson.module_id)
    ]

    def strength(lesson: Lesson) -> tuple[int, datetime | None]:
        known = [latest[each.id] for each in lesson.questions if each.id in latest]
        return sum(each.correct for each in known), max((each.at for each in known), default=None)

    def order(lesson: Lesson) -> tuple[int, float]:
        right, last = strength(lesson)
        return right, last.timestamp() if last else 0.0

    return min(read, key=order, default=None)
