"""The words of a text without their marks: how texts are compared here."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.vietnamese.diacritics import nfc, strip_diacritics

__all__ = ["bare_words"]

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def bare_words(text: str) -> tuple[str, ...]:
    """The words of `text` in lower case without marks; signs are left out."""
    return tuple(_WORD.findall(strip_diacritics(nfc(text).lower())))
