"""What the bot says of its own accord: into the outbox once, and only while it may write."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from enum import Enum

from redis.asyncio import Redis

from bot.delivery import keys
from bot.delivery.scripts import script
from bot.message import Person, Reply

__all__ = ["Announced", "Announcements"]

KNOWN_SECONDS = 90 * 24 * 3600
"""How long the id of an announcement is remembered: longer than anybody tries to send it."""


class Announced(Enum):
    """What became of an announcement."""

    NEW = "new"
    KNOWN = "known"
    """It had been put into the outbox before."""
    CLOSED = "closed"
    """The channel does not let the bot write to this person now."""


class Announcements:
    """The way into the outboxes of one Redis for what nobody just asked for."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._announce = script(redis, "announce")

    async def announce(
        self,
        person: Person,
        message_id: str,
        replies: Sequence[Reply],
        window: timedelta | None,
        now: datetime,
    ) -> Announced:
        """Puts `replies` into the outbox of the person's channel, once for each `message_id`.

        Only within `window` after the person's last message, as their channel has it
        (`Capabilities.window`). Raises redis.exceptions.RedisError.
        """
        outcome: bytes = await self._announce(
            args=[
                person.key,
                message_id,
                person.channel,
                json.dumps([reply.to_dict() for reply in replies]),
                round(now.timestamp() * 1000),
                "" if window is None else window // timedelta(milliseconds=1),
                KNOWN_SECONDS,
            ]
        )
        return Announced(outcome.decode())

    async def is_known(self, person: Person, message_id: str) -> bool:
        """Whether this announcement was put into the outbox before. Raises RedisError."""
        return await self._redis.zscore(keys.announced(person), message_id) is not None

    async def last_message(self, person: Person) -> datetime | None:
        """When the person wrote last; None where that is unknown or long ago. Raises RedisError."""
        seen = keys.seen(person.channel, person.user)
        found = await self._redis.zrevrange(seen, 0, 0, withscores=True)
        return datetime.fromtimestamp(found[0][1] / 1000, timezone.utc) if found else None
