"""What the bot keeps of a person: form of address, name, consent; seeing and deleting it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from actions import onboarding, place
from actions.base import BotAction
from actions.certificate import confirm_name
from actions.turn import Choice, Turn
from actions.wishing import note_told
from bot.learning.certificate import InvalidNameError, check_name
from bot.learning.download import download_token
from bot.learning.platforms import platforms_in_words

__all__ = ["delete", "take_name"]


class SetProfile(BotAction):
    """Another form of address, or something else about the person."""

    intent = "set_profile"

    def reply(self, turn: Turn) -> None:
        """Takes the form that was named, else asks; of the age its band, of the place nothing."""
        wanted = onboarding.named_form(turn)
        told = note_told(turn)
        if wanted is None and (told or turn.tells_of_self):
            turn.say("utter_profile_kept" if told else "utter_profile_not_kept")
            place.show_again(turn)
            return
        if wanted is None:
            turn.say("utter_ask_address", onboarding.address_choices(turn), numbered=True)
            return
        onboarding.keep_form(turn, wanted)
        turn.say("utter_address_set")
        place.show_again(turn)


class DeleteMyData(BotAction):
    """Deletes everything after one confirmation."""

    intent = "delete_my_data"
    always = True

    def reply(self, turn: Turn) -> None:
        """Says what would be deleted and asks; before consent there is nothing to delete."""
        if turn["consent"] is None:
            turn.say("utter_nothing_held")
            return
        persons = turn.services.identities.persons(turn.person)
        turn["pending"] = {"kind": "delete", "persons": persons}
        if len(persons) > 1:
            turn.say("utter_delete_reaches", platforms=platforms_in_words(persons))
        choices = (Choice("Xoá hết", "affirm", "delete"), Choice("Thôi, giữ lại", "deny", "delete"))
        turn.say("utter_ask_delete", choices, numbered=True)


def delete(turn: Turn) -> None:
    """Deletes what is stored and lets the conversation forget itself."""
    # After a crash the store no longer knows who was linked, but what was asked says it.
    persons = {*turn["pending"]["persons"], *turn.services.identities.persons(turn.person)}
    turn.services.learners.forget(turn.person)
    turn.say("utter_deleted")
    turn.forget(sorted(persons - {turn.sender}))


class ExportMyData(BotAction):
    """Shows what is held and offers it as a file."""

    intent = "export_my_data"
    always = True

    def reply(self, turn: Turn) -> None:
        """A summary in words; the file is at a link that works for an hour."""
        held = turn.services.learners.export(turn.person)
        if not held:
            turn.say("utter_nothing_held")
        else:
            token = download_token(turn.services.certificates.key, turn.person, turn.now)
            url = f"{turn.services.settings.base_url}/my-data/{quote(token)}"
            turn.say("utter_held", summary=_summary(held), attachment=url)
        if onboarding.is_over(turn):
            place.show_again(turn)


def _summary(held: dict[str, Any]) -> str:
    """One line for each thing held; of lists how many, of further groups what is in them."""
    lines = []
    for label, value in held.items():
        if isinstance(value, dict):
            lines.append(_summary(value))
        elif isinstance(value, list):
            lines.append(f"{label}: {len(value)} mục")
        elif value is not None:
            lines.append(f"{label}: {value}")
    return "\n".join(lines)


def take_name(turn: Turn, text: str) -> None:
    """Takes the name for the certificate, and has it confirmed; recognisers write no capitals."""
    if turn.metadata.get("spoken"):
        text = text.strip(" .").title()
    try:
        name = check_name(text)
    except InvalidNameError as error:
        turn.say("utter_name_refused", reason=str(error))
        return
    confirm_name(turn, name)
