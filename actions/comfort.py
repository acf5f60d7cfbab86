"""Voice and reminders: an honest short answer until they are there."""

from __future__ import annotations

from actions.base import BotAction
from actions.turn import Turn


class SetVoice(BotAction):
    """Speak to me."""

    intent = "set_voice"
    aside = True

    def reply(self, turn: Turn) -> None:
        """Only writing so far; letters can be made large."""
        turn.say("utter_voice_later")


class SetReminder(BotAction):
    """Remind me."""

    intent = "set_reminder"
    aside = True

    def reply(self, turn: Turn) -> None:
        """No reminders so far; the place is kept."""
        turn.say("utter_reminder_later")
