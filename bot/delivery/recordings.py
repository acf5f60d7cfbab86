"""Recordings made on our own page, kept until they were heard and never for long."""

from __future__ import annotations

import contextlib

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from bot.delivery import keys
from bot.delivery.scripts import script
from bot.message import Media, Person

__all__ = ["KEEP_SECONDS", "MOST_BYTES", "Recordings", "TooLargeError"]

MOST_BYTES = 2 * 1024 * 1024
"""Eight minutes of speech as browsers record it."""

KEEP_SECONDS = 3600
"""A recording that nobody listened to within this time is gone."""

FRESH_SECONDS = 60
"""For so long a recording may belong to a message that is just being taken in."""


class TooLargeError(ValueError):
    """A recording has more than MOST_BYTES."""


class Recordings:
    """The recordings in one Redis; methods raise redis.exceptions.RedisError.

    `VoiceNotes.heard` deletes a recording in the very step that keeps what was heard.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._keep = script(redis, "keep")

    async def keep(self, person: Person, message_id: str, sound: bytes, mime: str | None) -> Media:
        """Keeps the recording of a message that is to be taken in next; raises TooLargeError.

        That of a message which was taken in already is not kept again.
        """
        if len(sound) > MOST_BYTES:
            raise TooLargeError(f"{len(sound)} bytes")
        await self._keep(args=[person.key, message_id, sound, KEEP_SECONDS])
        return Media(message_id, mime, size=len(sound))

    async def take(self, person: Person, message_id: str) -> bytes | None:
        """The recording of a message, which stays; None where there is none any more."""
        sound: bytes | None = await self._redis.get(keys.recording(person.key, message_id))
        return sound

    async def drop(self, person: Person, message_id: str) -> None:
        """Deletes the recording of a message that was not taken in."""
        await self._redis.delete(keys.recording(person.key, message_id))

    async def sweep(self) -> int:
        """Deletes the recordings that no waiting message needs; returns how many there were.

        To be called at start: a process that was killed may have left some.
        """
        swept = 0
        pattern = keys.recording("*", "*")
        async for name in self._redis.scan_iter(match=pattern, count=1000):
            _, _, rest = name.decode().partition(":")
            person, message_id = _person_and_id(rest)
            fresh = await self._redis.ttl(name) > KEEP_SECONDS - FRESH_SECONDS
            if not fresh and not await self._waits(person, message_id):
                swept += await self._redis.delete(name)
        return swept

    async def scrub(self) -> None:
        """Has the server write its append-only file anew, without what was deleted.

        Until then deleted recordings can still be read in the file. A server that keeps none, or
        that may not be asked for it, is left alone.
        """
        with contextlib.suppress(ResponseError):
            await self._redis.bgrewriteaof()

    async def _waits(self, person: Person, message_id: str) -> bool:
        waiting = await self._redis.xrange(keys.mailbox(person))
        return any(fields[b"id"] == message_id.encode() for _, fields in waiting)


def _person_and_id(rest: str) -> tuple[Person, str]:
    """Of “channel:user:id”; an id of our own page has no colon in it."""
    person, _, message_id = rest.rpartition(":")
    return Person.from_key(person), message_id
