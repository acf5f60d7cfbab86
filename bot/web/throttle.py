"""How often one address may do something."""

from __future__ import annotations

import math
import time

from fastapi import HTTPException

from bot.channels.channel import Rate
from bot.delivery.pace import Pace

__all__ = ["REFUSED_RATE", "VISIT_RATE", "WRITE_RATE", "Throttle", "too_many"]

WRITE_RATE = Rate(count=1200, seconds=60.0, burst=400)
"""Messages of the chat page: a class of forty, or the many who share an address of a carrier."""

VISIT_RATE = Rate(count=600, seconds=60.0, burst=400)
"""Connections that the chat page opens to wait for news."""

REFUSED_RATE = Rate(count=30, seconds=60.0, burst=60)
"""Requests with a wrong secret, signature or token."""

MOST_REMEMBERED = 10_000

_TOO_MANY = "Có quá nhiều yêu cầu từ địa chỉ này. Xin thử lại sau ít giây."


class Throttle:
    """One limit for each address, which all processes share through Redis.

    An address that is over it is remembered here until it may come again, so that a flood of
    requests is not a flood of questions to Redis.
    """

    def __init__(self, pace: Pace, name: str, rate: Rate) -> None:
        self.name = name
        self._pace = pace
        self._rate = rate
        self._until: dict[str, float] = {}

    def wait(self, address: str) -> float:
        """Seconds until this address may come again, as far as this process knows; asks nobody."""
        return max(0.0, self._until.get(address, 0.0) - time.monotonic())

    async def take(self, address: str) -> float:
        """Counts one; 0.0, or where it is one too many the seconds to wait. Raises RedisError."""
        wait = self.wait(address)
        if wait == 0.0:
            wait = await self._pace.take(f"{self.name}:{address}", self._rate)
            self._remember(address, wait)
        return wait

    def _remember(self, address: str, wait: float) -> None:
        self._until.pop(address, None)
        if wait > 0.0:
            self._until[address] = time.monotonic() + wait
            if len(self._until) > MOST_REMEMBERED:
                del self._until[next(iter(self._until))]


def too_many(wait: float, detail: str = _TOO_MANY) -> HTTPException:
    """The refusal 429 of who may come again in `wait` seconds."""
    return HTTPException(429, detail, {"Retry-After": str(max(1, math.ceil(wait)))})
