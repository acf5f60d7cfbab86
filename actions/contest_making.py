"""What kind of contest a leader asks for in their own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from actions.turn import Turn
from bot.learning.contest import (
    DEFAULT_QUESTIONS,
    DEFAULT_SECONDS,
    LONGEST_TITLE,
    MOST_QUESTIONS,
)
from bot.learning.groups import Group
from bot.store.database import VIETNAM_TIME
from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.numbers import read_number

__all__ = ["Making", "making_of"]

BEGINS_AFTER = timedelta(minutes=10)
"""When a contest begins, unless its leader says when, or has it begin sooner."""

MOST_DAYS_AHEAD = 60

_QUOTED = re.compile(r"[“\"«]([^”\"»]{2,})[”\"»]")
_EACH = re.compile(r"\b(?:moi|tung|mot) cau\b|/ ?cau\b|\bcho 1 cau\b")

_GROUP = re.compile(r"\b(?:lop|nhom|to|gia dinh|ca nha|nha (?:toi|minh))\b")


@dataclass(frozen=True)
class Making:
    """What was asked for; `seconds` for each question, `modules` ids (none: all)."""

    title: str
    questions: int
    seconds: int
    starts_at: datetime
    modules: tuple[str, ...]
    group: int | None


def making_of(turn: Turn) -> Making:
    """What the message asks for, and defaults for the rest."""
    bare = strip_diacritics(turn.text.lower())
    words = re.findall(r"\w+|/", bare)
    questions = min(_counted(words, "cau", DEFAULT_QUESTIONS), MOST_QUESTIONS)
    known = {each.id for each in turn.library.curriculum.modules}
    module = turn.module if turn.module in known else None
    group = _group(turn, bare)
    return Making(
        _title(turn, module, group)[:LONGEST_TITLE],
        questions,
        _seconds_each(words, bare, questions),
        _start(turn, words),
        (module,) if module else (),
        group.id if group else None,
    )


def _title(turn: Turn, module: str | None, group: Group | None) -> str:
    """As it was quoted, or what it is about, or whom it is for."""
    quoted = _QUOTED.search(turn.text)
    if quoted:
        return quoted[1].strip()
    if module:
        return turn.library.curriculum.module(module).title
    if group:
        return group.name
    day = turn.now.astimezone(VIETNAM_TIME)
    return f"Đố vui ngày {day.day}/{day.month}"


def _group(turn: Turn, bare: str) -> Group | None:
    """The group of this leader that is named, or the only one where “the class” is."""
    led = turn.services.groups.led_by(turn.person)
    named = [each for each in led if strip_diacritics(each.name.lower()) in bare]
    if named:
        return named[0]
    return led[0] if len(led) == 1 and _GROUP.search(bare) else None


def _seconds_each(words: list[str], bare: str, questions: int) -> int:
    """“mỗi câu 20 giây”; “trong 10 phút” is for all of them."""
    seconds = _counted(words, "giay", 0)
    minutes = _counted([*_without_delay(words)], "phut", 0)
    if not seconds and not minutes:
        return DEFAULT_SECONDS
    total = seconds + 60 * minutes
    return total if _EACH.search(bare) or not minutes else total // max(questions, 1)


def _start(turn: Turn, words: list[str]) -> datetime:
    """“lúc 8 giờ tối mai”, “10 phút nữa”; soon where no time is said. Never in the past."""
    here = turn.now.astimezone(VIETNAM_TIME)
    delay = _delay(words)
    if delay is not None:
        return turn.now + min(timedelta(minutes=min(delay, 10_000)), timedelta(days=1))
    clock = next((value for kind, value in turn.named if kind == "time"), None)
    if clock is None:
        return turn.now + BEGINS_AFTER
    named = next((value for kind, value in turn.named if kind == "date"), None)
    day = _day(named) or here.date()
    hour, minute = map(int, clock.split(":"))
    start = datetime.combine(day, time(hour, minute), VIETNAM_TIME)
    if start <= turn.now:
        start += timedelta(days=1)
    furthest = turn.now + timedelta(days=MOST_DAYS_AHEAD)
    return start if turn.now < start <= furthest else turn.now + BEGINS_AFTER


def _day(named: str | None) -> date | None:
    try:
        return date.fromisoformat(named or "")
    except ValueError:
        return None


def _delay(words: list[str]) -> int | None:
    """The minutes of “5 phút nữa”, “sau 5 phút”."""
    for place in _places(words, "phut"):
        found = _number_before(words, place)
        before = words[place - 2] if place > 1 else ""
        if found is not None and (words[place + 1 : place + 2] == ["nua"] or before == "sau"):
            return found
    return None


def _without_delay(words: list[str]) -> list[str]:
    delay = _delay(words)
    return [] if delay is not None and len(_places(words, "phut")) == 1 else words


def _counted(words: list[str], unit: str, default: int) -> int:
    """The number before a word: “mười câu”."""
    found = (_number_before(words, place) for place in _places(words, unit))
    return next((number for number in found if number), default)


def _places(words: list[str], unit: str) -> list[int]:
    return [place for place, word in enumerate(words) if word == unit and place]


def _number_before(words: list[str], place: int) -> int | None:
    """The longest number that ends right before this place."""
    for start in range(max(place - 4, 0), place):
        found = read_number(words, start)
        if found and found[1] == place:
            return found[0]
    return None
