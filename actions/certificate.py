"""The bot's certificate, and the way to the official confirmation."""

from __future__ import annotations

from actions import place
from actions.base import BotAction
from actions.turn import Choice, Turn
from bot.store.database import VIETNAM_TIME

__all__ = ["ask_name", "confirm_name", "issue"]


class AskCertificate(BotAction):
    """Gives the certificate, or says what is missing for it."""

    intent = "ask_certificate"

    def reply(self, turn: Turn) -> None:
        """An issued one again, a new one after a passed exam, else the way there."""
        if not turn.consented:
            turn.follow("action_take_exam")
            return
        exam_id = turn.services.learners.last_passed_exam(turn.person)
        if exam_id is None:
            turn.say("utter_certificate_needs_exam")
            turn.follow("action_take_exam")
            return
        issued = turn.services.certificates.of_exam(exam_id)
        if issued:
            _hand_over(turn, issued.code)
        else:
            ask_name(turn)


class AskVneidConfirmation(BotAction):
    """The official confirmation is not ours: how to get it."""

    intent = "ask_vneid_confirmation"
    aside = True

    def reply(self, turn: Turn) -> None:
        """What is known of the way, and what is not."""
        turn.say("utter_vneid_confirmation")
        turn.say("utter_vneid_confirmation_unsure")


def ask_name(turn: Turn) -> None:
    """Asks for the name as it shall stand on the paper."""
    turn["awaiting"] = "name"
    turn.say("utter_ask_name")


def confirm_name(turn: Turn, name: str) -> None:
    """Shows the name as understood and asks whether it is right."""
    turn["awaiting"] = None
    turn["pending"] = {"kind": "name", "name": name}
    choices = (Choice("Đúng rồi", "affirm", "name"), Choice("Sửa lại", "deny", "name"))
    turn.say("utter_confirm_name", choices, numbered=True, name=name)


def issue(turn: Turn) -> None:
    """Issues the certificate in the confirmed name."""
    name = turn["pending"]["name"]
    exam_id = turn.services.learners.last_passed_exam(turn.person)
    turn["pending"] = None
    if exam_id is None:
        place.menu(turn)
        return
    turn.services.learners.set_name(turn.person, name)
    certificate = turn.services.certificates.issue(
        turn.person,
        exam_id,
        name,
        tuple((module.id, module.title) for module in turn.library.curriculum.modules),
        turn.now.astimezone(VIETNAM_TIME).date(),
    )
    _hand_over(turn, certificate.code)


def _hand_over(turn: Turn, code: str) -> None:
    url = f"{turn.services.settings.base_url}/certificates/{code}"
    turn.say("utter_certificate", attachment=f"{url}.pdf", code=code, url=url)
    turn.say(
        "utter_certificate_is_ours",
        (
            Choice("Xác nhận trên VNeID thế nào?", "ask_vneid_confirmation"),
            Choice("Học bài", "start_learning"),
        ),
    )
