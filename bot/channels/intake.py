"""What every channel does with a text before it goes on: cleaned, cut, secrets blanked out."""

from __future__ import annotations

from bot.message import Inbound, Person
from bot.vietnamese.cleaning import clean
from bot.vietnamese.masking import mask_secrets

__all__ = ["KEPT_CHARACTERS", "inbound"]

KEPT_CHARACTERS = 4096
"""More of one message is not stored; Telegram's longest text."""


def inbound(person: Person, message_id: str, text: str, now: float) -> Inbound:
    """The message as it may be stored; `now` in seconds since the epoch."""
    masked, kinds = mask_secrets(clean(text)[:KEPT_CHARACTERS])
    return Inbound(person, message_id, masked, now, kinds)
