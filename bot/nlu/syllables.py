"""Syllables of a message with their places in the text, and their normal form.

The place (`start`, `end`) always refers to the text as the person wrote it; the normal
form (`form`) is what features and entities are made from. Nothing here knows Rasa.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.vietnamese import abbreviations, dialect
from bot.vietnamese.abbreviations import Lexicon
from bot.vietnamese.diacritics import nfc, strip_diacritics
from bot.vietnamese.telex import decode
from bot.vietnamese.tones import place_tones

__all__ = ["Language", "Reading", "Syllable", "read", "split"]

LINK = "đường dẫn"
"""The normal form of any address of a page: its letters say nothing of what the person wants."""

_ENDINGS = "vn|com|net|org|info|top|xyz|cc|me|app|link|online|site|shop|club|vip|io|ly|gov"
_LINK = rf"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:{_ENDINGS})\b(?:/\S*)?"
# A letter and its marks belong together, composed or not.
_PIECE = re.compile(rf"(?P<link>{_LINK})|\w[\w\u0300-\u036f]*|[^\w\s]", re.IGNORECASE)
_LONG_DRAWN = re.compile(r"([^\W\d])\1{2,}")
_VOWEL = re.compile("[aeiouy]")


@dataclass(frozen=True)
class Syllable:
    """A piece of the message: ``text[start:end]`` and its normal form.

    The form is one syllable, number or sign, or several syllables where the piece was short
    for them (“đt” → “điện thoại”).
    """

    start: int
    end: int
    form: str


@dataclass(frozen=True)
class Reading:
    """A message's syllables; `is_bare` where the person typed no diacritics at all."""

    syllables: list[Syllable]
    is_bare: bool


@dataclass(frozen=True)
class Language:
    """How people write: the data of ``knowledge/language/``."""

    short_forms: Lexicon
    dialect_forms: Lexicon
    protected: frozenset[str]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Language:
        """From the contents of the files, by their names without ending.

        Raises ValueError naming file and entry where one is not as it should be.
        """
        return cls(
            abbreviations.load(data["abbreviations"]),
            dialect.load(data["dialect"]),
            frozenset(map(nfc, data["protected"]["protected"])),
        )


def split(text: str) -> list[Syllable]:
    """The pieces of `text` in order, each in lower case and NFC, long-drawn letters shortened.

    “Vângggg” → “vâng”; the address of a page is one piece.
    """
    found = []
    for match in _PIECE.finditer(text):
        form = LINK if match["link"] else _shortened(nfc(match[0]).lower())
        found.append(Syllable(match.start(), match.end(), form))
    return found


def _shortened(word: str) -> str:
    """`word` without letters drawn out; “cccd” and “tttt” are short forms, “iii” is a number."""
    if word == "iii" or not _VOWEL.search(strip_diacritics(word)):
        return word
    return _LONG_DRAWN.sub(r"\1", word)


def read(text: str, language: Language) -> Reading:
    """The pieces of `text` with keystrokes decoded, chat and dialect written out.

    In this order: raw Telex and VNI, one place for tone marks, abbreviations, dialect.
    """
    pieces = split(text)
    typed = [decode(piece.form, language.protected) or place_tones(piece.form) for piece in pieces]
    said = dialect.standardise(
        abbreviations.expand(typed, language.short_forms), language.dialect_forms
    )
    syllables: list[Syllable] = []
    for piece, form in zip(pieces, said, strict=True):
        if form:
            syllables.append(Syllable(piece.start, piece.end, form))
        else:  # absorbed by the one before it
            before = syllables.pop()
            syllables.append(Syllable(before.start, piece.end, before.form))
    is_bare = all(
        strip_diacritics(word) == word
        for piece, word in zip(pieces, typed, strict=True)
        if piece.form != LINK
    )
    return Reading(syllables, is_bare)
