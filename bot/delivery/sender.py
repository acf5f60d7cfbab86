"""The sender brings the replies of one channel to its people, in order for each of them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.channels.channel import Channel, PushChannel
from bot.delivery import keys
from bot.delivery.backoff import Backoff
from bot.delivery.outbox import BATCH, Outbox
from bot.delivery.push import Push
from bot.delivery.scripts import script
from bot.delivery.tasks import end

__all__ = ["Sender"]

logger = logging.getLogger(__name__)


class Sender:
    """Serves the outbox of one channel.

    Where people fetch their replies themselves, replies move from the outbox to the conversation
    log in one step of Redis, so any number of senders may do so. Where replies are pushed, one
    sender at a time holds the channel: `owner` is its name (unique among living processes, best
    the same after a restart), `lease_seconds` how long it takes another one to replace it.
    """

    def __init__(
        self,
        redis: Redis,
        channel: Channel,
        owner: str,
        *,
        keep_seconds: int = 72 * 3600,
        lease_seconds: float = 10.0,
        first_retry: float = 0.5,
    ) -> None:
        if not channel.capabilities.pull and not isinstance(channel, PushChannel):
            raise TypeError(f"channel {channel.name} has no way to bring replies to people")
        self._channel = channel
        self._owner = owner
        self._lease_seconds = lease_seconds
        self._first_retry = first_retry
        self._hold = script(redis, "hold")
        self._outbox = Outbox(redis, channel.name, keep_seconds=keep_seconds)

    async def run(self) -> None:
        """Sends until cancelled; while Redis is away it waits."""
        backoff = Backoff(0.1, 2.0)
        channel = self._channel
        while True:
            try:
                if isinstance(channel, PushChannel) and not channel.capabilities.pull:
                    await self._push_while_held(channel)
                else:
                    await self._move_all()
                backoff.reset()
            except RedisError as problem:
                logger.warning("sender of %s: %s", self._channel.name, problem)
                await asyncio.sleep(backoff.next())

    async def _move_all(self) -> None:
        if await self._outbox.wait():
            while await self._outbox.deliver_oldest() == BATCH:
                pass

    async def _push_while_held(self, channel: PushChannel) -> None:
        if not await self._holds():
            await asyncio.sleep(self._lease_seconds / 3)
            return
        push = Push(channel, self._outbox, self._first_retry)
        pushing = asyncio.create_task(push.run(), name=f"push {channel.name}")
        try:
            await self._keep_lease(pushing)
        finally:
            await end(pushing)
        if not pushing.cancelled():
            pushing.result()

    async def _keep_lease(self, pushing: asyncio.Task[None]) -> None:
        """Renews the lease until it is lost or `pushing` ends."""
        renewed = time.monotonic()
        while time.monotonic() < renewed + self._lease_seconds and not pushing.done():
            await asyncio.wait([pushing], timeout=self._lease_seconds / 3)
            with contextlib.suppress(RedisError):  # the lease may still hold when Redis is back
                if not await self._holds():
                    return
                renewed = time.monotonic()

    async def _holds(self) -> bool:
        lease = keys.sender(self._channel.name)
        return bool(await self._hold(args=[lease, self._owner, int(1000 * self._lease_seconds)]))
