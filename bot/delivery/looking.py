"""Looking again and again for something to do, while Redis and the database are there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from redis.exceptions import RedisError

from bot.message import TryLater

__all__ = ["keep_looking"]


async def keep_looking(
    look: Callable[[], Awaitable[None]], every: float, what: str, logger: logging.Logger
) -> None:
    """Looks every so many seconds until cancelled; while Redis or the database is away it waits.

    `what` is how the log names it.
    """
    while True:
        try:
            await look()
        except (RedisError, TryLater) as problem:
            logger.warning("%s wait: %s", what, problem)
        await asyncio.sleep(every)
