"""What an update of Telegram means: its JSON becomes messages of people."""

from __future__ import annotations

import re
from typing import Final

from bot.channels.channel import Received
from bot.channels.deep_links import deep_link
from bot.channels.intake import inbound
from bot.channels.telegram.updates import Chat, Membership, Message, Press, Update
from bot.message import Media, MessageKind, Person
from bot.payload import decode

__all__ = ["ALLOWED_UPDATES", "LEAVE", "PRESS", "TITLE_ON_BUTTON", "received"]

ALLOWED_UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that are asked for."""

PRESS: Final = "press"
LEAVE: Final = "leave"
"""What is to be done about an update, in `Received.receipt` as ``press:<id>``, ``leave:<chat>``."""

TITLE_ON_BUTTON: Final = "="
"""Begins the data of a button whose payload was too long: the title says what was chosen."""

_COMMAND = re.compile(r"/(\w+)(?:@\w+)?(?:\s+(.*))?", re.DOTALL)

_SAYS_NOTHING = frozenset(
    {
        "boost_added",
        "chat_background_set",
        "chat_shared",
        "connected_website",
        "direct_message_price_changed",
        "gift",
        "gift_upgrade_sent",
        "giveaway",
        "giveaway_completed",
        "giveaway_created",
        "giveaway_winners",
        "left_chat_member",
        "message_auto_delete_timer_changed",
        "migrate_from_chat_id",
        "migrate_to_chat_id",
        "new_chat_members",
        "new_chat_photo",
        "new_chat_title",
        "passport_data",
        "pinned_message",
        "proximity_alert_triggered",
        "refunded_payment",
        "successful_payment",
        "unique_gift",
        "users_shared",
        "web_app_data",
        "write_access_allowed",
    }
)
"""Messages that Telegram writes itself when something was done in a chat: nobody said anything.

https://core.telegram.org/bots/api#message
"""


def received(update: object, now: float) -> Received:
    """What came with one update; `now` in seconds since the epoch.

    The id of a message is that of its update. Pictures sent together come as messages of their
    own: those without a caption share one id, so that they are one message. Only chats with one
    person are served. Raises ValueError for what is no update.
    """
    if not isinstance(update, dict):
        raise ValueError("not an update of Telegram")  # pydantic takes lists of pairs, too
    read = Update.parse_obj(update)
    if read.message:
        return _said(read.message, str(read.update_id), now)
    if read.edited_message:
        return _edited(read.edited_message, str(read.update_id), now)
    if read.callback_query:
        return _pressed(read.callback_query, str(read.update_id), now)
    if read.my_chat_member:
        return _membership(read.my_chat_member)
    return Received()


def _said(message: Message, update_id: str, now: float) -> Received:
    if message.chat.type != "private":
        return _elsewhere(message.chat)
    if message.sender.is_bot or not _SAYS_NOTHING.isdisjoint(message.__fields_set__):
        return Received()
    kind = _kind(message)
    text = message.caption or ""
    if message.text is not None:
        text = _command(message.text)
    in_album = message.media_group_id is not None and not text
    message_id = f"album:{message.media_group_id}" if in_album else update_id
    media = _media(message) if kind == "voice" else None
    return Received((inbound(_person(message.chat), message_id, text, now, kind, media),))


def _edited(message: Message, update_id: str, now: float) -> Received:
    """A place shared live is edited all the time: only words are an edit."""
    text = message.text or message.caption
    if message.chat.type != "private" or not text:
        return Received()
    return Received((inbound(_person(message.chat), update_id, text, now, "edit"),))


def _pressed(press: Press, update_id: str, now: float) -> Received:
    receipt = (f"{PRESS}:{press.id}",)
    message = press.message
    if message is None or message.chat.type != "private" or not press.data:
        return Received(receipt=receipt)
    text = press.data
    if text.startswith(TITLE_ON_BUTTON):
        buttons = [button for row in message.reply_markup.inline_keyboard for button in row]
        text = next((button.text for button in buttons if button.callback_data == text), text)
    return Received((inbound(_person(message.chat), update_id, text, now),), receipt=receipt)


def _membership(membership: Membership) -> Received:
    present = membership.new_chat_member.status not in ("left", "kicked")
    if membership.chat.type != "private":
        return _elsewhere(membership.chat) if present else Received()
    return Received() if present else Received(left=(_person(membership.chat),))


def _elsewhere(chat: Chat) -> Received:
    """Groups and channels are left: what one person learns is not for everybody to read."""
    return Received(receipt=(f"{LEAVE}:{chat.id}",))


def _person(chat: Chat) -> Person:
    return Person("telegram", str(chat.id))


def _command(text: str) -> str:
    """The text without a command's slash; where it has a meaning of its own, the payload."""
    match = _COMMAND.fullmatch(text.strip())
    if match is None:
        return text
    word, rest = match[1], (match[2] or "").strip()
    if word.lower() == "start":
        return deep_link(rest)
    payload = f"#{word.lower()}"
    return payload if decode(payload) and not rest else f"{word} {rest}".strip()


def _kind(message: Message) -> MessageKind:
    document = (message.document and message.document.mime_type) or ""
    if message.text is not None:
        return "text"
    if message.voice or message.audio or document.startswith("audio/"):
        return "voice"
    if message.animation or message.sticker:
        return "sticker"
    if message.photo or document.startswith("image/"):
        return "photo"
    if message.document:
        return "file"
    return "location" if message.location else "unsupported"


def _media(message: Message) -> Media | None:
    file = message.voice or message.audio or message.document
    if file is None:
        return None
    mime = file.mime_type if (file.mime_type or "").isascii() else None
    return Media(file.file_id, mime, file.duration, file.file_size)
