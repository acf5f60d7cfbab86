"""What never reaches the language understanding, and why.

An empty message or one of emoji only would be classified as “yes” with a confidence up to
0.95, and the cost of a very long one grows without bound. Such messages get an answer of
their own instead.
"""

from __future__ import annotations

import re

__all__ = ["MAX_CHARACTERS", "refusal"]

MAX_CHARACTERS = 1000
"""Longer than anything a person types as one message in a lesson."""

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def refusal(text: str) -> str | None:
    """Why a cleaned text is not worth understanding: "unreadable", "too_long", or None."""
    if len(text) > MAX_CHARACTERS:
        return "too_long"
    if not _LETTER_OR_DIGIT.search(text):
        return "unreadable"
    return None
