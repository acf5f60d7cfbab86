"""Takes one message after another from a line and sees to it under a lease, until told to stop."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from redis.exceptions import RedisError

from bot.delivery.backoff import Backoff
from bot.delivery.pauses import pause
from bot.delivery.tasks import end
from bot.delivery.waiting_line import Lease, WaitingLine

__all__ = ["LeasedWork", "name_of"]

logger = logging.getLogger(__name__)


class LeasedWork:
    """What one consumer of `line` does: `handle` each message, which ends with `settle`.

    `consumer` is unique among those alive; under the name it had before it was killed it
    continues at once what it had begun. `handle` says False where Redis could not be told how a
    message ended.
    """

    def __init__(
        self,
        line: WaitingLine,
        consumer: str,
        handle: Callable[[Lease], Awaitable[bool]],
        block_ms: int = 1000,
    ) -> None:
        self.stopping = asyncio.Event()
        self._line = line
        self._consumer = consumer
        self._handle = handle
        self._block_ms = block_ms
        self._held: Lease | None = None

    async def run(self) -> None:
        """Works until `stop`; when cancelled, leaves its message to be taken by another."""
        renewing = asyncio.create_task(self._keep_lease(), name=f"{self._consumer} renews")
        try:
            await self._work()
        finally:
            await end(renewing)

    def stop(self) -> None:
        """Has `run` return after the current message."""
        self.stopping.set()

    async def settle(self, lease: Lease, step: Callable[[], Awaitable[bool]]) -> bool:
        """Repeats the last step until Redis has taken it, as long as it could still count.

        False when Redis could not be told.
        """
        backoff = Backoff(0.05, 1.0)
        deadline = time.monotonic() + self._line.lease_seconds
        while True:
            try:
                if not await step():
                    logger.info("message %s had gone to another one", name_of(lease))
                return True
            except RedisError as problem:
                if self.stopping.is_set() or time.monotonic() > deadline:
                    logger.error("message %s was not completed: %s", name_of(lease), problem)
                    return False
                await pause(self.stopping, backoff.next())

    async def _work(self) -> None:
        backoff = Backoff(0.1, 2.0)
        resuming = True
        while not self.stopping.is_set():
            try:
                if resuming:
                    lease = await self._line.resume(self._consumer)
                    resuming = lease is not None
                else:
                    lease = await self._line.take(self._consumer, self._block_ms)
            except RedisError as problem:
                logger.warning("%s cannot take a message: %s", self._consumer, problem)
                resuming = True  # the answer that was lost may have been a message
                await pause(self.stopping, backoff.next())
                continue
            backoff.reset()
            if lease is not None:
                self._held = lease
                try:
                    if not await self._handle(lease):
                        resuming = True
                finally:
                    self._held = None

    async def _keep_lease(self) -> None:
        while True:
            await asyncio.sleep(self._line.lease_seconds / 3)
            lease = self._held
            if lease is not None:
                try:
                    await self._line.renew(lease)
                except RedisError as problem:
                    logger.warning("message %s: lease not renewed: %s", name_of(lease), problem)


def name_of(lease: Lease) -> str:
    """A message in the operators' log: neither its text nor who wrote it."""
    return f"{lease.inbound.id} on {lease.person.channel} (attempt {lease.attempt})"
