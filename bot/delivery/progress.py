"""How far the replies to each message were sent: kept in Redis, so that a killed sender's work
goes on with the next call, and a call that may arrive twice is known for one.

Before a call is made it is marked as under way; how it ended takes the mark away. A mark that is
found by a later sender is of a call nobody knows the end of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Literal

from redis.asyncio import Redis

from bot.channels.channel import Capabilities
from bot.delivery import metrics
from bot.delivery.log import replies_from_json
from bot.delivery.mailbox import LOG_LENGTH
from bot.delivery.outbox import REPLY_SECONDS, TALLY_SECONDS, tally_of
from bot.delivery.pace import channel_limit, chat_limit, limit
from bot.delivery.scripts import script
from bot.message import Person, Reply

__all__ = ["GO", "Begun", "CallEnd", "LeaseLost", "Opened", "Progress"]

CallEnd = Literal["sent", "last", "failed", "unsure", "nothing"]
"""How a call ended: taken, taken as the last one, surely not taken, or nobody knows; "nothing":
there was none to be made.
"""


class LeaseLost(Exception):
    """The channel is served under another lease now."""


@dataclass(frozen=True)
class Opened:
    """The replies to one message and how far they were sent.

    `done`: how many calls were; `unsure`: how often the next one may have arrived already;
    `died`: a sender died while making it; `left`: the person does not want to be written to.
    """

    entry: str
    person: Person
    message_id: str
    replies: list[Reply]
    done: int
    unsure: int
    died: bool
    left: bool


@dataclass(frozen=True)
class Begun:
    """Whether a call may be made now; else, for `wait` seconds, no call to anybody (`all`) or none
    to this person. `gone`: there is nothing to send any more.
    """

    wait: float = 0.0
    all: bool = False
    gone: bool = False


GO = Begun()


class Progress:
    """The steps of the sender that is `holder` of a channel's lease.

    Each raises RedisError, and LeaseLost; after RedisError it may be repeated.
    """

    def __init__(
        self,
        redis: Redis,
        channel: str,
        capabilities: Capabilities,
        holder: str,
        *,
        keep_seconds: int,
    ) -> None:
        self._channel = channel
        self._holder = holder
        self._keep = keep_seconds
        self._chat_rate = capabilities.chat_rate
        self._limit = limit(channel_limit(channel), capabilities.rate)
        self._open = script(redis, "open")
        self._begin = script(redis, "begin")
        self._settle = script(redis, "settle")

    async def open(self, entry: str) -> Opened | None:
        """What stands in `entry`; None where it is gone."""
        found: list[Any] = await self._open(
            args=[self._channel, self._holder, entry, *self._tally(), TALLY_SECONDS]
        )
        if _state(found) == b"gone":
            return None
        _, person, message_id, replies, done, unsure, died, left = found
        if died:
            metrics.UNSURE.labels(self._channel).inc()
        return Opened(
            entry=entry,
            person=Person.from_key(person.decode()),
            message_id=message_id.decode(),
            replies=replies_from_json(replies),
            done=int(done),
            unsure=int(unsure),
            died=bool(died),
            left=bool(left),
        )

    async def begin(self, entry: str, number: int, person: Person) -> Begun:
        """Marks the call `number` of `entry` as under way, where the rate limits allow it."""
        of_person = limit(chat_limit(person), self._chat_rate)
        found: list[Any] = await self._begin(
            args=[
                self._channel,
                self._holder,
                entry,
                number,
                self._keep,
                *self._limit,
                *of_person,
            ]
        )
        if _state(found) == b"wait":
            return Begun(wait=int(found[2]) / 1e6, all=int(found[1]) == 1)
        return Begun(gone=True) if _state(found) == b"gone" else GO

    async def end(self, entry: str, number: int, how: CallEnd) -> int:
        """Notes how the call `number` ended; returns how often the next one is unsure."""
        unsure = int(
            await self._settle(
                args=[
                    self._channel,
                    self._holder,
                    entry,
                    number,
                    how,
                    *self._tally(),
                    TALLY_SECONDS,
                    REPLY_SECONDS,
                    self._keep,
                    LOG_LENGTH,
                ]
            )
        )
        if unsure < 0:
            raise LeaseLost
        if how == "unsure":
            metrics.UNSURE.labels(self._channel).inc()
        elif how == "last":
            metrics.DELIVERED.labels(self._channel).inc()
        return unsure

    def _tally(self) -> tuple[str, int]:
        return tally_of(self._channel, datetime.now(timezone.utc))


def _state(found: list[Any]) -> bytes:
    state: bytes = found[0]
    if state == b"lost":
        raise LeaseLost
    return state
