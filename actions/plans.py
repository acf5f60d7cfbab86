"""Questions about plans: an honest short answer until the register of plans is there."""

from __future__ import annotations

from actions.base import BotAction
from actions.turn import Turn


class AskDeadline(BotAction):
    """By when?"""

    intent = "ask_deadline"
    aside = True

    def reply(self, turn: Turn) -> None:
        """Says that it cannot answer this yet; what comes next may be about the same."""
        turn["topic"] = self.intent
        turn.say("utter_plans_later")


class AskTask(AskDeadline):
    """Who does what?"""

    intent = "ask_task"


class AskTarget(AskDeadline):
    """How much?"""

    intent = "ask_target"


class SubscribeDeadline(AskDeadline):
    """Tell me before it is due."""

    intent = "subscribe_deadline"
