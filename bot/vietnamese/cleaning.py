"""Makes text from outside fit to be stored: composed letters, nothing invisible, nothing broken."""

from __future__ import annotations

import re

from bot.vietnamese.diacritics import nfc

__all__ = ["clean"]

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text in NFC without control characters, direction marks and lone surrogates."""
    return nfc(_INVISIBLE.sub(" ", _SURROGATE.sub("", text))).strip()
