"""Pushes the replies of one channel to its platform: people in parallel, each in order."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from redis.exceptions import RedisError

from bot.channels.channel import PushChannel, SendError
from bot.delivery.backoff import Backoff
from bot.delivery.outbox import Outbox, Outgoing
from bot.delivery.tasks import end
from bot.message import Person

__all__ = ["Push"]

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
"""With half a second at first and doubling, the last one comes after about a minute."""

MOST_IN_HAND = 1000


class Push:
    """Sends what is in `outbox` through `channel`; `first_retry` is in seconds."""

    def __init__(self, channel: PushChannel, outbox: Outbox, first_retry: float) -> None:
        self._channel = channel
        self._outbox = outbox
        self._first_retry = first_retry
        self._queues: dict[Person, deque[Outgoing]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(MOST_IN_HAND)

    async def run(self) -> None:
        """Sends until cancelled; what was not sent by then stays in the outbox."""
        try:
            await self._read()
        finally:
            await end(*self._tasks)

    async def _read(self) -> None:
        backoff = Backoff(0.1, 2.0)
        last = "0"
        while True:
            try:
                found = await self._outbox.after(last)
            except RedisError as problem:
                logger.warning("outbox of %s: %s", self._channel.name, problem)
                await asyncio.sleep(backoff.next())
                continue
            backoff.reset()
            for outgoing in found:
                await self._room.acquire()
                self._enqueue(outgoing)
                last = outgoing.entry

    def _enqueue(self, outgoing: Outgoing) -> None:
        queue = self._queues.get(outgoing.person)
        if queue is not None:
            queue.append(outgoing)
            return
        self._queues[outgoing.person] = deque([outgoing])
        task = asyncio.create_task(self._send_queue(outgoing.person))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send_queue(self, person: Person) -> None:
        queue = self._queues[person]
        while queue:
            await self._send(queue.popleft())
            self._room.release()
        del self._queues[person]

    async def _send(self, outgoing: Outgoing) -> None:
        reason = await self._problem(outgoing)
        if reason is None:
            await _until_redis_answers(lambda: self._outbox.delivered(outgoing))
            return
        logger.error("replies to %s on %s: %s", outgoing.message_id, self._channel.name, reason)
        await _until_redis_answers(lambda: self._outbox.discard(outgoing, reason))

    async def _problem(self, outgoing: Outgoing) -> str | None:
        """Sends; returns why it could not be sent in the end, None where it was."""
        backoff = Backoff(self._first_retry, 60.0)
        attempt = 1
        while True:
            try:
                await self._channel.send(outgoing.person, outgoing.message_id, outgoing.replies)
            except SendError as problem:
                if not problem.kind.passes or attempt == MOST_ATTEMPTS:
                    return f"{problem.kind.value} after {attempt} attempts"
                await asyncio.sleep(max(backoff.next(), problem.retry_after or 0.0))
                attempt += 1
            except Exception as problem:  # a mistake in the channel must not stop all others
                return f"the channel failed with {type(problem).__name__}"
            else:
                return None


async def _until_redis_answers(step: Callable[[], Awaitable[None]]) -> None:
    backoff = Backoff(0.1, 2.0)
    while True:
        try:
            return await step()
        except RedisError as problem:
            logger.warning("waiting for Redis: %s", problem)
            await asyncio.sleep(backoff.next())
