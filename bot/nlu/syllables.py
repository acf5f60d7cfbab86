"""Syllables of a message with their places in the text, and their normal form.

The place (`start`, `end`) always refers to the text as the person wrote it; the normal
form (`form`) is what features are made from. Nothing here knows Rasa.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.vietnamese.diacritics import nfc

__all__ = ["Syllable", "split"]

# A letter and its marks belong together, composed or not.
_PIECE = re.compile(r"\w[\w\u0300-\u036f]*|[^\w\s]")
_LONG_DRAWN = re.compile(r"([^\W\d])\1{2,}")


@dataclass(frozen=True)
class Syllable:
    """One written syllable, number or sign: ``text[start:end]`` and its normal form."""

    start: int
    end: int
    form: str


def split(text: str, abbreviations: Mapping[str, str]) -> list[Syllable]:
    """The syllables of `text` in order.

    The form is lower case in NFC, long-drawn letters shortened (“vângggg” → “vâng”) and
    chat abbreviations written out where `abbreviations` has them (“dt” → “điện thoại”).
    """
    found = []
    for match in _PIECE.finditer(text):
        form = _LONG_DRAWN.sub(r"\1", nfc(match[0]).lower())
        found.append(Syllable(match.start(), match.end(), abbreviations.get(form, form)))
    return found
