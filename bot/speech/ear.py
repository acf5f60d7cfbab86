"""Texts as they are said: nothing but Vietnamese syllables and the marks of pauses.

A voice says well what is written as one speaks. Each step below puts words in the place of one
kind of thing; what is left in the end are words, and signs that nobody says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from bot.speech.addresses import say_addresses
from bot.speech.counting import NORTHERN, SOUTHERN, digits
from bot.speech.days import say_days, say_times
from bot.speech.documents import say_documents
from bot.speech.figures import roman_value, say_codes, say_numbers, say_roman
from bot.speech.readings import Readings, sayable
from bot.speech.telephones import say_telephones
from bot.speech.voice import Region
from bot.vietnamese.diacritics import nfc, strip_diacritics

__all__ = ["Ear"]

_ITEM = re.compile(
    r"(?:(?P<number>\d{1,2})|(?P<roman>[IVX]{1,5})|(?P<letter>[A-Ha-hđĐ]))[.)]\s+(?=\S)"
)
_BULLET = re.compile(r"^[-–—•*+✓✔▪]\s+")
_FIGURES = re.compile(r"[0-9]+")
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
# What joins an emoji to its neighbours; a figure in a box is a figure and such a mark.
_INVISIBLE = re.compile("[\u200b-\u200f\u20e3\ufe00-\ufe0f\u2060\ufeff\u00ad]")
_NAMED_SLASH = re.compile(r"(gạch chéo) /(?!\S)")
_SLASH_BETWEEN = re.compile(r"(?<=\w)\s?/\s?(?=[^\W\d])")
_DASH = re.compile(r"\s[-–—]+(?=\s)|[–—]")
_BREAK = re.compile(r"[()\[\]{}…>›→|]|\.{2,}")
_SAID_BEFORE = re.compile(r"(?<!\w)([^\W\d_](?:[^\W\d_]| )+) \(\1\)")
_BEFORE_PARTICLE = re.compile(r", (?=(?:ạ|nhé)[.?!])")
_UNSAID = re.compile(r"[^\w ,.;:?!]|_")
_STOPS = re.compile(r"[\s,.;:?!]*[,.;:?!][\s,.;:?!]*")
# eSpeak NG takes a full stop before a small letter for that of an abbreviation.
_SENTENCE = re.compile(r"(?:^|[.?!] )[^\W\d_]")
_STRONGEST_FIRST = "?!.:;,"


@dataclass(frozen=True)
class Ear:
    """Makes texts fit for the ear; `telephones` are numbers (figures alone) besides the usual."""

    readings: Readings
    telephones: Collection[str] = ()

    def words(self, text: str, region: Region = "north") -> str:
        """`text` in words of this region, with , . ; : ? ! where there are pauses.

        Only sentences begin with a capital. Each line ends with a pause; empty lines stay, for
        those between bubbles are longer. A word of another language that has no reading stays.
        """
        lines = [line.strip() for line in _plain(text).splitlines()]
        said = [self._line(line, region) for line in lines]
        for place in range(len(lines) - 1):
            if _ITEM.match(lines[place]) and _ITEM.match(lines[place + 1]):
                said[place] = _to_be_continued(lines[place], said[place])
        return re.sub(r"\n{3,}", "\n\n", "\n".join(said)).strip()

    def _line(self, line: str, region: Region) -> str:
        item = _ITEM.match(line)
        if item:
            line = f"{self._label(item)}, {line[item.end() :]}"
        line = self._said(_BULLET.sub("", line), region)
        return f"{line}." if line and line[-1] not in ".?!:;" else line

    def _label(self, item: re.Match[str]) -> str:
        if item["letter"]:
            return self.readings.letters[item["letter"].lower()]
        return item["number"] or str(roman_value(item["roman"]))

    def _said(self, line: str, region: Region) -> str:
        readings = self.readings
        counting = NORTHERN if region == "north" else SOUTHERN
        line = say_addresses(line, readings)
        line = say_telephones(line, readings, self.telephones)
        line = say_documents(line, readings, counting)
        line = say_roman(line, readings)
        line = say_days(line, readings, counting)
        line = say_times(line, counting)
        line = self._abbreviations(line)
        line = say_codes(line, readings, counting)
        line = self._abbreviations(line)
        line = say_numbers(line, readings, counting)
        line = self._signs(line)
        line = _WORD.sub(self._word, line)
        line = _FIGURES.sub(lambda found: f" {digits(found[0])} ", line)  # within odd words: /QĐ12
        return _SENTENCE.sub(lambda found: found[0].upper(), _with_pauses(line).lower())

    def _abbreviations(self, line: str) -> str:
        readings = self.readings
        return readings.any_word.sub(lambda found: readings.word(found[0]) or found[0], line)

    def _signs(self, line: str) -> str:
        line = _NAMED_SLASH.sub(r"\1", line)
        line = _SLASH_BETWEEN.sub(" hoặc ", line)
        line = _DASH.sub(", ", line)
        for sign in sorted(self.readings.signs, key=len, reverse=True):
            line = line.replace(sign, f" {self.readings.signs[sign]} ")
        return line

    def _word(self, found: re.Match[str]) -> str:
        """The word itself, or the names of its letters where they make no word."""
        word = found[0]
        if sayable(word.lower()):
            return word
        spelt = word.isupper() or not _VOWEL.search(strip_diacritics(word))
        return self.readings.spelt(word) if spelt else word


def _plain(text: str) -> str:
    """`text` composed, without what is not seen, its figures as 0 to 9 (“½” is “1 phần 2”)."""
    return "".join(map(_figure, _INVISIBLE.sub("", nfc(text))))


def _figure(sign: str) -> str:
    if sign.isascii() or not sign.isnumeric():
        return sign
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    return unicodedata.normalize("NFKC", sign).replace("\u2044", " phần ")


def _to_be_continued(line: str, said: str) -> str:
    """An item of a list that has no full stop of its own runs on to the next."""
    return f"{said[:-1]};" if said.endswith(".") and not line.endswith(".") else said


def _with_pauses(line: str) -> str:
    """What was in brackets and other marks between pauses, each pause by one mark.

    Brackets that say only what was said (“40.000.000 người (40 triệu người)”) are left out.
    """
    line = _SAID_BEFORE.sub(r"\1", line)
    line = _UNSAID.sub(" ", _BREAK.sub(", ", line))
    line = _BEFORE_PARTICLE.sub(" ", _STOPS.sub(_pause, line))
    return re.sub(r"\s+", " ", line).lstrip(" ,.;:?!").rstrip(" ,;")


def _pause(found: re.Match[str]) -> str:
    return next(mark for mark in _STRONGEST_FIRST if mark in found[0]) + " "
