"""The right to be the only one who does something, among all processes."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.delivery.scripts import script

__all__ = ["SoleLease"]


class SoleLease:
    """A lease under the name `key` for `owner`, for `seconds` unless it is renewed.

    Whoever takes it again under the same name (a process that was restarted) has it at once, and
    what is still going on under the earlier lease is known by its `holder`. Methods raise
    redis.exceptions.RedisError unless they say otherwise.
    """

    def __init__(self, redis: Redis, key: str, owner: str, seconds: float) -> None:
        self.seconds = seconds
        self.holder = ""
        self._key = key
        self._owner = owner
        self._hold = script(redis, "hold")
        self._release = script(redis, "release")

    async def take(self) -> bool:
        """Takes the lease; False where another owner has it."""
        self.holder = f"{self._owner} {secrets.token_hex(6)}"
        return await self._renew()

    async def keep_while(self, work: asyncio.Task[Any]) -> None:
        """Renews the lease until `work` ends or the lease is lost; Redis may be away meanwhile."""
        renewed = time.monotonic()
        while time.monotonic() < renewed + self.seconds and not work.done():
            await asyncio.wait([work], timeout=self.seconds / 3)
            with contextlib.suppress(RedisError):  # the lease may still hold when Redis is back
                if not await self._renew():
                    return
                renewed = time.monotonic()

    async def release(self) -> None:
        """Gives the lease to whoever wants it; where Redis is away, it runs out by itself."""
        with contextlib.suppress(RedisError):
            await self._release(args=[self._key, self.holder])

    async def _renew(self) -> bool:
        milliseconds = int(1000 * self.seconds)
        return bool(await self._hold(args=[self._key, self._owner, self.holder, milliseconds]))
