"""The shapes of what Telegram sends, as far as it is read: https://core.telegram.org/bots/api#update

What is not read here may be anything, so that a new version of the Bot API changes nothing.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Extra, Field

__all__ = ["Chat", "File", "Membership", "Message", "Press", "Update"]


_ID_FORM = r"^[!-~]+$"
_ID: str = Field(regex=_ID_FORM)


class _Shape(BaseModel):
    class Config:
        extra = Extra.allow
        frozen = True


class Chat(_Shape):
    """A chat; with one person (`type` "private") it has the id of that person."""

    id: int = Field(ge=-(2**63), lt=2**63)
    type: str


class User(_Shape):
    """A person or a bot."""

    is_bot: bool = False


class File(_Shape):
    """A voice note, a recording or a document; its content is had by `file_id`."""

    file_id: str = _ID
    mime_type: str | None = None
    duration: int | None = None
    file_size: int | None = None


class KeyboardButton(_Shape):
    """A button under a message."""

    text: str
    callback_data: str | None = None


class Keyboard(_Shape):
    """The buttons under a message, row by row."""

    inline_keyboard: list[list[KeyboardButton]] = []


class Message(_Shape):
    """A message; of what it may carry, one thing is there."""

    chat: Chat
    sender: User = Field(default=User(), alias="from")
    media_group_id: str | None = Field(default=None, regex=_ID_FORM)
    text: str | None = None
    caption: str | None = None
    voice: File | None = None
    audio: File | None = None
    document: File | None = None
    photo: list[Any] | None = None
    animation: Any = None
    sticker: Any = None
    location: Any = None
    reply_markup: Keyboard = Keyboard()


class Press(_Shape):
    """A pressed button; `message` is the one it was under."""

    id: str = _ID
    message: Message | None = None
    data: str | None = None


class Member(_Shape):
    """What the bot is in a chat now."""

    status: str


class Membership(_Shape):
    """The bot was blocked, unblocked, added to a chat or removed from it."""

    chat: Chat
    new_chat_member: Member


class Update(_Shape):
    """One thing that happened."""

    update_id: int = Field(ge=0, lt=2**63)
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Press | None = None
    my_chat_member: Membership | None = None
