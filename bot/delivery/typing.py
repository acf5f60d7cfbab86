"""Shows people that an answer is on its way, where it takes longer than a moment."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from redis.exceptions import RedisError

from bot.channels.channel import Channel, PushChannel, SendError
from bot.delivery.pace import Pace, channel_limit
from bot.delivery.tasks import end
from bot.message import Person

__all__ = ["typing"]

logger = logging.getLogger(__name__)

AFTER_SECONDS = 0.7
EVERY_SECONDS = 4.0
"""Telegram shows it for five seconds (https://core.telegram.org/bots/api#sendchataction)."""


@contextlib.asynccontextmanager
async def typing(
    channel: Channel | None,
    person: Person,
    pace: Pace,
    *,
    after: float = AFTER_SECONDS,
    every: float = EVERY_SECONDS,
) -> AsyncIterator[None]:
    """While its block runs: shows typing after `after` seconds and every `every` seconds then.

    Only on a platform that things are pushed to, and only where its rate limit leaves room now:
    a message that waits is worth more. Nothing that goes wrong with it is raised.
    """
    if not isinstance(channel, PushChannel) or channel.capabilities.pull:
        yield
        return
    showing = asyncio.create_task(_show(channel, person, pace, after, every))
    try:
        yield
    finally:
        await end(showing)


async def _show(
    channel: PushChannel, person: Person, pace: Pace, after: float, every: float
) -> None:
    await asyncio.sleep(after)
    while True:
        try:
            if await pace.take(channel_limit(channel.name), channel.capabilities.rate) == 0:
                await channel.typing(person)
        except (SendError, RedisError) as problem:
            logger.debug("typing on %s: %s", channel.name, problem)
        except Exception as problem:  # a mistake in the channel: the answer still comes
            logger.error("typing on %s failed with %s", channel.name, type(problem).__name__)
        await asyncio.sleep(every)
