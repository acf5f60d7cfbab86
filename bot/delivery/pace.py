"""Rate limits that all processes share: how often something may be done, kept in Redis."""

from __future__ import annotations

from redis.asyncio import Redis

from bot.channels.channel import Rate
from bot.delivery.scripts import script
from bot.message import Person

__all__ = ["Pace", "channel_limit", "chat_limit", "limit"]


class Pace:
    """The rate limits of one Redis, each with a name; methods raise redis.exceptions.RedisError."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._take = script(redis, "pace")

    async def take(self, name: str, rate: Rate | None) -> float:
        """Takes one from the limit `name` and returns 0.0, or takes none: the seconds to wait.

        Without a rate there is only to wait while it is halted.
        """
        return int(await self._take(args=limit(name, rate))) / 1e6

    async def halt(self, name: str, seconds: float) -> None:
        """Lets nobody take from the limit `name` for so long."""
        if seconds > 0:
            await self._redis.set(f"halted:{name}", 1, px=max(1, round(1000 * seconds)))


def limit(name: str, rate: Rate | None) -> list[str | int]:
    """A limit as the Lua steps take it (`lua/gcra.lua`); without a rate it can only be halted."""
    if rate is None:
        return [name, 0, 0]
    cost = max(1, round(1e6 * rate.seconds / rate.count))
    return [name, cost, cost * (rate.burst - 1)]


def channel_limit(channel: str) -> str:
    """The name of the limit of all requests to the platform behind `channel`."""
    return f"out:{channel}"


def chat_limit(person: Person) -> str:
    """The name of the limit of what is sent to `person`."""
    return f"out:{person.key}"
