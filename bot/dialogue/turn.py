"""What the engine gives back, without the engine: a process that holds none need not load Rasa."""

from __future__ import annotations

from dataclasses import dataclass

from bot.message import Person, Reply
from bot.speech.voice import Voice

__all__ = ["ModelError", "Turn"]


class ModelError(Exception):
    """The trained model is missing or damaged; the text says what to do."""


@dataclass(frozen=True)
class Turn:
    """What came of one message.

    `forget`: who had everything deleted, the person and what else they had linked to it; or nobody.
    `voice` is whose voice also says the replies, None where they are only read; `spoken` is the
    wording of each reply for the ear, None where it is that of its text.
    """

    replies: list[Reply]
    forget: tuple[Person, ...] = ()
    voice: Voice | None = None
    spoken: tuple[str | None, ...] = ()
