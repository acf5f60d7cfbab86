"""The outbox of one channel: replies on their way to people, oldest first."""

from __future__ import annotations

from dataclasses import dataclass

from redis.asyncio import Redis

from bot.delivery import keys, metrics
from bot.delivery.log import replies_from_json
from bot.delivery.mailbox import DEAD_SECONDS, LOG_LENGTH, MOST_DEAD
from bot.delivery.scripts import script
from bot.message import Person, Reply

__all__ = ["BATCH", "Outbox", "Outgoing"]

BATCH = 100
"""Most replies read or moved in one step."""

REPLY_SECONDS = 24 * 3600
"""How long the replies of a message can be asked for by its id."""


@dataclass(frozen=True)
class Outgoing:
    """The replies to one message; `entry` is their place in the outbox."""

    entry: str
    person: Person
    message_id: str
    replies: list[Reply]


class Outbox:
    """The outbox of `channel`; methods raise redis.exceptions.RedisError."""

    def __init__(self, redis: Redis, channel: str, *, keep_seconds: int) -> None:
        self._redis = redis
        self._channel = channel
        self._stream = keys.outbox(channel)
        self._keep = keep_seconds
        self._deliver = script(redis, "deliver")
        self._discard = script(redis, "discard")

    async def wait(self, block_ms: int = 1000) -> bool:
        """Whether there is anything, after waiting for it for at most `block_ms` milliseconds."""
        return bool(await self._redis.xread({self._stream: "0"}, count=1, block=block_ms))

    async def after(self, entry: str, block_ms: int = 1000) -> list[Outgoing]:
        """Up to BATCH replies after `entry` ("0": from the oldest); waits like `wait`."""
        found = await self._redis.xread({self._stream: entry}, count=BATCH, block=block_ms)
        return [_outgoing(*each) for each in found[0][1]] if found else []

    async def deliver_oldest(self) -> int:
        """Moves up to BATCH replies to the logs of their people; returns how many."""
        return await self._move("-", "+")

    async def delivered(self, outgoing: Outgoing) -> None:
        """Moves the replies that were just sent to the log of their person."""
        await self._move(outgoing.entry, outgoing.entry)

    async def discard(self, outgoing: Outgoing, reason: str) -> None:
        """Moves replies that cannot be sent to the dead letters."""
        await self._discard(args=[self._channel, outgoing.entry, reason, MOST_DEAD, DEAD_SECONDS])
        metrics.DEAD_REPLIES.labels(self._channel).inc()

    async def _move(self, first: str, last: str) -> int:
        moved = await self._deliver(
            args=[self._channel, first, last, BATCH, REPLY_SECONDS, self._keep, LOG_LENGTH]
        )
        metrics.DELIVERED.labels(self._channel).inc(int(moved))
        return int(moved)


def _outgoing(entry: bytes, fields: dict[bytes, bytes]) -> Outgoing:
    return Outgoing(
        entry=entry.decode(),
        person=Person.from_key(fields[b"person"].decode()),
        message_id=fields[b"id"].decode(),
        replies=replies_from_json(fields[b"replies"]),
    )
