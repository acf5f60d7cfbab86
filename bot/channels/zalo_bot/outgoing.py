"""How replies look on the Zalo Bot Platform: they become requests to it.

It has no buttons, so choices are numbered lines, and no files, so those are links. Every message
counts against the month's quota: a picture takes its text along as caption. What is said aloud
follows what is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.channels.channel import Call
from bot.channels.rendering import as_format, length, numbered, split_text
from bot.channels.zalo_bot.limits import CAPTION_CHARACTERS, TEXT_CHARACTERS
from bot.message import Person, Reply

__all__ = ["VOICE", "calls"]

VOICE = "sendVoice"
"""Has the platform fetch a sound from us: https://docs.zaloplatforms.com/docs/BOT/apis/sendVoice"""


def calls(person: Person, replies: Sequence[Reply]) -> list[Call]:
    """The requests that show these replies, in order."""
    return [call for reply in replies for call in _reply(person.user, reply)]


def _reply(chat: str, reply: Reply) -> list[Call]:
    sound = [_voice(chat, reply.audio)] if reply.audio else []
    return [*_seen(chat, reply), *sound]


def _voice(chat: str, audio: str) -> Call:
    return Call(VOICE, {"chat_id": chat, "voice_url": as_format(audio, "aac")})


def _seen(chat: str, reply: Reply) -> list[Call]:
    if reply.attachment:
        reply = replace(reply, text=f"{reply.text}\n📎 {reply.attachment}".strip())
    text = numbered(reply).strip()
    if reply.image and length(text) <= CAPTION_CHARACTERS:
        caption = {"caption": text} if text else {}
        return [Call("sendPhoto", {"chat_id": chat, "photo": reply.image, **caption})]
    picture = [Call("sendPhoto", {"chat_id": chat, "photo": reply.image})] if reply.image else []
    pieces = split_text(text, TEXT_CHARACTERS)
    return picture + [Call("sendMessage", {"chat_id": chat, "text": piece}) for piece in pieces]
