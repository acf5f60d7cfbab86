"""One learner on two platforms: a code is shown on the one and typed on the other."""

from __future__ import annotations

from actions import onboarding, place
from actions.base import BotAction
from actions.turn import Choice, Turn
from bot import link_code
from bot.learning.identities import CODE_MINUTES, OwnCodeError, UnknownCodeError
from bot.learning.platforms import platforms_in_words

__all__ = ["show_code_after_consent"]


class LinkAccount(BotAction):
    """This is me as well."""

    intent = "link_account"

    def cannot_wait(self, turn: Turn) -> bool:
        """A code says that the person has agreed already, on the other platform."""
        return _code_of(turn) is not None

    def reply(self, turn: Turn) -> None:
        """Takes the code that was sent; without one shows one to be sent from elsewhere."""
        code = _code_of(turn)
        if code:
            _redeem(turn, code)
        elif turn.consented:
            _show_code(turn)
        else:
            turn["pending"] = {"kind": "consent_to_link"}
            choices = (
                Choice("Đồng ý", "affirm", "consent_to_link"),
                Choice("Không lưu", "deny", "consent_to_link"),
            )
            turn.say("utter_link_needs_consent", choices, numbered=True)


def show_code_after_consent(turn: Turn) -> None:
    """Goes on where consent was asked for."""
    onboarding.enrol(turn)
    turn["pending"] = None
    _show_code(turn)


def _code_of(turn: Turn) -> str | None:
    return link_code.find(turn.value or turn.text)


def _show_code(turn: Turn) -> None:
    code = turn.services.identities.new_code(turn.person, turn.now)
    turn.say("utter_link_how", minutes=CODE_MINUTES)
    choices = [*place.unfinished(turn), Choice("Học bài", "start_learning")]
    turn.tell(code, choices)  # alone, so that it can be copied or passed on


def _redeem(turn: Turn, code: str) -> None:
    try:
        turn.services.identities.redeem(turn.sender, code, turn.now)
    except OwnCodeError:
        turn.say("utter_link_code_own")
    except UnknownCodeError:
        turn.say("utter_link_code_unknown", minutes=CODE_MINUTES)
    else:
        turn.become_learner()
        persons = turn.services.identities.persons(turn.person)
        turn.say("utter_linked", platforms=platforms_in_words(persons))
        turn.say(
            "utter_link_brought",
            read=len(turn.record.reads()),
            answers=len(turn.record.attempts()),
            certificates=len(turn.services.certificates.of(turn.person)),
        )
    if onboarding.is_over(turn):
        place.menu(turn)
