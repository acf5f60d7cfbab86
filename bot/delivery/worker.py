"""A worker takes one message after another, has it handled, and completes it."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import Awaitable, Callable

from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from bot.delivery import metrics
from bot.delivery.backoff import Backoff
from bot.delivery.mailbox import Lease, Mailbox
from bot.delivery.tasks import end
from bot.message import Inbound, Reply, TryLater

__all__ = ["Handler", "Worker"]

logger = logging.getLogger(__name__)

Handler = Callable[[Inbound, bool], Awaitable[list[Reply]]]
"""Answers one message; the second value says that it may have been handled before."""

MOST_DEATHS = 5
"""A message whose handling killed this many workers is not handed to another one."""


class _HandlingError(Exception):
    """Handling failed for good; the message is the reason, without anything the person wrote."""


class Worker:
    """One of several workers side by side; all of one mailbox share the work.

    `consumer` is unique among living workers; under the name it had before it was killed, a
    worker continues at once what it had begun. `apology` is what a person reads whose message
    could not be handled. A handler that raises TryLater (or cannot reach Redis) is asked again
    for `patience` seconds, then the message is left to be taken again; one that needs longer
    than `limit` seconds, fails otherwise or has no reply is logged, and its message becomes a
    dead letter.
    """

    def __init__(
        self,
        mailbox: Mailbox,
        handler: Handler,
        consumer: str,
        *,
        apology: str,
        patience: float = 60.0,
        limit: float = 120.0,
        block_ms: int = 1000,
    ) -> None:
        self._mailbox = mailbox
        self._handler = handler
        self._consumer = consumer
        self._apology = [Reply(apology)]
        self._patience = patience
        self._limit = limit
        self._block_ms = block_ms
        self._stopping = asyncio.Event()
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
        self._stopping.set()

    async def _work(self) -> None:
        backoff = Backoff(0.1, 2.0)
        resuming = True
        while not self._stopping.is_set():
            try:
                if resuming:
                    lease = await self._mailbox.resume(self._consumer)
                    resuming = lease is not None
                else:
                    lease = await self._mailbox.take(self._consumer, self._block_ms)
            except RedisError as problem:
                logger.warning("%s cannot take a message: %s", self._consumer, problem)
                resuming = True  # the answer that was lost may have been a message
                await self._pause(backoff.next())
                continue
            backoff.reset()
            if lease is not None:
                self._held = lease
                try:
                    if not await self._handle(lease):
                        resuming = True
                finally:
                    self._held = None

    async def _handle(self, lease: Lease) -> bool:
        """Handles one message; False when Redis could not be told how it ended."""
        began = time.monotonic()
        try:
            replies = await self._replies(lease)
        except _HandlingError as failure:
            reason = str(failure)
            logger.error("message %s: %s%s", _name(lease), reason, _frames(failure.__cause__))
            return await self._end(lease, lambda: self._mailbox.bury(lease, reason, self._apology))
        except TryLater:
            logger.warning("message %s is left to be taken again", _name(lease))
            return await self._end(lease, lambda: self._mailbox.postpone(lease))
        else:
            metrics.HANDLING_SECONDS.observe(time.monotonic() - began)
            return await self._end(lease, lambda: self._mailbox.complete(lease, replies))

    async def _replies(self, lease: Lease) -> list[Reply]:
        """The handler's replies; raises _HandlingError, or TryLater when patience has run out."""
        if lease.deaths >= MOST_DEATHS:
            raise _HandlingError(f"handling it has ended {lease.deaths} workers")
        deadline = time.monotonic() + self._patience
        backoff = Backoff(0.1, 5.0)
        again = lease.attempt > 1
        while True:
            try:
                replies = await self._ask(lease.inbound, again)
            except (TryLater, RedisConnectionError, RedisTimeoutError) as problem:
                delay = backoff.next()
                if self._stopping.is_set() or time.monotonic() + delay > deadline:
                    raise TryLater from problem
                logger.warning("message %s waits: %s", _name(lease), type(problem).__name__)
                await self._pause(delay)
                again = True
            except _HandlingError:
                raise
            except Exception as problem:
                raise _HandlingError(_where(problem)) from problem
            else:
                if not replies:
                    raise _HandlingError("there was no reply")
                return replies

    async def _ask(self, inbound: Inbound, again: bool) -> list[Reply]:
        """One call of the handler; raises _HandlingError when it takes too long."""
        asking = asyncio.ensure_future(self._handler(inbound, again))
        try:
            await asyncio.wait([asking], timeout=self._limit)
            if not asking.done():
                raise _HandlingError(f"handling took longer than {self._limit:.0f} s")
        finally:
            asking.cancel()
        if asking.cancelled():  # not by us: what the handler waited for was stopped
            raise TryLater
        return asking.result()

    async def _end(self, lease: Lease, step: Callable[[], Awaitable[bool]]) -> bool:
        """Repeats the last step until Redis has taken it, as long as it could still count."""
        backoff = Backoff(0.05, 1.0)
        deadline = time.monotonic() + self._mailbox.lease_seconds
        while True:
            try:
                if not await step():
                    logger.info("message %s had gone to another worker", _name(lease))
                return True
            except RedisError as problem:
                if self._stopping.is_set() or time.monotonic() > deadline:
                    logger.error("message %s was not completed: %s", _name(lease), problem)
                    return False
                await self._pause(backoff.next())

    async def _keep_lease(self) -> None:
        while True:
            await asyncio.sleep(self._mailbox.lease_seconds / 3)
            lease = self._held
            if lease is not None:
                try:
                    await self._mailbox.renew(lease)
                except RedisError as problem:
                    logger.warning("message %s: lease not renewed: %s", _name(lease), problem)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except asyncio.TimeoutError:
            return


def _name(lease: Lease) -> str:
    """A message in the operators' log: neither its text nor who wrote it."""
    return f"{lease.inbound.id} on {lease.person.channel} (attempt {lease.attempt})"


def _where(problem: BaseException) -> str:
    """An error's type and the line that raised it; its own text might quote what a person wrote."""
    frames = traceback.extract_tb(problem.__traceback__)
    return f"{type(problem).__name__} in {frames[-1].filename}:{frames[-1].lineno}"


def _frames(problem: BaseException | None) -> str:
    """The lines of code that led to an error, below one another."""
    if problem is None:
        return ""
    return "\n" + "".join(traceback.format_tb(problem.__traceback__)).rstrip()
