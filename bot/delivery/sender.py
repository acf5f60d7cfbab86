"""The sender brings the replies of one channel to its people, in order for each of them."""

from __future__ import annotations

import asyncio
import logging

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.channels.channel import Channel, PushChannel
from bot.delivery import keys
from bot.delivery.backoff import Backoff
from bot.delivery.leasing import SoleLease
from bot.delivery.outbox import BATCH, Outbox
from bot.delivery.pace import Pace
from bot.delivery.pauses import pause
from bot.delivery.progress import Progress
from bot.delivery.push import Push
from bot.delivery.quota import Quotas
from bot.delivery.tasks import end

__all__ = ["Sender"]

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 24 * 3600.0
"""How long replies are tried to be sent; later ones would answer what is long forgotten."""


class Sender:
    """Serves the outbox of one channel.

    Where people fetch their replies themselves, replies move from the outbox to the conversation
    log in one step of Redis, so any number of senders may do so. Where replies are pushed, one
    sender at a time holds the channel: `owner` is its name (unique among living processes, best
    the same after a restart), `lease_seconds` how long it takes another one to replace it.
    `first_retry` is the shortest wait before a call is made again, in seconds; `patience` how
    long after they were answered replies may still be sent.
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
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        if not channel.capabilities.pull and not isinstance(channel, PushChannel):
            raise TypeError(f"channel {channel.name} has no way to bring replies to people")
        self._redis = redis
        self._channel = channel
        self._keep_seconds = keep_seconds
        self._first_retry = first_retry
        self._patience = patience
        self._lease = SoleLease(redis, keys.sender(channel.name), owner, lease_seconds)
        self._outbox = Outbox(redis, channel.name, keep_seconds=keep_seconds)
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Sends until `stop`; while Redis is away it waits.

        When cancelled it leaves calls under way, whose end nobody knows: better call `stop`.
        """
        backoff = Backoff(0.1, 2.0)
        channel = self._channel
        while not self._stopping.is_set():
            try:
                if isinstance(channel, PushChannel) and not channel.capabilities.pull:
                    await self._push_while_held(channel)
                else:
                    await self._move_all()
                backoff.reset()
            except RedisError as problem:
                logger.warning("sender of %s: %s", self._channel.name, problem)
                await pause(self._stopping, backoff.next())

    def stop(self) -> None:
        """Has `run` return once the calls under way have ended, within a few seconds."""
        self._stopping.set()

    async def _move_all(self) -> None:
        if await self._outbox.wait():
            while await self._outbox.deliver_oldest() == BATCH:
                pass

    async def _push_while_held(self, channel: PushChannel) -> None:
        if not await self._lease.take():
            await pause(self._stopping, self._lease.seconds / 3)
            return
        progress = Progress(
            self._redis,
            channel.name,
            channel.capabilities,
            self._lease.holder,
            keep_seconds=self._keep_seconds,
        )
        push = Push(
            channel,
            self._outbox,
            progress,
            Pace(self._redis),
            Quotas(self._redis),
            first_retry=self._first_retry,
            patience=self._patience,
            stopping=self._stopping,
        )
        pushing = asyncio.create_task(push.run(), name=f"push {channel.name}")
        try:
            await self._lease.keep_while(pushing)
        finally:
            await end(pushing)
            await self._lease.release()
        if not pushing.cancelled():
            pushing.result()
