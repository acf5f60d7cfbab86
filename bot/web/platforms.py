"""How the platforms are doing, for `/health/ready`; nothing in it is secret."""

from __future__ import annotations

from collections.abc import Iterable

from redis.asyncio import Redis

from bot.channels.channel import Channel
from bot.delivery import keys
from bot.delivery.pace import channel_limit

__all__ = ["platform_states"]

LATE_SECONDS = 60.0
"""Replies that wait for longer than this say that their platform has not answered lately."""


async def platform_states(redis: Redis, channels: Iterable[Channel], now: float) -> dict[str, str]:
    """The state of every channel that replies are pushed to, by name.

    "ok": what was to be sent was taken. "late": replies have waited for over a minute, so the
    platform cannot be reached or refuses. "paused": it wants us to wait, or does not accept our
    token. "unserved": no process sends. `now` in seconds since the epoch; raises RedisError.
    """
    return {
        channel.name: await _state(redis, channel.name, now)
        for channel in channels
        if not channel.capabilities.pull
    }


async def _state(redis: Redis, name: str, now: float) -> str:
    if not await redis.exists(keys.sender(name)):
        return "unserved"
    if await redis.exists(f"halted:{channel_limit(name)}"):
        return "paused"
    first = await redis.xrange(keys.outbox(name), count=1)
    if first and now - int(first[0][0].partition(b"-")[0]) / 1000 > LATE_SECONDS:
        return "late"
    return "ok"
