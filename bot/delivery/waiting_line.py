"""People who wait for something to be done with their oldest message, and who does it.

A line is a stream of Redis read by a consumer group. Each step is one Lua script, so a process
may be killed between any two of them. Who takes a message holds a lease with a token; whoever
comes too late (the lease went to someone else) is refused at the end.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from redis.asyncio import Redis

from bot.delivery import keys
from bot.delivery.scripts import script
from bot.message import Inbound, Person

__all__ = ["Lease", "WaitingLine"]


@dataclass(frozen=True)
class Lease:
    """The right to handle one message, until it expires or is completed.

    `attempt` counts how often the message was handed out, this time included; `deaths` counts
    how many of the earlier holders vanished without a word.
    """

    person: Person
    inbound: Inbound
    attempt: int
    deaths: int
    token: int
    entry_id: str
    consumer: str


class WaitingLine:
    """The line `queue` (a name of `keys.GROUPS`) in one Redis.

    `redis` gives back bytes (no `decode_responses`); `keep_seconds` is how long after a person's
    last message their mail is kept. Methods raise redis.exceptions.RedisError.
    """

    def __init__(
        self, redis: Redis, queue: str, *, lease_seconds: float, keep_seconds: int
    ) -> None:
        self.lease_seconds = lease_seconds
        self._redis = redis
        self._queue = queue
        self._lease_ms = int(lease_seconds * 1000)
        self._keep = keep_seconds
        self._next_look = 0.0
        self._take = script(redis, "take")
        self._renew = script(redis, "renew")

    async def take(self, consumer: str, block_ms: int = 1000) -> Lease | None:
        """The next message to handle, or None when there is none for `block_ms` milliseconds.

        `consumer` names who takes it and holds nothing at the moment; nobody else alive has the
        same name. A cancelled call may leave a message assigned: `resume` finds it.
        """
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + min(1.0, self.lease_seconds / 4)
            lease = await self._given("expired", consumer)
            if lease:
                return lease
        lease = await self._given("next", consumer)
        if lease or block_ms <= 0:
            return lease
        someone = await self._redis.xreadgroup(
            keys.GROUPS[self._queue], consumer, {self._queue: ">"}, count=1, block=block_ms
        )
        return await self._given("own", consumer) if someone else None

    async def resume(self, consumer: str) -> Lease | None:
        """A message already given to `consumer`, who knows nothing of it.

        That is so after a restart under the same name, or when the answer to `take` was lost.
        """
        return await self._given("own", consumer)

    async def renew(self, lease: Lease) -> bool:
        """Lets the lease begin anew; False where it is no longer held."""
        done = await self._renew(
            args=[self._queue, lease.person.key, lease.token, lease.entry_id, lease.consumer]
        )
        return bool(done)

    async def _given(self, which: str, consumer: str) -> Lease | None:
        found: list[bytes] | None = await self._take(
            args=[self._queue, consumer, which, self._lease_ms, self._keep]
        )
        if not found:
            return None
        entry, message, token, attempt, deaths = found
        inbound = Inbound.from_json(message)
        return Lease(
            person=inbound.person,
            inbound=inbound,
            attempt=int(attempt),
            deaths=int(deaths),
            token=int(token),
            entry_id=entry.decode(),
            consumer=consumer,
        )
