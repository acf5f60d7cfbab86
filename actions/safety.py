"""Swindle and first aid after it. What is said here must be right: it is people's savings."""

from __future__ import annotations

from actions.base import BotAction
from actions.turn import Turn


class ScamVictim(BotAction):
    """Money or a code is gone: the first three things to do, at once."""

    intent = "scam_victim"
    aside = True
    always = True

    def reply(self, turn: Turn) -> None:
        """Bank, evidence, police; and the second swindle that follows the first."""
        turn.say("utter_scam_victim_bank")
        turn.say("utter_scam_victim_police")
        turn.say("utter_scam_victim_second")


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
