"""How much may still be sent on each channel, for operators: what was sent, what the platform says
of its quota, and whom it does not let the bot write to now.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from redis.asyncio import Redis

from bot.delivery import keys
from bot.delivery.outbox import tally_of

__all__ = ["ChannelQuota", "Quotas", "TellsQuota"]


@runtime_checkable
class TellsQuota(Protocol):
    """A channel whose platform says in its answers how much may still be sent."""

    @property
    def quota(self) -> str | None:
        """What it said last, in its own words (JSON); None before it said anything."""
        ...


@dataclass(frozen=True)
class ChannelQuota:
    """What was sent on a channel, by Vietnam's calendar, and what may be.

    `unsure_this_month`: calls that may have arrived twice. `told`: the quota as the platform last
    said, in its own words, None where it never did. `window`: how long after their last message
    people may be written to unasked. `people` wrote within the last seven days; to
    `outside_window` of them the bot may not write now.
    """

    channel: str
    sent_today: int
    sent_this_month: int
    unsure_this_month: int
    told: str | None
    window: timedelta | None
    people: int
    outside_window: int


class Quotas:
    """The quotas of the channels in one Redis; methods raise redis.exceptions.RedisError."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def note_window(self, channel: str, window: timedelta | None) -> None:
        """Keeps that `channel` is served, and its messaging window."""
        seconds = "" if window is None else str(round(window.total_seconds()))
        await self._redis.hset(keys.platform(channel), "window", seconds)

    async def note(self, channel: str, told: str) -> None:
        """Keeps what the platform said of its quota."""
        await self._redis.hset(keys.platform(channel), "quota", told)

    async def read(self, now: datetime) -> list[ChannelQuota]:
        """Of every channel that was ever pushed to, by name; `now` with a zone."""
        prefix = keys.platform("")
        names = [name async for name in self._names(f"{prefix}*")]
        return [await self._of(name.removeprefix(prefix), now) for name in sorted(names)]

    async def sent_this_month(self, channel: str, now: datetime) -> int:
        """How many calls the platform has taken this month."""
        return sum((await self._tally(channel, "sent", now)).values())

    async def _of(self, channel: str, now: datetime) -> ChannelQuota:
        kept: dict[bytes, bytes] = await self._redis.hgetall(keys.platform(channel))
        seconds = kept.get(b"window", b"")
        window = timedelta(seconds=int(seconds)) if seconds else None
        sent = await self._tally(channel, "sent", now)
        told = kept.get(b"quota")
        people, outside = await self._people(channel, window)
        return ChannelQuota(
            channel=channel,
            sent_today=sent.get(tally_of(channel, now)[1], 0),
            sent_this_month=sum(sent.values()),
            unsure_this_month=sum((await self._tally(channel, "unsure", now)).values()),
            told=None if told is None else told.decode(),
            window=window,
            people=people,
            outside_window=outside,
        )

    async def _tally(self, channel: str, what: str, now: datetime) -> dict[int, int]:
        """How often `what` happened, by the day of the month."""
        kept: dict[bytes, bytes] = await self._redis.hgetall(tally_of(channel, now)[0])
        prefix = f"{what}:"
        return {
            int(field.decode().removeprefix(prefix)): int(count)
            for field, count in kept.items()
            if field.decode().startswith(prefix)
        }

    async def _people(self, channel: str, window: timedelta | None) -> tuple[int, int]:
        """How many people are known to have written, and how many of them too long ago."""
        people = outside = 0
        async for name in self._names(keys.seen(channel, "*")):
            last = await self._redis.zrange(name, -1, -1, withscores=True)
            people += 1
            if window is not None and last:
                outside += time.time() - last[0][1] / 1000 >= window.total_seconds()
        return people, outside

    async def _names(self, pattern: str) -> AsyncIterator[str]:
        async for name in self._redis.scan_iter(match=pattern, count=1000):
            yield name.decode()
