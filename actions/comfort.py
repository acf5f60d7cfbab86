"""How the person likes to be served: aloud or not."""

from __future__ import annotations

from actions import hearing, onboarding, place
from actions.base import BotAction
from actions.turn import Choice, Turn
from actions.voice import VoiceSetting, wished

_REGIONS = {"north": "Giọng miền Bắc", "centre": "Giọng miền Trung", "south": "Giọng miền Nam"}


class SetVoice(BotAction):
    """Speak to me, slower, otherwise; or do not."""

    intent = "set_voice"
    always = True
    alone = True
    settles = True

    def reply(self, turn: Turn) -> None:
        """Changes the voice and says the last thing again in it; asks which where none is named."""
        wishes = [turn.value] if turn.value else turn.voice_wishes
        if "choose" in wishes and _REGIONS.keys().isdisjoint(wishes):
            if onboarding.is_over(turn):
                turn["pending"] = turn["awaiting"] = None
            choices = [Choice(title, "set_voice", region) for region, title in _REGIONS.items()]
            turn.say("utter_ask_voice", choices, numbered=True, passing=True)
            return
        before = turn.voice
        turn.keep_voice(wished(before, wishes))
        hearing.begin(turn)
        response = _response(before, turn.voice)
        if response:
            turn.say(response, passing=True)
        if turn.say_again():
            return
        if onboarding.is_over(turn):
            place.show_again(turn)
        else:
            onboarding.ask(turn)


def _response(before: VoiceSetting, now: VoiceSetting) -> str | None:
    """What is said of a change from one setting to another; who is told of the voice knows."""
    if not now.on:
        return "utter_voice_off"
    if now.voice.region != before.voice.region:
        return "utter_voice_changed"
    if now.voice.speed != before.voice.speed:
        slower = now.voice.speed < before.voice.speed
        return "utter_voice_slower" if slower else "utter_voice_faster"
    if not before.told:
        return None
    return "utter_voice_as_before" if before.on else "utter_voice_on"
