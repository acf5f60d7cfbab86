"""Swindle and first aid after it. What is said here must be right: it is people's savings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions import asking, place
from actions.base import BotAction
from actions.turn import MEANT, Choice, Turn
from bot.answers.scams.judging import Judgement, Level
from bot.answers.scams.links import Fault, Link
from bot.knowledge.placeholders import fill
from bot.nlu.pasted_frames import ASKED_FOR

STEPS_AT_ONCE = 3
"""Steps of the first hour said at once: more than a frightened person takes in is none."""

BANK_STEP = 1
"""The place of the step to call the bank."""

REST = "rest"
"""The value of the button to the steps after those said at once."""

CALLED, NOT_CALLED = "called", "not_called"
"""Whether the bank was reached."""

FOLLOWED = "followed"
"""The value of the button of who did what the swindler wanted."""

BANK = "bank"
"""The kind of `pending` while it is asked whether the bank was reached."""

MOST_SIGNS = 4
"""Signs that are named; who is worried reads no longer list."""

MOST_ACTS = 3

_Pending = dict[str, Any] | None
"""What the slot `pending` holds."""

_LEVELS: dict[Level, str] = {
    "clear": "utter_scam_clear",
    "suspicious": "utter_scam_suspicious",
    "none": "utter_scam_none",
}
_FAULTS: dict[Fault, str] = {
    "imitates": "utter_scam_link_imitates",
    "letters": "utter_scam_link_letters",
    "user": "utter_scam_link_user",
    "number": "utter_scam_link_number",
    "app": "utter_scam_link_app",
    "short": "utter_scam_link_short",
    "free": "utter_scam_link_free",
    "bait": "utter_scam_link_bait",
    "ending": "utter_scam_link_ending",
}
"""What is odd about a link, the plainest to understand first."""


class ScamVictim(BotAction):
    """Money or a code is gone: the steps of the first hour, the bank first, then checks back."""

    intent = "scam_victim"
    always = True
    alone = True
    settles = True
    reads_masked = True

    def reply(self, turn: Turn) -> None:
        """The steps that cannot wait, and whether the bank was reached; then the others."""
        turn.hurry()
        said = turn.value
        if said is None and turn.pending == BANK:
            said = {"affirm": CALLED, "deny": NOT_CALLED}.get(turn.intent)
        asked, turn["pending"] = turn["pending"], None
        turn["awaiting"] = None
        if said == NOT_CALLED:
            turn.tell(turn.library.first_hour[BANK_STEP].simpler)
            _check_back(turn, asked, "utter_bank_not_called")
        elif said in (CALLED, REST):
            if said == CALLED:
                turn.say("utter_bank_called")
            self._tell_rest(turn)
        else:
            _tell_first(turn, asked, turn.text if said is None else "")

    @staticmethod
    def _tell_rest(turn: Turn) -> None:
        for number, step in enumerate(turn.library.first_hour, start=1):
            if number > STEPS_AT_ONCE:
                turn.tell(f"{number}. {step.title}\n{step.text}")
        choices = [Choice("Xem lại từ đầu", "scam_victim")]
        choices += place.unfinished(turn)
        turn.say("utter_first_hour_end", choices)


def _tell_first(turn: Turn, asked: _Pending, told: str) -> None:
    """The first steps; who `told` of a swindle but of no loss may have only wanted to ask."""
    turn.hurry()
    for number, step in enumerate(turn.library.first_hour[:STEPS_AT_ONCE], start=1):
        turn.tell(f"{number}. {step.title}\n{step.text}")
    further: list[Choice] = []
    if told:
        judgement = turn.services.scams.judge(told)
        if not judgement.harmed:
            turn["unclear"] = told
            further = [Choice("Chưa làm theo, chỉ hỏi cho chắc", "check_scam", place=MEANT)]
    _check_back(turn, asked, "utter_ask_bank_called", further)


def _check_back(turn: Turn, asked: _Pending, response: str, further: Sequence[Choice] = ()) -> None:
    """Asks whether the bank was reached; what was `asked` before keeps the first wish, if any."""
    turn["pending"] = {"wish": None, "times": 0, **(asked or {}), "kind": BANK}
    choices = [
        Choice("Gọi được rồi", "scam_victim", CALLED),
        Choice("Chưa gọi được", "scam_victim", NOT_CALLED),
        Choice("Xem việc tiếp theo", "scam_victim", REST),
    ]
    turn.say(response, [*choices, *further], numbered=True)


class CheckScam(BotAction):
    """Is this a swindle? The signs that are seen, what to do now, and never that it is safe."""

    intent = "check_scam"
    always = True
    reads_masked = True

    def reply(self, turn: Turn) -> None:
        """Judges what was pasted or told; asks for it where there is nothing to judge."""
        judgement = turn.services.scams.judge(turn.text)
        if judgement.harmed and judgement.level != "none":
            _tell_first(turn, None, "")
        elif judgement.level == "clear" or judgement.is_others:
            _tell(turn, judgement)
        elif not judgement.is_missing and asking.answered(turn):
            return
        elif judgement.level == "suspicious":
            _tell(turn, judgement)
        else:
            turn.say("utter_check_scam")
            _show_place(turn)
            turn["pending"] = {"kind": ASKED_FOR}


def _tell(turn: Turn, judgement: Judgement) -> None:
    signs = judgement.signs[:MOST_SIGNS]
    turn.say(_LEVELS[judgement.level], signs="; ".join(sign.title for sign in signs))
    if judgement.links:
        _tell_link(turn, judgement.links[0])
    if signs:
        acts = [fill(sign.act, turn.words) for sign in signs[:MOST_ACTS]]
        turn.tell("\n".join(f"{number}. {act}" for number, act in enumerate(acts, start=1)))
    form = next((each for each in turn.library.scams if each.id == judgement.form), None)
    choices = [
        Choice("Đã lỡ làm theo", "scam_victim", FOLLOWED),
        Choice("Học cách nhận ra", "choose_module", form.lesson if form else _lesson(turn)),
    ]
    if place.is_at_work(turn):
        turn.say("utter_scam_report")
        place.show_again(turn, choices)
    else:
        turn.say("utter_scam_report", choices, numbered=True)


def _lesson(turn: Turn) -> str:
    return turn.services.scams.lesson


def _tell_link(turn: Turn, link: Link) -> None:
    """What is odd about a link; its address is written so that nobody taps it by mistake."""
    response = next(response for fault, response in _FAULTS.items() if fault in link.faults)
    shown = link.domain.replace(".", "[.]")
    turn.say(response, domain=shown, site=link.imitated or "")


def _show_place(turn: Turn) -> None:
    if place.is_at_work(turn):
        place.show_again(turn)
