"""A lock that all processes share, for what only one of them may do."""

from __future__ import annotations

import secrets
from typing import Any, Protocol

from redis.asyncio import Redis

__all__ = ["Lock", "RedisLock"]

# KEYS[1]: the lock; ARGV: owner, milliseconds. 1, or 0 where another owner holds it.
_TAKE = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""

# KEYS[1]: the lock; ARGV: owner.
_RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('DEL', KEYS[1])
end
"""


class Lock(Protocol):
    """Held by one owner at a time; both methods raise redis.exceptions.RedisError."""

    async def take(self, seconds: float) -> bool:
        """Takes it, or holds it anew, for `seconds`; False where somebody else holds it."""
        ...

    async def release(self) -> None:
        """Gives it back, where it is held."""
        ...


class RedisLock:
    """A Lock in Redis under `key`; each object is an owner of its own."""

    def __init__(self, redis: Redis, key: str) -> None:
        self._key = key
        self._owner = secrets.token_hex(16)
        self._take: Any = redis.register_script(_TAKE)
        self._release: Any = redis.register_script(_RELEASE)

    async def take(self, seconds: float) -> bool:
        """See Lock."""
        milliseconds = round(1000 * seconds)
        return bool(await self._take(keys=[self._key], args=[self._owner, milliseconds]))

    async def release(self) -> None:
        """See Lock."""
        await self._release(keys=[self._key], args=[self._owner])
