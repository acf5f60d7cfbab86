"""The outbox of one channel: replies on their way to people, oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from redis.asyncio import Redis

from bot.delivery import keys, metrics
from bot.delivery.log import replies_from_json
from bot.delivery.mailbox import DEAD_SECONDS, LEFT_SECONDS, LOG_LENGTH, MOST_DEAD
from bot.delivery.scripts import script
from bot.message import Person
from bot.store.database import VIETNAM_TIME

__all__ = ["BATCH", "REPLY_SECONDS", "TALLY_SECONDS", "Outbox", "Waiting", "tally_of"]

BATCH = 100
"""Most replies read or moved in one step."""

REPLY_SECONDS = 24 * 3600
"""How long the replies of a message can be asked for by its id."""

TALLY_SECONDS = 100 * 24 * 3600
"""How long it is kept how many calls were made in a month."""


@dataclass(frozen=True)
class Waiting:
    """The replies to one message by their place in the outbox, without what they say."""

    entry: str
    person: Person
    urgent: bool


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

    async def after(self, entry: str, block_ms: int = 1000) -> list[Waiting]:
        """Up to BATCH replies after `entry` ("0": from the oldest); waits like `wait`."""
        found = await self._redis.xread({self._stream: entry}, count=BATCH, block=block_ms)
        return [_waiting(*each) for each in found[0][1]] if found else []

    async def deliver_oldest(self) -> int:
        """Moves up to BATCH replies to the logs of their people; returns how many."""
        moved = await self._deliver(
            args=[self._channel, BATCH, REPLY_SECONDS, self._keep, LOG_LENGTH]
        )
        metrics.DELIVERED.labels(self._channel).inc(int(moved))
        return int(moved)

    async def discard(self, entry: str, reason: str, has_left: bool = False) -> None:
        """Moves replies that cannot be sent to the dead letters.

        `has_left`: because the person has left; whoever wrote something meanwhile has not.
        """
        left_seconds = LEFT_SECONDS if has_left else 0
        if await self._discard(
            args=[self._channel, entry, reason, MOST_DEAD, DEAD_SECONDS, left_seconds]
        ):
            metrics.DEAD_REPLIES.labels(self._channel).inc()


def tally_of(channel: str, now: datetime) -> tuple[str, int]:
    """Where calls of `now` (with a zone) are counted: a key, and the day of Vietnam's calendar."""
    day = now.astimezone(VIETNAM_TIME).date()
    return keys.tally(channel, day), day.day


def _waiting(entry: bytes, fields: dict[bytes, bytes]) -> Waiting:
    return Waiting(
        entry=entry.decode(),
        person=Person.from_key(fields[b"person"].decode()),
        urgent=any(reply.urgent for reply in replies_from_json(fields[b"replies"])),
    )
