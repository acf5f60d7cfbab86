"""How replies look on Telegram: they become requests to the Bot API.

Texts are sent as they are, without `parse_mode`: nothing in them is formatting, so nothing that
a person or an official wrote can break it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.channels.channel import Call
from bot.channels.rendering import length, split_text
from bot.channels.telegram.incoming import TITLE_ON_BUTTON
from bot.channels.telegram.limits import (
    BUTTONS_IN_ROW,
    CALLBACK_DATA_BYTES,
    ROW_CHARACTERS,
    TEXT_CHARACTERS,
)
from bot.message import Button, Person, Reply

__all__ = ["calls"]

_NUMBER = re.compile(r"(\d+)\. ")


def calls(person: Person, replies: Sequence[Reply]) -> list[Call]:
    """The requests that show these replies: a picture, then the text, then a file, then a sound.

    `photo`, `document` and `voice` are addresses of our own server; buttons are under the end of
    the text.
    """
    return [call for reply in replies for call in _reply(person.user, reply)]


def _reply(chat: str, reply: Reply) -> list[Call]:
    lines, buttons = _choices(reply.buttons)
    pieces = split_text("\n".join([reply.text, *lines]), TEXT_CHARACTERS)
    made = [Call("sendPhoto", {"chat_id": chat, "photo": reply.image})] if reply.image else []
    made += [Call("sendMessage", {"chat_id": chat, "text": piece}) for piece in pieces]
    if buttons and pieces:
        keyboard = {"inline_keyboard": _rows(buttons)}
        made[-1] = Call("sendMessage", {**made[-1].fields, "reply_markup": keyboard})
    if reply.attachment:
        made.append(Call("sendDocument", {"chat_id": chat, "document": reply.attachment}))
    if reply.audio:
        made.append(Call("sendVoice", {"chat_id": chat, "voice": reply.audio}))
    return made


def _choices(buttons: Sequence[Button]) -> tuple[list[str], list[Button]]:
    """Lines for the text, and the buttons under it.

    A title that a phone would cut off stands in the text with its number, and the number on the
    button. Where some choices have numbers of their own, those without are aids beside them.
    """
    if all(length(button.title) <= ROW_CHARACTERS for button in buttons):
        return [], list(buttons)
    if not any(_NUMBER.match(button.title) for button in buttons):
        buttons = [
            Button(f"{number}. {button.title}", button.payload)
            for number, button in enumerate(buttons, 1)
        ]
    lines = [button.title for button in buttons if _NUMBER.match(button.title)]
    return lines, [Button(_short(button.title), button.payload) for button in buttons]


def _short(title: str) -> str:
    number = _NUMBER.match(title)
    return number[1] if number else title


def _rows(buttons: Sequence[Button]) -> list[list[dict[str, Any]]]:
    """The buttons in rows; those of one row are equally wide, so the longest title counts."""
    rows: list[list[dict[str, Any]]] = []
    widest = 0
    for place, button in enumerate(buttons):
        widest = max(widest, length(button.title) + 2)
        room = rows and len(rows[-1]) < BUTTONS_IN_ROW
        if not room or widest * (len(rows[-1]) + 1) > ROW_CHARACTERS:
            rows.append([])
            widest = length(button.title) + 2
        rows[-1].append({"text": button.title, "callback_data": _data(button, place)})
    return rows


def _data(button: Button, place: int) -> str:
    size = len(button.payload.encode("utf-8", "replace"))
    return button.payload if 0 < size <= CALLBACK_DATA_BYTES else f"{TITLE_ON_BUTTON}{place}"
