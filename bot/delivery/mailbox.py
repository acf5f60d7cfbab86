"""The mailboxes: every message taken in once, handled in order, answered exactly once.

Each step is one Lua script, so a process may be killed between any two of them. Who handles a
message holds a lease with a token; whoever comes too late (the lease went to someone else) is
refused when completing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from redis.asyncio import Redis

from bot.delivery import keys, metrics
from bot.delivery.scripts import script
from bot.message import Inbound, Person, Reply

__all__ = ["Accepted", "Lease", "Mailbox"]

SEEN_SECONDS = 7 * 24 * 3600
"""How long the id of an accepted message is remembered."""

LOG_LENGTH = 400
"""Entries of a conversation log; Redis may keep some more."""

MOST_DEAD = 1000
DEAD_SECONDS = 14 * 24 * 3600
"""Dead letters kept: this many, and this long after the last one."""


class Accepted(Enum):
    """What became of an incoming message."""

    NEW = "new"
    DUPLICATE = "duplicate"
    FULL = "full"


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


class Mailbox:
    """The mailboxes of all people in one Redis.

    `redis` gives back bytes (no `decode_responses`). `capacity` is the most messages of one
    person that may wait; `keep_seconds` is how long after a person's last message their mailbox
    and log are kept. Every method raises redis.exceptions.RedisError where Redis cannot be asked.
    """

    def __init__(
        self,
        redis: Redis,
        *,
        lease_seconds: float = 30.0,
        capacity: int = 2000,
        keep_seconds: int = 72 * 3600,
    ) -> None:
        self.lease_seconds = lease_seconds
        self._redis = redis
        self._lease_ms = int(lease_seconds * 1000)
        self._capacity = capacity
        self._keep = keep_seconds
        self._next_look = 0.0
        self._accept = script(redis, "accept")
        self._take = script(redis, "take")
        self._renew = script(redis, "renew")
        self._complete = script(redis, "complete")
        self._forget = script(redis, "forget")

    async def accept(self, inbound: Inbound) -> Accepted:
        """Stores a message and its place in the conversation log, unless it is known already."""
        outcome: bytes = await self._accept(
            args=[
                inbound.person.key,
                inbound.id,
                _utf8(inbound.to_json()),
                _utf8(inbound.text),
                self._capacity,
                SEEN_SECONDS,
                self._keep,
                LOG_LENGTH,
            ]
        )
        accepted = Accepted(outcome.decode())
        metrics.ACCEPTED.labels(accepted.value).inc()
        return accepted

    async def take(self, consumer: str, block_ms: int = 1000) -> Lease | None:
        """The next message to handle, or None when there is none for `block_ms` milliseconds.

        `consumer` names the worker, which holds nothing at the moment; no other living worker
        has the same name. A cancelled call may leave a message assigned: `resume` finds it.
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
            keys.WORKERS, consumer, {keys.READY: ">"}, count=1, block=block_ms
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
            args=[lease.person.key, lease.token, lease.entry_id, lease.consumer]
        )
        return bool(done)

    async def complete(self, lease: Lease, replies: Sequence[Reply]) -> bool:
        """Answers the message with `replies` and takes it out of the mailbox.

        False where the lease is no longer held: then nothing was changed.
        """
        return await self._end(lease, "answered", replies)

    async def bury(self, lease: Lease, reason: str, replies: Sequence[Reply]) -> bool:
        """Puts the message among the dead letters and answers with `replies`, an apology."""
        return await self._end(lease, "buried", replies, reason)

    async def postpone(self, lease: Lease) -> bool:
        """Gives the message back unanswered; its person is ready again after all others."""
        return await self._end(lease, "postponed", ())

    async def forget(self, person: Person) -> None:
        """Removes what is held of `person` up to the message that is being handled.

        That message, its reply and what was sent after it still take their way.
        """
        await self._forget(args=[person.key, person.channel])

    async def _given(self, which: str, consumer: str) -> Lease | None:
        found: list[bytes] | None = await self._take(
            args=[consumer, which, self._lease_ms, self._keep]
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

    async def _end(
        self, lease: Lease, outcome: str, replies: Sequence[Reply], reason: str = ""
    ) -> bool:
        done = await self._complete(
            args=[
                lease.person.key,
                lease.token,
                lease.entry_id,
                lease.inbound.id,
                outcome,
                lease.person.channel,
                json.dumps([reply.to_dict() for reply in replies]),
                reason,
                MOST_DEAD,
                DEAD_SECONDS,
            ]
        )
        metrics.ENDED.labels(outcome if done else "refused").inc()
        return bool(done)


def _utf8(text: str) -> bytes:
    """`text` for Redis; half a surrogate pair, which UTF-8 cannot hold, becomes a question mark."""
    return text.encode("utf-8", "replace")
