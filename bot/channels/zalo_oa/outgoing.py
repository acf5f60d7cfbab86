"""Replies as requests to Zalo's OpenAPI v3.

https://developers.zalo.me/docs/official-account/tin-nhan/tin-tu-van
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from bot.channels.channel import Call
from bot.channels.rendering import as_format, length, numbered, split_text
from bot.channels.zalo_oa.limits import (
    FILE_TYPES,
    MOST_BUTTONS,
    PAYLOAD_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
)
from bot.message import Button, Person, Reply

__all__ = ["FILE", "LISTEN", "MESSAGE", "calls", "file_message", "file_type", "text_message"]

MESSAGE = "message"
"""Sends `fields`, the body of the request."""

FILE = "file"
"""Uploads the file at `fields["url"]` and sends it to `fields["user_id"]`."""

LISTEN = "🔊 Nghe: "
"""Before the address of a sound: no way to send one is documented, nor are its files taken."""


def calls(person: Person, replies: Sequence[Reply]) -> list[Call]:
    """The requests for these replies in order: what is seen of each first, its choices last."""
    return [call for reply in replies for call in _calls(person.user, reply)]


def text_message(user: str, text: str) -> dict[str, Any]:
    """The body of a request that sends a text of at most TEXT_LIMIT characters."""
    return {"recipient": {"user_id": user}, "message": {"text": text}}


def file_message(user: str, token: str) -> dict[str, Any]:
    """The body of a request that sends an uploaded file by the token it was given."""
    attachment = {"type": "file", "payload": {"token": token}}
    return {"recipient": {"user_id": user}, "message": {"attachment": attachment}}


def file_type(url: str) -> str | None:
    """The media type of a file by its address, None where Zalo takes no such files."""
    return FILE_TYPES.get(PurePosixPath(urlsplit(url).path).suffix.lower())


def _calls(user: str, reply: Reply) -> list[Call]:
    found = []
    if reply.image:
        found.append(Call(MESSAGE, _image_message(user, reply.image)))
    if reply.attachment:
        if file_type(reply.attachment):
            found.append(Call(FILE, {"user_id": user, "url": reply.attachment}))
        elif reply.attachment not in reply.text:
            reply = replace(reply, text=f"{reply.text}\n{reply.attachment}")
    if reply.audio:
        reply = replace(reply, text=f"{reply.text}\n{LISTEN}{as_format(reply.audio, 'm4a')}")
    return found + [Call(MESSAGE, message) for message in _text_messages(user, reply)]


def _image_message(user: str, url: str) -> dict[str, Any]:
    element = {"media_type": "image", "url": url}
    attachment = {
        "type": "template",
        "payload": {"template_type": "media", "elements": [element]},
    }
    return {"recipient": {"user_id": user}, "message": {"attachment": attachment}}


def _text_messages(user: str, reply: Reply) -> list[dict[str, Any]]:
    pressable = bool(reply.text.strip()) and _pressable(reply.buttons)
    text = reply.text if pressable else numbered(reply)
    messages = [text_message(user, piece) for piece in split_text(text, TEXT_LIMIT)]
    if pressable:
        buttons = [
            {"title": button.title, "type": "oa.query.hide", "payload": button.payload}
            for button in reply.buttons
        ]
        messages[-1]["message"]["attachment"] = {
            "type": "template",
            "payload": {"buttons": buttons},
        }
    return messages


def _pressable(buttons: Sequence[Button]) -> bool:
    """Whether all choices can be buttons; if not, all of them are lines of the text."""
    return 0 < len(buttons) <= MOST_BUTTONS and all(
        0 < length(button.title) <= TITLE_LIMIT and length(button.payload) <= PAYLOAD_LIMIT
        for button in buttons
    )
