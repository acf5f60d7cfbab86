"""The mailboxes: every message taken in once, handled in order, answered exactly once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from redis.asyncio import Redis

from bot.channels.channel import Rate
from bot.delivery import keys, metrics
from bot.delivery.pace import limit
from bot.delivery.scripts import script
from bot.delivery.waiting_line import Lease, WaitingLine
from bot.message import Inbound, Person, Reply

__all__ = ["Accepted", "Lease", "Mailbox"]

SEEN_SECONDS = 7 * 24 * 3600
"""How long the id of an accepted message is remembered."""

LEFT_SECONDS = 90 * 24 * 3600
"""How long it is remembered that a person left; whoever writes to them later learns it again."""

LOG_LENGTH = 400
"""Entries of a conversation log; Redis may keep some more."""

MOST_DEAD = 1000
DEAD_SECONDS = 14 * 24 * 3600
"""Dead letters kept: this many, and this long after the last one."""


class Accepted(Enum):
    """What became of an incoming message."""

    NEW = "new"
    DUPLICATE = "duplicate"
    LIMITED = "limited"
    """The person writes too fast; it was not stored."""
    FULL = "full"
    """Too many messages of the person wait already; it was not stored."""


class Mailbox(WaitingLine):
    """The mailboxes of all people in one Redis, and the line of those who wait for an answer.

    `capacity` is the most messages of one person that may wait; `keep_seconds` is how long after
    a person's last message their mailbox and log are kept.
    """

    def __init__(
        self,
        redis: Redis,
        *,
        lease_seconds: float = 30.0,
        capacity: int = 2000,
        keep_seconds: int = 72 * 3600,
    ) -> None:
        super().__init__(redis, keys.READY, lease_seconds=lease_seconds, keep_seconds=keep_seconds)
        self._capacity = capacity
        self._accept = script(redis, "accept")
        self._complete = script(redis, "complete")
        self._forget = script(redis, "forget")

    async def accept(self, inbound: Inbound, rate: Rate | None = None) -> Accepted:
        """Stores a message and its place in the conversation log, unless it is known already.

        With a `rate`, not more than so many of one person. Whoever writes has not left.
        """
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
                *(limit(f"in:{inbound.person.key}", rate) if rate else ()),
            ]
        )
        accepted = Accepted(outcome.decode())
        metrics.ACCEPTED.labels(accepted.value, inbound.person.channel).inc()
        return accepted

    async def left(self, person: Person) -> None:
        """Notes that a person has blocked the bot: nothing is sent to them until they write."""
        await self._redis.set(keys.left(person), 1, ex=LEFT_SECONDS)

    async def complete(self, lease: Lease, replies: Sequence[Reply]) -> bool:
        """Answers the message with `replies` and takes it out of the mailbox.

        What of them is to be worded (`Reply.wording`) goes to whoever does that. False where the
        lease is no longer held: then nothing was changed.
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
                json.dumps([replace(reply, wording=None).to_dict() for reply in replies]),
                reason,
                MOST_DEAD,
                DEAD_SECONDS,
                *(reply.wording for reply in replies if reply.wording),
            ]
        )
        metrics.ENDED.labels(outcome if done else "refused", lease.person.channel).inc()
        return bool(done)


def _utf8(text: str) -> bytes:
    """`text` for Redis; half a surrogate pair, which UTF-8 cannot hold, becomes a question mark."""
    return text.encode("utf-8", "replace")
