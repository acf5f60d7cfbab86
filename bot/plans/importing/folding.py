"""Letters without case and diacritics, each in its place; and words in one spelling."""

from __future__ import annotations

import re

from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.tones import place_tones

__all__ = ["fold", "one_spelling"]

_SIGNS = str.maketrans("–—−\xa0", "--- ")
_WORD = re.compile(r"[^\W\d_]+")
# Both are written: “quí” and “quý”, “kĩ năng” and “kỹ năng”, “quản lí” and “quản lý”.
_OPEN_I = re.compile(r"\b(h|k|l|m|qu|s|t)i\b")
_OPEN_I_MARKED = re.compile(r"\b(h|k|l|m|qu|s|t)([iíìỉĩị])\b", re.IGNORECASE)
_TO_Y = str.maketrans("iíìỉĩịIÍÌỈĨỊ", "yýỳỷỹỵYÝỲỶỸỴ")


def fold(text: str) -> str:
    """`text` in lower case without diacritics, of the same length.

    “hằng” is read as “hàng”, and “quí”, “kì”, “quản lí” as “quý”, “kỳ”, “quản lý”.
    """
    plain = strip_diacritics(text).lower().translate(_SIGNS)
    same = plain if len(plain) == len(text) else "".join(_letter(letter) for letter in text)
    return _OPEN_I.sub(r"\1y", same)


def one_spelling(text: str) -> str:
    """The NFC `text` with “hoá”, “uỷ” as “hóa”, “ủy” and “lí” as “lý”, of the same length."""
    placed = _WORD.sub(lambda word: _placed(word[0]), text)
    return _OPEN_I_MARKED.sub(lambda found: found[1] + found[2].translate(_TO_Y), placed)


def _placed(word: str) -> str:
    placed = place_tones(word)
    return placed if len(placed) == len(word) else word


def _letter(letter: str) -> str:
    plain = strip_diacritics(letter).lower().translate(_SIGNS)
    return plain if len(plain) == 1 else letter
