"""Voice notes of people, and a listener that understands them: their sound is what they say."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from delivery_site import someone
from redis.asyncio import Redis
from small_platform import SmallPlatform

from bot.channels.channel import Channel
from bot.delivery.ear import Ear
from bot.delivery.hearing import Hearing
from bot.delivery.pace import Pace
from bot.delivery.recordings import Recordings
from bot.delivery.sounds import Sounds
from bot.delivery.tasks import end
from bot.delivery.voice_notes import VoiceNotes
from bot.message import Inbound, Media, Person


@dataclass(frozen=True)
class Understood:
    """What was heard."""

    text: str
    problem: str | None = None
    sure: float = 0.9


@dataclass
class Listener:
    """Takes the sound for UTF-8. While `free` is not set it goes on listening; it raises `error`,
    and finds the `problem`, if it has one.
    """

    problem: str | None = None
    error: Exception | None = None
    heard: list[bytes] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    free: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.free.set()

    def __call__(self, sound: bytes) -> Understood:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.heard.append(sound)
        try:
            assert self.free.wait(20.0)
            if self.error:
                raise self.error
            return Understood("" if self.problem else sound.decode(), self.problem)
        finally:
            self.at_once -= 1


def spoken(number: int, person: Person | None = None, caption: str = "") -> Inbound:
    """The voice note `number` of a person."""
    media = Media(f"place-{number}", "audio/ogg", 3.0)
    person = person or someone()
    return Inbound(person, f"m{number}", caption, time.time(), kind="voice", media=media)


def voice_platform(*said: str) -> SmallPlatform:
    """A platform with the sounds of the notes 1, 2, …"""
    platform = SmallPlatform()
    platform.sounds = {f"place-{number}": text.encode() for number, text in enumerate(said, 1)}
    return platform


@contextlib.asynccontextmanager
async def listening(
    redis: Redis,
    listener: Listener,
    channel: Channel,
    *,
    hands: int = 3,
    lease_seconds: float = 30.0,
    patience: float = 0.5,
    limit: float = 20.0,
) -> AsyncIterator[list[Hearing]]:
    """Some who listen with one ear; at the end nothing of it is left."""
    ear = Ear(listener, limit)
    hearings = [
        Hearing(
            VoiceNotes(redis, lease_seconds=lease_seconds),
            Sounds([channel], Recordings(redis), patience=patience),
            ear,
            f"hearer-{number}",
            channels=[channel],
            pace=Pace(redis),
            block_ms=200,
        )
        for number in range(hands)
    ]
    tasks = [asyncio.create_task(each.run()) for each in hearings]
    try:
        yield hearings
    finally:
        listener.free.set()
        await end(*tasks)
        for task in tasks:
            if not task.cancelled():
                task.result()
