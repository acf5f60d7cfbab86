"""What never reaches the language understanding, and why.

An empty message or one of emoji only would be classified as “yes” with a confidence up to
0.95, and the cost of a very long one grows without bound. Photos, files and what else is no text
cannot be understood at all. Such messages get an answer of their own instead.
"""

from __future__ import annotations

import re

from bot.message import Inbound, MessageKind
from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["MAX_CHARACTERS", "REASONS", "refusal", "refusal_of_kind"]

MAX_CHARACTERS = 1000
"""Longer than anything a person types as one message in a lesson."""

REASONS: dict[MessageKind, str] = {
    "voice": "voice_note",
    "photo": "photo",
    "file": "file",
    "location": "location",
    "sticker": "sticker",
    "edit": "edited",
    "unsupported": "unsupported",
}
"""Why a message of each kind but text is not understood; the response to it is utter_<reason>."""

_IDENTITY_PAPERS = re.compile(
    r"\b(cccd|cmnd|cmt|can cuoc|chung minh( thu)?|ho chieu|passport|bang lai|giay phep lai xe"
    r"|giay to|giay khai sinh|so ho khau|the (atm|ngan hang|tin dung|bhyt|bao hiem)|sao ke)\b"
)

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def refusal(text: str) -> str | None:
    """Why a cleaned text is not worth understanding: "unreadable", "too_long", or None."""
    if len(text) > MAX_CHARACTERS:
        return "too_long"
    if not _LETTER_OR_DIGIT.search(text):
        return "unreadable"
    return None


def refusal_of_kind(inbound: Inbound) -> str | None:
    """Why a message that is no text is not understood: "photo", "file" …; None for a text.

    A voice note is a text once it was heard, else "heard_<problem>". A photo that its caption
    calls an identity paper or a bank card is "identity_photo".
    """
    if inbound.kind == "voice" and inbound.spoken:
        problem = inbound.spoken.problem or (None if inbound.text.strip() else "unclear")
        return problem and f"heard_{problem}"
    reason = REASONS.get(inbound.kind)
    if reason == "photo" and _IDENTITY_PAPERS.search(strip_diacritics(inbound.text.lower())):
        return "identity_photo"
    return reason
