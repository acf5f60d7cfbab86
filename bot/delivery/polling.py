"""Asks a platform for what people wrote, where it is not sent to us."""

from __future__ import annotations

import asyncio
import logging
import time

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.channels.channel import PollingChannel, Received, SendError, SendErrorKind
from bot.delivery import keys, metrics
from bot.delivery.backoff import Backoff
from bot.delivery.intake import take_in
from bot.delivery.leasing import SoleLease
from bot.delivery.mailbox import Accepted, Mailbox
from bot.delivery.pauses import pause
from bot.delivery.tasks import end
from bot.message import Inbound, Person

__all__ = ["Polling"]

logger = logging.getLogger(__name__)

STOP_SECONDS = 5.0
"""How long a request may take to end when polling stops; its messages may come only once."""

REFUSED_SECONDS = 20.0
"""How long a message that a mailbox does not take now is offered again: after a time of rest a
platform brings at once what somebody wrote in hours.
"""

IMPATIENT_SECONDS = 600.0
"""Who writes more than can be taken even so is not waited for again for so long."""


class Polling:
    """Takes in what comes on `channel`; of all processes one at a time asks for it.

    `owner` and `lease_seconds` as in Sender. A platform is told that its messages have arrived
    when they were stored, so none is lost where Redis is away or a process dies.
    """

    def __init__(
        self,
        redis: Redis,
        channel: PollingChannel,
        mailbox: Mailbox,
        owner: str,
        *,
        lease_seconds: float = 10.0,
        first_retry: float = 0.5,
    ) -> None:
        self._channel = channel
        self._mailbox = mailbox
        self._lease = SoleLease(redis, keys.poller(channel.name), owner, lease_seconds)
        self._first_retry = first_retry
        self._flooding: dict[Person, float] = {}
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Asks until `stop`; while Redis or the platform is away it waits."""
        backoff = Backoff(0.1, 2.0)
        while not self._stopping.is_set():
            try:
                if await self._lease.take():
                    await self._ask_while_held()
                else:
                    await pause(self._stopping, self._lease.seconds / 3)
                backoff.reset()
            except RedisError as problem:
                logger.warning("polling of %s: %s", self._channel.name, problem)
                await pause(self._stopping, backoff.next())

    def stop(self) -> None:
        """Has `run` return once the messages in hand were stored, within a few seconds."""
        self._stopping.set()

    async def _ask_while_held(self) -> None:
        asking = asyncio.create_task(self._ask(), name=f"poll {self._channel.name}")
        keeping = asyncio.create_task(self._lease.keep_while(asking))
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait([keeping, stopping], return_when=asyncio.FIRST_COMPLETED)
            if stopping.done():
                await asyncio.wait([asking], timeout=STOP_SECONDS)
        finally:
            await end(asking, keeping, stopping)
            await self._lease.release()
        if not asking.cancelled():
            asking.result()

    async def _ask(self) -> None:
        backoff = Backoff(self._first_retry, 120 * self._first_retry)
        while not self._stopping.is_set():
            try:
                received = await self._channel.poll()
            except SendError as problem:
                self._note(problem)
                await pause(self._stopping, max(backoff.next(), problem.retry_after or 0.0))
            except (
                Exception
            ) as problem:  # a mistake in the channel: the next messages may be others
                logger.exception("polling of %s failed", self._channel.name, exc_info=problem)
                metrics.POLLS.labels(self._channel.name, "failed").inc()
                await pause(self._stopping, backoff.next())
            else:
                metrics.POLLS.labels(self._channel.name, "answered").inc()
                backoff.reset()
                await self._take_in(received)

    async def _take_in(self, received: Received) -> None:
        if not await self._store(received):
            return
        if received.receipt:
            try:
                await self._channel.acknowledge(received.receipt)
            except SendError as problem:  # they come again, and are known then
                self._note(problem)

    async def _store(self, received: Received) -> bool:
        """Stores all of it, but what somebody writes too fast; False where polling stopped."""
        deadline = time.monotonic() + REFUSED_SECONDS
        while refused := await self._refused(received):
            now = time.monotonic()
            waited_for = [each for each in refused if now >= self._flooding.get(each.person, 0.0)]
            if now >= deadline or not waited_for:
                for each in refused:
                    self._flooding[each.person] = now + IMPATIENT_SECONDS
                metrics.DROPPED.labels(self._channel.name).inc(len(refused))
                logger.error("%d messages of %s were dropped", len(refused), self._channel.name)
                return True
            await pause(self._stopping, 0.5)
            if self._stopping.is_set():
                return False
        return True

    async def _refused(self, received: Received) -> list[Inbound]:
        """Stores what can be stored; returns the others."""
        backoff = Backoff(0.1, 2.0)
        while True:
            try:
                outcomes = await take_in(self._mailbox, received)
            except RedisError as problem:
                logger.warning("messages of %s wait: %s", self._channel.name, problem)
                await asyncio.sleep(backoff.next())
                continue
            return [
                inbound
                for inbound, outcome in zip(received.inbounds, outcomes, strict=True)
                if outcome in (Accepted.LIMITED, Accepted.FULL)
            ]

    def _note(self, problem: SendError) -> None:
        metrics.POLLS.labels(self._channel.name, problem.kind.value).inc()
        level = logging.ERROR if problem.kind is SendErrorKind.UNAUTHORIZED else logging.WARNING
        logger.log(level, "polling of %s: %s", self._channel.name, problem.kind.value)
