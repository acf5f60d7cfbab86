"""The bot's certificates: a person's own, new ones, and ones put right after a change of name."""

from __future__ import annotations

from collections.abc import Sequence

from actions import place
from actions.base import BotAction
from actions.turn import Choice, Turn
from bot.learning.certificate import Certificate, Criteria
from bot.learning.exam_drawing import number_asked
from bot.store.database import VIETNAM_TIME

__all__ = ["ask_name", "confirm_name", "issue", "keep_asking_name"]

_RENAME = "rename-"
"""Before the code of a certificate, in the value of the button that asks for another name on it."""

_MOST_LISTED = 6


class AskCertificate(BotAction):
    """Gives the certificate, lets choose among several, or says what is missing for one."""

    intent = "ask_certificate"

    def reply(self, turn: Turn) -> None:
        """An issued one again, a new one after a passed exam, else the way there."""
        if not turn.consented:
            turn.follow("action_take_exam")
            return
        certificates = turn.services.certificates
        own = certificates.of(turn.person)
        wanted = turn.value or ""
        by_code = {each.code: each for each in own}
        exam_id = turn.services.learners.last_passed_exam(turn.person)
        if wanted.removeprefix(_RENAME) in by_code:
            chosen = by_code[wanted.removeprefix(_RENAME)]
            if wanted.startswith(_RENAME) and not chosen.revoked:
                _ask_new_name(turn, chosen.code)
            else:
                _hand_over(turn, chosen)
        elif exam_id is None:
            turn.say("utter_certificate_needs_exam")
            turn.follow("action_take_exam")
        elif certificates.of_exam(exam_id) is None:
            ask_name(turn)
        elif len(own) > 1:
            _list(turn, own)
        else:
            _hand_over(turn, own[0])


def ask_name(turn: Turn) -> None:
    """Asks for the name as it shall stand on the paper."""
    turn["awaiting"] = "name"
    turn.say("utter_ask_name")


def confirm_name(turn: Turn, name: str) -> None:
    """Shows the name as understood and asks whether it is right."""
    code = _renamed(turn)
    turn["awaiting"] = None
    turn["pending"] = {"kind": "name", "name": name, "code": code}
    choices = (Choice("Đúng rồi", "affirm", "name"), Choice("Sửa lại", "deny", "name"))
    turn.say("utter_confirm_name", choices, numbered=True, name=name)


def keep_asking_name(turn: Turn) -> None:
    """Asks again for the name that was not understood rightly, for the same certificate."""
    code = _renamed(turn)
    if code:
        _ask_new_name(turn, code)
    else:
        turn["pending"] = None
        ask_name(turn)


def issue(turn: Turn) -> None:
    """Issues the certificate in the confirmed name; or, where it is to replace one, that."""
    name, code = turn["pending"]["name"], _renamed(turn)
    exam_id = turn.services.learners.last_passed_exam(turn.person)
    turn["pending"] = None
    if exam_id is None:
        place.menu(turn)
        return
    certificates = turn.services.certificates
    turn.services.learners.set_name(turn.person, name)
    today = turn.now.astimezone(VIETNAM_TIME).date()
    if code:
        certificate = certificates.rename(turn.person, code, name, today, turn.now)
        if certificate is None:
            place.menu(turn)
            return
    else:
        rule = turn.library.framework.exam
        certificate = certificates.issue(
            turn.person,
            exam_id,
            name,
            tuple((module.id, module.title) for module in turn.library.curriculum.modules),
            today,
            Criteria.of(rule, number_asked(turn.library.curriculum, rule)),
        )
    if certificate.replaces == code and code:
        turn.say("utter_certificate_replaced", code=code)
    _hand_over(turn, certificate)


def _ask_new_name(turn: Turn, code: str) -> None:
    """Asks for the name that shall stand on another certificate in place of this one."""
    turn["pending"] = {"kind": "rename", "code": code}
    turn["awaiting"] = "name"
    turn.say("utter_ask_new_name", code=code)


def _renamed(turn: Turn) -> str | None:
    """The code of the certificate for which the name that is being asked is."""
    code: str | None = (turn["pending"] or {}).get("code")
    return code


def _list(turn: Turn, own: Sequence[Certificate]) -> None:
    """Those there are, newest first, to choose from."""
    choices = [
        Choice(
            f"{each.issued_on:%d/%m/%Y} · {each.name}{' · đã thu hồi' if each.revoked else ''}",
            "ask_certificate",
            each.code,
        )
        for each in own[:_MOST_LISTED]
    ]
    turn.say("utter_certificate_list", choices, numbered=True, count=len(own))


def _hand_over(turn: Turn, certificate: Certificate) -> None:
    code = certificate.code
    url = f"{turn.services.settings.base_url}/certificates/{code}"
    if certificate.revoked:
        turn.say(
            "utter_certificate_revoked", code=code, reason=(certificate.reason or "").rstrip(" .")
        )
        place.menu(turn)
        return
    turn.say("utter_certificate", attachment=f"{url}.pdf", code=code, url=url)
    turn.say("utter_certificate_badge", url=f"{url}.png")
    turn.say(
        "utter_certificate_is_ours",
        (
            Choice("Xác nhận trên VNeID thế nào?", "ask_vneid_confirmation"),
            Choice("Sửa tên trên giấy", "ask_certificate", _RENAME + code),
            Choice("Học bài", "start_learning"),
        ),
    )
