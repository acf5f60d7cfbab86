"""What never reaches the language understanding, and why.

An empty message or one of emoji only would be classified as “yes” with a confidence up to
0.95, and the cost of a very long one grows without bound. Such messages get an answer of
their own instead.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["MAX_CHARACTERS", "clean", "refusal"]

MAX_CHARACTERS = 1000
"""Longer than anything a person types as one message in a lesson."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def clean(text: str) -> str:
    """The text in NFC without control characters, invisible marks and lone surrogates."""
    without = _CONTROL.sub(" ", _SURROGATE.sub("", text))
    return unicodedata.normalize("NFC", without).strip()


def refusal(text: str) -> str | None:
    """Why a cleaned text is not worth understanding: "unreadable", "too_long", or None."""
    if len(text) > MAX_CHARACTERS:
        return "too_long"
    if not _LETTER_OR_DIGIT.search(text):
        return "unreadable"
    return None
