"""Letters without case and diacritics, each in its place."""

from __future__ import annotations

from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["fold"]

_SIGNS = str.maketrans("–—−\xa0", "--- ")


def fold(text: str) -> str:
    """`text` in lower case without diacritics, of the same length; “hằng” is read as “hàng”."""
    plain = strip_diacritics(text).lower().translate(_SIGNS)
    return plain if len(plain) == len(text) else "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    plain = strip_diacritics(letter).lower().translate(_SIGNS)
    return plain if len(plain) == 1 else letter
