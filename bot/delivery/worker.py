"""A worker takes one message after another, has it handled, and completes it."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import Awaitable, Callable

from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from bot.delivery import metrics
from bot.delivery.backoff import Backoff
from bot.delivery.leased_work import LeasedWork, name_of
from bot.delivery.mailbox import Lease, Mailbox
from bot.delivery.pauses import pause
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
        self._apology = [Reply(apology)]
        self._patience = patience
        self._limit = limit
        self._work = LeasedWork(mailbox, consumer, self._handle, block_ms)

    async def run(self) -> None:
        """Works until `stop`; when cancelled, leaves its message to be taken by another."""
        await self._work.run()

    def stop(self) -> None:
        """Has `run` return after the current message."""
        self._work.stop()

    async def _handle(self, lease: Lease) -> bool:
        """Handles one message; False when Redis could not be told how it ended."""
        began = time.monotonic()
        try:
            replies = await self._replies(lease)
        except _HandlingError as failure:
            reason = str(failure)
            logger.error("message %s: %s%s", name_of(lease), reason, _frames(failure.__cause__))
            return await self._work.settle(
                lease, lambda: self._mailbox.bury(lease, reason, self._apology)
            )
        except TryLater:
            logger.warning("message %s is left to be taken again", name_of(lease))
            return await self._work.settle(lease, lambda: self._mailbox.postpone(lease))
        else:
            metrics.HANDLING_SECONDS.observe(time.monotonic() - began)
            return await self._work.settle(lease, lambda: self._mailbox.complete(lease, replies))

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
                if self._work.stopping.is_set() or time.monotonic() + delay > deadline:
                    raise TryLater from problem
                logger.warning("message %s waits: %s", name_of(lease), type(problem).__name__)
                await pause(self._work.stopping, delay)
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


def _where(problem: BaseException) -> str:
    """An error's type and the line that raised it; its own text might quote what a person wrote."""
    frames = traceback.extract_tb(problem.__traceback__)
    return f"{type(problem).__name__} in {frames[-1].filename}:{frames[-1].lineno}"


def _frames(problem: BaseException | None) -> str:
    """The lines of code that led to an error, below one another."""
    if problem is None:
        return ""
    return "\n" + "".join(traceback.format_tb(problem.__traceback__)).rstrip()
