"""Swindle and first aid after it. What is said here must be right: it is people's savings."""

from __future__ import annotations

from actions.base import BotAction
from actions.turn import Choice, Turn

STEPS_AT_ONCE = 3
"""Steps of the first hour said at once: more than a frightened person takes in is none."""

REST = "rest"
"""The value of the button to the steps after those."""


class ScamVictim(BotAction):
    """Money or a code is gone: the steps of the first hour, the bank first."""

    intent = "scam_victim"
    always = True
    alone = True

    def reply(self, turn: Turn) -> None:
        """The steps that cannot wait; by a button the others, and then the way back."""
        turn.hurry()
        steps = list(enumerate(turn.library.first_hour, start=1))
        now = steps[STEPS_AT_ONCE:] if turn.value == REST else steps[:STEPS_AT_ONCE]
        for number, step in now:
            turn.tell(f"{number}. {step.title}\n{step.text}")
        if turn.value == REST:
            choices = [Choice("Xem lại từ đầu", "scam_victim")]
            if turn["activity"]:
                choices.append(Choice("Học tiếp chỗ đang dở", "resume"))
            turn.say("utter_first_hour_end", choices)
        else:
            turn.say("utter_first_hour_more", [Choice("Xem việc tiếp theo", "scam_victim", REST)])


class CheckScam(BotAction):
    """Is this a swindle? The safe rule, as nobody here can see the message itself."""

    intent = "check_scam"
    aside = True
    always = True

    def reply(self, turn: Turn) -> None:
        """What to do before doing anything, and the lesson about it."""
        turn.say("utter_check_scam")


class AskHowto(BotAction):
    """How do I …: answered by lessons only, so far."""

    intent = "ask_howto"
    aside = True

    def reply(self, turn: Turn) -> None:
        """Points to the module its words name, or to a person nearby."""
        module = turn.library.curriculum.find_module(turn.text)
        if module:
            turn.say("utter_howto_module", module=module.title)
        else:
            turn.say("utter_howto")
