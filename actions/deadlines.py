"""Being told before something is due: what a person follows, and the end of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions import onboarding
from actions.base import BotAction
from actions.turn import Choice, Turn
from bot.plans.calendar import document_in_words
from bot.plans.coverage import covered
from bot.plans.deadlines import next_due
from bot.plans.naming import short_name
from bot.plans.register import Register
from bot.plans.subscriptions import MOST_DAYS_BEFORE
from bot.plans.units import units_meant
from bot.store.database import VIETNAM_TIME
from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.numbers import read_number

__all__ = ["follow_after_consent"]

DAYS_BEFORE = 7
"""How many days before a deadline people are told, unless they say otherwise."""

MOST_SUBJECTS = 5
"""Subjects offered to choose from at once."""

Subject = tuple[str, str]
"""What is followed: a kind (unit, document, task) and its name or id."""

_END = re.compile(
    r"\b(?:thoi|ngung|dung|huy|bo|tat|khoi|khong can|khong muon)(?: \w+){0,2}"
    r" (?:nhac|theo doi|thong bao|bao(?! cao))\b"
)
_LIST = re.compile(r"\b(?:dang (?:theo|nhac)|nhac nhung gi|theo doi nhung)\b")


class SubscribeDeadline(BotAction):
    """Tell me before it is due; or do so no more."""

    intent = "subscribe_deadline"

    def reply(self, turn: Turn) -> None:
        """Keeps what the person wants to follow, asks which, or offers to end it."""
        bare = strip_diacritics(turn.text).lower()
        offered: list[list[str]] = (turn["plans"] or {}).get("subjects", [])
        pressed = re.fullmatch(r"([sx])(\d+)", turn.value or "")
        if pressed and 0 < int(pressed[2]) <= len(offered):
            kind, value, days = offered[int(pressed[2]) - 1]
            if pressed[1] == "x":
                _end(turn, (kind, value))
            else:
                _follow(turn, (kind, value), int(days))
        elif turn.value == "list" or _END.search(bare) or _LIST.search(bare):
            _show(turn)
        else:
            self._take(turn, _days_in(bare))

    def _take(self, turn: Turn, days: int) -> None:
        subjects = _named(turn) or _answered(turn)
        if len(subjects) == 1:
            _follow(turn, subjects[0], days)
            return
        if not subjects:
            subjects = [("document", document.id) for document in turn.plans.documents]
        _offer(turn, "utter_follow_which", "s", subjects[:MOST_SUBJECTS], days)


def _follow(turn: Turn, subject: Subject, days: int) -> None:
    """Keeps that the person follows this; asks for consent where nothing may be stored yet."""
    kind, value = subject
    today = turn.now.astimezone(VIETNAM_TIME).date()
    tasks = covered(turn.plans, kind, value)
    dated = sum(next_due(task.deadline, today) is not None for task in tasks)
    if not dated:
        turn.say("utter_no_day_to_follow", subject=_title(turn.plans, subject))
        return
    if not turn.consented:
        turn["pending"] = {"kind": "consent_to_follow", "subject": [kind, value], "days": days}
        choices = (
            Choice("Đồng ý", "affirm", "consent_to_follow"),
            Choice("Không lưu", "deny", "consent_to_follow"),
        )
        turn.say("utter_follow_needs_consent", choices, numbered=True)
        return
    kept = turn.services.subscriptions.add(
        turn.person, kind, value, days, turn.message_id, turn.now
    )
    turn.say(
        "utter_followed",
        subject=_title(turn.plans, subject),
        days=kept.days_before,
        count=len(tasks),
        dated=dated,
    )
    link = f"{turn.services.settings.base_url}/calendars/{kept.token}.ics"
    turn.say(
        "utter_calendar",
        (Choice("Xem đang nhắc những gì", "subscribe_deadline", "list"),),
        link=link,
    )


def follow_after_consent(turn: Turn) -> None:
    """Goes on where consent was asked for."""
    pending = turn["pending"]
    onboarding.enrol(turn)
    turn["pending"] = None
    kind, value = pending["subject"]
    _follow(turn, (kind, value), pending["days"])


def _end(turn: Turn, subject: Subject) -> None:
    turn.services.subscriptions.remove(turn.person, *subject, turn.now)
    turn.say("utter_followed_no_more", subject=_title(turn.plans, subject))


def _show(turn: Turn) -> None:
    held = turn.services.subscriptions.of_person(turn.person) if turn.consented else []
    if not held:
        turn.say("utter_follows_nothing", (Choice("Hỏi thời hạn", "ask_deadline"),))
        return
    subjects = [(each.kind, each.value) for each in held]
    _offer(turn, "utter_follows", "x", subjects, DAYS_BEFORE)


def _offer(turn: Turn, response: str, what: str, subjects: list[Subject], days: int) -> None:
    held: dict[str, Any] = turn["plans"] or {}
    turn["plans"] = {**held, "subjects": [[*subject, str(days)] for subject in subjects]}
    choices = [
        Choice(title, "subscribe_deadline", f"{what}{number}")
        for number, title in enumerate(_titles(turn.plans, subjects), start=1)
    ]
    turn.say(response, choices, numbered=True)


def _named(turn: Turn) -> list[Subject]:
    """The units and documents that the message names and the register knows."""
    provinces = [value for kind, value in turn.named if kind == "province"]
    documents = {document.id for document in turn.plans.documents}
    found: list[Subject] = []
    for kind, value in turn.named:
        if kind == "unit":
            found += [("unit", unit) for unit in units_meant(turn.plans, value, provinces)]
        elif kind == "document" and value in documents:
            found.append(("document", value))
    return found


def _answered(turn: Turn) -> list[Subject]:
    """The tasks that the last answer was about."""
    return [("task", id) for id in (turn["plans"] or {}).get("tasks", [])]


def _days_in(bare: str) -> int:
    words = re.findall(r"\w+", bare)
    for place, word in enumerate(words):
        number = read_number(words, place + 1) if word == "truoc" else None
        if number and words[number[1] : number[1] + 1] == ["ngay"]:
            return min(number[0], MOST_DAYS_BEFORE)
    return DAYS_BEFORE


def _title(register: Register, subject: Subject) -> str:
    kind, value = subject
    if kind == "task":
        task = next((each for each in register.tasks if each.id == value), None)
        return task.name if task else value
    document = next((each for each in register.documents if each.id == value), None)
    return document_in_words(document) if document else value


def _titles(register: Register, subjects: Sequence[Subject]) -> list[str]:
    """Their titles; tasks of several plans that are called alike by their plan as well."""
    titles = [_title(register, subject) for subject in subjects]
    plans = {task.id: task.document_id for task in register.tasks}
    names = {each.id: short_name(each) for each in register.documents}
    return [
        f"{title} ({names[plans[value]]})"
        if titles.count(title) > 1 and kind == "task" and value in plans
        else title
        for title, (kind, value) in zip(titles, subjects, strict=True)
    ]
