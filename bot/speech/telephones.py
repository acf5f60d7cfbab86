"""Telephone numbers: figure by figure, in groups of two or three, so that they can be written."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.speech.counting import digits
from bot.speech.readings import Readings

__all__ = ["grouped", "say_telephones"]

_LONG = r"(?:\+84|0)(?:[ .-]?\d){8,10}"
_HOTLINE = r"1[89]00[ .]?\d(?:[ .]?\d){1,5}"
_SHORT = r"\d{3,5}"
_NUMBER = re.compile(rf"(?<![\w.,/*#+-])(?:{_LONG}|{_HOTLINE}|{_SHORT})(?![\w/*#%]|[.,]\d)")
_SERVICE = re.compile(r"(?<![\w*#])[*#]\d[\d*#]*")
_HOTLINES = ("1800", "1900")
_WORDS_AROUND = 20


def grouped(figures: str) -> str:
    """Figures in groups of two or three: “0912345678” is “không chín, một hai, …”."""
    groups = []
    while figures:
        size = 3 if len(figures) % 3 == 0 or len(figures) < 3 else 2
        groups.append(digits(figures[:size]))
        figures = figures[size:]
    return ", ".join(groups)


def say_telephones(text: str, readings: Readings, known: Collection[str]) -> str:
    """`text` with its telephone numbers as words.

    Short ones are those of the readings, those of `known` (figures alone), and what stands after
    a word of calling; “156 câu” and “câu 113” are no telephone numbers.
    """
    calls = "|".join(sorted(readings.call, key=len, reverse=True))
    after_call = re.compile(rf"(?<!\w)(?:{calls})(?: số)?(?: là)?:? [“\"]?$", re.IGNORECASE)
    counted = re.compile(rf" (?:{'|'.join(readings.counted)})(?!\w)")
    ranks = "|".join([*readings.kinds.values(), *readings.rank])
    after_rank = re.compile(rf"(?<!\w)(?:{ranks})(?: số)? $", re.IGNORECASE)

    def said(found: re.Match[str]) -> str:
        number = found[0]
        figures = re.sub(r"\D", "", number)
        before = text[max(0, found.start() - _WORDS_AROUND) : found.start()]
        if re.fullmatch(_SHORT, number):
            is_known = figures in readings.telephones or figures in known
            if not is_known and not after_call.search(before):
                return number
            if counted.match(text, found.end()) or after_rank.search(before):
                return number
        return _said(number, figures, readings)

    sign = readings.signs
    text = _SERVICE.sub(
        lambda found: " ".join(sign.get(each) or digits(each) for each in found[0]), text
    )
    return _NUMBER.sub(said, text)


def _said(number: str, figures: str, readings: Readings) -> str:
    """The groups it is written in stay; those too long to be kept in mind are cut."""
    if figures.startswith(_HOTLINES):
        return f"{digits(figures[:4])}, {grouped(figures[4:])}"
    groups = re.findall(r"\d+", number)
    if not number.startswith("+"):
        return ", ".join(grouped(group) for group in groups)
    country = f"{readings.signs['+']} {digits(figures[:2])}"
    rest = [groups[0][2:], *groups[1:]]
    return ", ".join([country, *(grouped(group) for group in rest if group)])
