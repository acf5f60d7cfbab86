"""Being reminded to study every day at an hour of one's own, and the end of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from actions import onboarding, place
from actions.base import BotAction
from actions.turn import Choice, Turn
from bot.learning.nudges import in_the_night
from bot.learning.reminder_file import HOME, ZoneEntry, zones_named
from bot.learning.study_reminders import StudyReminder, clock_in_words
from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.times import find_times

__all__ = ["set_after_consent"]

_PENDING = "reminder"
_CONSENT = "consent_to_remind"
_STOP, _SHOW, _CHANGE = "off", "show", "change"
_USUAL = ("07:00", "12:00", "17:00", "20:00")
"""Hours to choose from, where none was named."""

_ANY = "any"
_CHOSEN = re.compile(rf"(\d\d)(\d\d)-([a-z_]+)|{_ANY}-([a-z_]+)")
"""What buttons carry: an hour, or none yet, and a time zone."""

_END = re.compile(
    r"\b(?:thoi|ngung|dung|huy|bo|tat|khoi|khong can|khong muon|het)(?: \w+){0,2}"
    r" (?:nhac|bao|keu|goi|lich hoc)\b|\bnhac (?:gi|chi) ma\b"
)
_HELD = re.compile(r"\b(?:xem|dang (?:dat|hen|nhac)|lich nhac (?:cua|nao)|may gio)\b")
_OTHER_DAYS = re.compile(
    r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|chu nhat|tuan|mai|nua|lat)\b"
)
_MORNING = re.compile(
    r"(?:\d|\bgio|\bh|\bruoi|\bphut)(?: buoi)? ?sang\b|\b(?:moi|hang|buoi) sang\b"
    r"|\bsang (?:nao|mai|som)\b|\b0\d"
)


class SetReminder(BotAction):
    """Remind me at that hour; at another; no more."""

    intent = "set_reminder"
    settles = True

    def reply(self, turn: Turn) -> None:
        """Keeps the hour, or asks for what of it is not clear; “thôi nhắc” ends it."""
        asked = turn["pending"] if turn.pending == _PENDING else None
        turn["pending"] = turn["awaiting"] = None
        bare = " ".join(strip_diacritics(turn.text).lower().split())
        chosen = _CHOSEN.fullmatch(turn.value or "")
        held = _held(turn)
        if chosen:
            zone = _zone_of(turn, chosen[3] or chosen[4])
            _take(turn, [f"{chosen[1]}:{chosen[2]}"] if chosen[1] else [], [zone])
        elif turn.value == _STOP or (turn.value is None and _END.search(bare)):
            _stop(turn, held)
        elif turn.value == _CHANGE:
            _take(turn, [], [_zone_held(turn, held)])
        else:
            times = _times_said(turn, bare)
            if held and not times and (turn.value == _SHOW or _HELD.search(bare)):
                _show(turn, held)
                return
            known = _zone_of(turn, asked["zone"]) if asked else _zone_held(turn, held)
            _take(turn, times, zones_named(turn.library.reminders, turn.text) or [known])


def set_after_consent(turn: Turn) -> None:
    """Goes on where consent was asked for."""
    pending = turn["pending"]
    onboarding.enrol(turn)
    turn["pending"] = None
    _set(turn, pending["at"], _zone_of(turn, pending["zone"]))


def _take(turn: Turn, times: Sequence[str], zones: Sequence[ZoneEntry]) -> None:
    """Sets the one hour in the one zone, or asks which of several was meant."""
    if len(zones) > 1:
        clock = times[0].replace(":", "") if len(times) == 1 else _ANY
        choices = [Choice(zone.title, "set_reminder", f"{clock}-{zone.id}") for zone in zones]
        turn.say("utter_reminder_which_zone", choices, numbered=True)
        return
    [zone] = zones
    rule = turn.library.framework.reminders
    by_day = [at for at in times if not in_the_night(_clock(at), rule)]
    if len(by_day) == 1:
        _set(turn, by_day[0], zone)
        return
    turn["pending"] = {"kind": _PENDING, "zone": zone.id}
    if by_day:
        turn.say("utter_reminder_which_hour", _hours(by_day, zone), numbered=True)
    elif times:
        nearest = f"{rule.first_hour:02}:00", f"{rule.last_hour - 1:02}:00"
        turn.say(
            "utter_reminder_not_at_night",
            _hours(nearest, zone),
            numbered=True,
            first=clock_in_words(nearest[0]),
            last=clock_in_words(f"{rule.last_hour:02}:00"),
        )
    else:
        turn.say("utter_reminder_when", _hours(_USUAL, zone), numbered=True)


def _hours(times: Sequence[str], zone: ZoneEntry) -> list[Choice]:
    choices = [
        Choice(clock_in_words(at), "set_reminder", f"{at.replace(':', '')}-{zone.id}")
        for at in times
    ]
    return [*choices, Choice("Không cần nhắc", "set_reminder", _STOP)]


def _set(turn: Turn, at: str, zone: ZoneEntry) -> None:
    """Keeps the hour; asks for consent where nothing may be stored yet."""
    if not turn.consented:
        turn["pending"] = {"kind": _CONSENT, "at": at, "zone": zone.id}
        choices = (Choice("Đồng ý", "affirm", _CONSENT), Choice("Không lưu", "deny", _CONSENT))
        turn.say("utter_reminder_needs_consent", choices, numbered=True)
        return
    wish = StudyReminder(turn.sender, at, zone.zone)
    turn.services.study_reminders.set(turn.person, wish, turn.message_id, turn.now)
    turn.say("utter_reminder_set", clock=_in_words(at, zone))
    if _OTHER_DAYS.search(strip_diacritics(turn.text).lower()):
        turn.say("utter_reminder_daily_only")
    place.show_again(turn)


def _stop(turn: Turn, held: StudyReminder | None) -> None:
    """Ends it; where only deadlines are reminded of, these are meant."""
    if held is None and turn.consented and turn.services.subscriptions.of_person(turn.person):
        turn.follow("action_subscribe_deadline")
        return
    turn.services.study_reminders.stop(turn.person)
    turn.say("utter_reminder_stopped")
    place.show_again(turn)


def _show(turn: Turn, held: StudyReminder) -> None:
    choices = (
        Choice("Đổi giờ", "set_reminder", _CHANGE),
        Choice("Thôi nhắc", "set_reminder", _STOP),
        Choice("Giữ như vậy", "resume"),
    )
    clock = _in_words(held.at, _zone_held(turn, held))
    turn.say("utter_reminder_is", choices, numbered=True, clock=clock)


def _held(turn: Turn) -> StudyReminder | None:
    return turn.services.study_reminders.find(turn.person) if turn.consented else None


def _times_said(turn: Turn, bare: str) -> list[str]:
    """The hour that is said; in the morning and the evening, where it may be either."""
    named = [value for kind, value in turn.named if kind == "time"]
    words = re.findall(r"\w+|[^\w\s]", turn.text.lower())
    times = named or [mention.value for mention in find_times(words)]
    if not times:
        return []
    at = _clock(times[0])
    if 1 <= at.hour < 12 and not _MORNING.search(bare):
        return [times[0], f"{at.hour + 12}:{at.minute:02}"]
    return times[:1]


def _zone_of(turn: Turn, id: str) -> ZoneEntry:
    """The zone with this id; the home zone where it is no longer in the file."""
    zones = turn.library.reminders.zones
    return next((zone for zone in zones if zone.id == id), _home(turn))


def _zone_held(turn: Turn, held: StudyReminder | None) -> ZoneEntry:
    zones = turn.library.reminders.zones
    return next((zone for zone in zones if held and zone.zone == held.zone), _home(turn))


def _home(turn: Turn) -> ZoneEntry:
    return next(zone for zone in turn.library.reminders.zones if zone.zone == HOME)


def _in_words(at: str, zone: ZoneEntry) -> str:
    clock = clock_in_words(at)
    place = zone.title[:1].lower() + zone.title[1:]
    return clock if zone.zone == HOME else f"{clock} {place}"


def _clock(at: str) -> time:
    hour, minute = at.split(":")
    return time(int(hour), int(minute))
