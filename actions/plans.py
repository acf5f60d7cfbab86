"""Questions about plans: what they ask of whom, by when, and where they say so."""

from __future__ import annotations

from actions import asking, place
from actions.base import BotAction
from actions.turn import Choice, Turn
from bot.plans.answering import Asked, Topic, answer
from bot.store.database import VIETNAM_TIME


class AskDeadline(BotAction):
    """By when?"""

    intent = "ask_deadline"

    def reply(self, turn: Turn) -> None:
        """The answer with its source; what is asked next may be about the same."""
        held = turn["plans"] or {}
        follow_ups: list[str] = held.get("follow_ups", [])
        pressed = int(turn.value) if turn.value and turn.value.isdecimal() else 0
        text = follow_ups[pressed - 1] if 0 < pressed <= len(follow_ups) else turn.text
        asked = Asked(text, turn.named, turn.now.astimezone(VIETNAM_TIME).date())
        topic = Topic.from_dict(held["topic"]) if held.get("topic") else None
        found = answer(turn.plans, asked, topic)
        if not (found.known or pressed or _names_plans(turn)) and asking.answered(turn):
            return
        turn["topic"] = self.intent
        turn["plans"] = {
            "topic": found.topic.to_dict(),
            "follow_ups": [follow_up for _, follow_up in found.choices],
            "tasks": list(found.tasks),
        }
        choices = [
            Choice(title, self.intent, str(number))
            for number, (title, _) in enumerate(found.choices, start=1)
        ]
        choices += place.unfinished(turn)
        *before, last = found.texts
        for text in before:
            turn.tell(text)
        turn.tell(last, choices)


def _names_plans(turn: Turn) -> bool:
    """Whether an office, a province or a document is named: nobody else knows of these."""
    return any(kind in ("document", "province", "unit") for kind, _ in turn.named)


class AskTask(AskDeadline):
    """Who does what?"""

    intent = "ask_task"


class AskTarget(AskDeadline):
    """How much?"""

    intent = "ask_target"
