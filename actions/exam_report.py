"""What came of an exam, in words: passed or not, and for each outcome missed the way back to it."""

from __future__ import annotations

from collections.abc import Sequence

from actions.turn import Choice, Turn
from bot.learning.exam import Exam
from bot.learning.exam_result import ExamResult, OutcomeScore, result
from bot.speech.options import MOST_OPTIONS

__all__ = ["tell", "tell_more"]

_MORE = "more-"
"""Before the number of outcomes told so far, in the value of the button for the others."""

_ROOM = 220
"""Characters of the outcomes in one bubble, so that with its own words it is short enough."""

_MODULES_NAMED = 3


def tell(turn: Turn, came: ExamResult) -> None:
    """The result, why it was not enough if it was not, and the first of what to go over."""
    rule = turn.library.framework.exam
    if came.passed:
        turn.say("utter_exam_passed", correct=came.correct, asked=came.asked)
    else:
        turn.say(
            "utter_exam_failed",
            correct=came.correct,
            asked=came.asked,
            pass_percent=rule.pass_percent,
            module_percent=rule.module_minimum_percent,
        )
        if came.weak_modules:
            turn.say("utter_exam_weak", modules=_weak_modules(turn, came))
    outcomes = len(came.outcomes)
    if came.missed:
        turn.say("utter_exam_sure", sure=outcomes - len(came.missed), outcomes=outcomes)
    if came.passed:
        choices = () if came.missed else _first_choices(came)
        turn.say("utter_certificate_ready", choices, numbered=len(choices) > 1)
    if came.missed:
        _tell_missed(turn, came, 0)


def tell_more(turn: Turn, value: str) -> bool:
    """Goes on with what to go over after the last exam; False where the value means nothing."""
    told = value.removeprefix(_MORE)
    state = turn.services.learners.last_exam(turn.person)
    if not value.startswith(_MORE) or not told.isdecimal() or state is None:
        return False
    library = turn.library
    came = result(Exam.from_dict(state), library.curriculum, library.framework.exam)
    if int(told) >= len(came.missed):
        return False
    _tell_missed(turn, came, int(told))
    return True


def _tell_missed(turn: Turn, came: ExamResult, told: int) -> None:
    """Some of the outcomes missed, each with its lesson as a choice."""
    first = _first_choices(came)
    lines = [_line(each) for each in came.missed[told:]]
    number = _fitting(lines, MOST_OPTIONS - 1 - len(first))
    shown = came.missed[told : told + number]
    lessons = {each.lesson.id: each.lesson for each in shown if each.lesson}
    choices = [
        *first,
        *(Choice(f"Ôn lại: {each.title}", "choose_module", id) for id, each in lessons.items()),
    ]
    if told + number < len(came.missed):
        choices.append(Choice("Xem thêm chỗ khác", "take_exam", f"{_MORE}{told + number}"))
    turn.say(
        "utter_exam_review",
        choices,
        numbered=True,
        lines="\n".join(lines[:number]),
        first=told + 1,
        last=told + number,
        total=len(came.missed),
    )


def _first_choices(came: ExamResult) -> tuple[Choice, ...]:
    return (Choice("Nhận giấy chứng nhận", "ask_certificate"),) if came.passed else ()


def _line(missed: OutcomeScore) -> str:
    score = missed.score
    counted = f" (đúng {score.correct}/{score.asked} câu)" if score.asked > 1 else ""
    return f"- {missed.outcome.text}{counted}"


def _fitting(lines: Sequence[str], most: int) -> int:
    """How many of the lines fit into a bubble; one at least, `most` at most."""
    number = 1
    while number < min(most, len(lines)) and len("\n".join(lines[: number + 1])) <= _ROOM:
        number += 1
    return number


def _weak_modules(turn: Turn, came: ExamResult) -> str:
    titles = [turn.library.curriculum.module(id).title for id in came.weak_modules]
    named = ", ".join(f"“{title}”" for title in titles[:_MODULES_NAMED])
    others = len(titles) - _MODULES_NAMED
    return f"{named} và {others} phần nữa" if others > 0 else named
