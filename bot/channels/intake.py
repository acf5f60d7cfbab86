"""What every channel does with a text before it goes on: cleaned, cut, secrets blanked out."""

from __future__ import annotations

from bot.message import Inbound, Media, MessageKind, Person
from bot.payload import decode
from bot.vietnamese.cleaning import clean
from bot.vietnamese.masking import mask_secrets

__all__ = ["KEPT_CHARACTERS", "inbound"]

KEPT_CHARACTERS = 4096
"""More of one message is not stored; Telegram's longest text."""


def inbound(
    person: Person,
    message_id: str,
    text: str,
    now: float,
    kind: MessageKind = "text",
    media: Media | None = None,
) -> Inbound:
    """The message as it may be stored; `now` in seconds since the epoch.

    A button's payload stays as it is: digits in the name of an exam may look like a card number.
    """
    cleaned = clean(text)[:KEPT_CHARACTERS]
    masked, kinds = (cleaned, ()) if decode(cleaned) else mask_secrets(cleaned)
    return Inbound(person, message_id, masked, now, kinds, kind, media)
