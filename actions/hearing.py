"""People who talk: answered aloud, and asked back where it matters and was not heard surely."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions import contest_round, place, placement_round
from actions.turn import CONFIRMED, Choice, Turn

__all__ = ["QUESTION", "SURE_ENOUGH", "asks_back", "begin", "settles"]

SURE_ENOUGH = 0.9
"""What was heard less surely is asked back where it matters: “câu số hai” that sounds like “câu số
ba” at the second hearing has 0.8, “đáp án a” beside “đáp án b” 0.88. Of 152 cut commands heard
rightly, most of them through noise, 5 are below it."""

QUESTION = "question"
"""The open question of a quiz or an exam, beside the kinds of `Turn.pending`."""

_HEARD = "heard"
_LEAVING_OPEN = frozenset({"repeat", "set_voice"})


def begin(turn: Turn) -> None:
    """Who talks is answered aloud from now on, unless they have wished otherwise.

    The first time it is said that the voice is a computer's (Law 134/2025/QH15).
    """
    setting = turn.voice
    if turn.metadata.get("spoken") and turn["voice"] is None:
        setting = replace(setting, on=True)
    if setting.on and not setting.told:
        turn.keep_voice(replace(setting, told=True))
        turn.say("utter_voice_notice", passing=True)


def asks_back(turn: Turn, matters: frozenset[str]) -> bool:
    """Asks whether the message was heard rightly, where it was not heard surely.

    `matters` are the open questions, of which each answer counts for good.
    """
    spoken = turn.metadata.get("spoken") or {}
    unsure = spoken and spoken["sure"] < SURE_ENOUGH and not turn.confirmed
    if not unsure or matters.isdisjoint(_open(turn)):
        return False
    wish = {"intent": turn.intent, "value": turn.value, "text": turn.text, "place": turn.place}
    turn["pending"] = {"kind": _HEARD, "wish": wish, "before": turn["pending"]}
    choices = (Choice("Đúng rồi", "affirm", _HEARD), Choice("Không phải", "deny", _HEARD))
    turn.ask_beside("utter_heard_so", choices, heard=turn.text)
    return True


def settles(turn: Turn) -> bool:
    """Takes yes and no to that question; any other message is taken as what was meant."""
    if turn.pending != _HEARD or turn.intent in _LEAVING_OPEN:
        return False
    asked: dict[str, Any] = turn["pending"]
    turn["pending"] = asked["before"]
    if turn.value not in (None, _HEARD):
        return False
    if turn.intent == "affirm":
        turn["pending"] = {**asked, "kind": CONFIRMED}
        turn.follow(f"action_{asked['wish']['intent']}")
    elif turn.intent == "deny":
        turn.ask_beside("utter_say_it_again", ())
    return turn.intent in ("affirm", "deny")


def _open(turn: Turn) -> set[str]:
    """What the person is being asked."""
    asked = {turn.pending} if turn.pending else set()
    activity = turn["activity"] or {}
    running = place.quiz_of(turn) or place.exam_of(turn)
    if running and not activity.get("paused") and place.current_question(running):
        asked.add(QUESTION)
    others = (contest_round.KIND, placement_round.KIND)
    if activity.get("kind") in others and not activity.get("paused"):
        asked.add(QUESTION)
    return asked
