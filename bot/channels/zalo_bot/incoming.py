"""What an update of the Zalo Bot Platform means: its JSON becomes messages of people.

https://docs.zaloplatforms.com/docs/BOT/webhook shows updates inside ``{"ok": true, "result": …}``,
as getUpdates gives them; those that webhooks get in fact are bare. Both are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.channels.intake import inbound
from bot.message import Inbound, Media, MessageKind, Person

__all__ = ["CHANNEL", "message", "sent_at"]

CHANNEL = "zalo_bot"

_KINDS: Mapping[str, MessageKind] = {
    "message.text.received": "text",
    "message.link.received": "text",
    "message.image.received": "photo",
    "message.photo.received": "photo",
    "message.sticker.received": "sticker",
    "message.voice.received": "voice",
    "message.file.received": "file",
    "message.location.received": "location",
    "message.video.received": "unsupported",
    "message.unsupported.received": "unsupported",
}
"""Text, image, sticker, voice and unsupported are documented, the others seen or likely.

What else comes (reactions, groups joined) asks for no answer.
"""

_VOICE_TYPE = "audio/aac"
"""Voice notes are raw ADTS AAC, 16 kHz, one channel."""

_ID = re.compile(r"[\w.:@=+/-]{1,128}", re.ASCII)
_MOST_ADDRESS = 2048
_MILLISECONDS = 1e11
"""Larger numbers are no seconds: as such they would lie in the year 5138."""


def message(update: object, now: float) -> Inbound | None:
    """The message of an update, wrapped or bare; `now` in seconds since the epoch.

    None for what asks for no answer: what bots write, groups (what one person learns is not for
    everybody to read), events about something else than messages. Raises ValueError for what is
    no update.
    """
    bare = _bare(update)
    event, fields = bare["event_name"], _object(bare, "message")
    kind = _KINDS.get(event) if isinstance(event, str) else None
    sender, chat = _object(fields, "from"), _object(fields, "chat")
    if kind is None or not fields or sender.get("is_bot") is True:
        return None
    if chat.get("chat_type", "PRIVATE") != "PRIVATE":
        return None
    person = Person(CHANNEL, _id(chat.get("id", sender.get("id"))))
    message_id = _id(fields.get("message_id", f"{event}@{fields.get('date')}"))
    media = _voice(fields) if kind == "voice" else None
    text = fields.get("text" if kind == "text" else "caption")
    if (kind == "voice" and media is None) or (kind == "text" and not isinstance(text, str)):
        kind = "unsupported"
    return inbound(person, message_id, text if isinstance(text, str) else "", now, kind, media)


def sent_at(update: object) -> float | None:
    """When the update says it was sent, in seconds since the epoch; raises ValueError as above."""
    date = _object(_bare(update), "message").get("date")
    if isinstance(date, bool) or not isinstance(date, (int, float)) or not 0 < date < 1e15:
        return None
    return date / 1000 if date > _MILLISECONDS else float(date)


def _bare(update: object) -> Mapping[str, Any]:
    if isinstance(update, dict) and "event_name" not in update:
        update = update.get("result")
    if not isinstance(update, dict) or "event_name" not in update:
        raise ValueError("not an update of the Zalo Bot Platform")
    return update


def _voice(message: Mapping[str, Any]) -> Media | None:
    place = message.get("voice_url")
    if not isinstance(place, str) or not place.isascii() or len(place) > _MOST_ADDRESS:
        return None
    return Media(place, _VOICE_TYPE) if place.startswith(("https://", "http://")) else None


def _object(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = fields.get(name)
    return found if isinstance(found, dict) else {}


def _id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ValueError("not an id of the Zalo Bot Platform")
    return value
