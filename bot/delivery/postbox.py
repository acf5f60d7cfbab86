"""Waits for replies: one subscription per process wakes whoever waits for the people concerned.

A notification that is lost costs no more than about a second: every one carries a running number
that Redis counts as well, and when the two differ, everybody who waits looks for themselves.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.delivery import keys
from bot.delivery.log import ConversationLog, Entry
from bot.delivery.tasks import end
from bot.message import Person, Reply

__all__ = ["Postbox"]

logger = logging.getLogger(__name__)

CHECK_SECONDS = 0.4
"""How often the number of notifications is compared; two checks find a lost one."""

RETRY_SECONDS = 0.3


class Postbox:
    """Waiting for replies and for entries of conversation logs, in one process."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._log = ConversationLog(redis)
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._heard = 0
        self._listener: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begins to listen; Redis may be away."""
        self._listener = asyncio.create_task(self._listen(), name="postbox")

    async def stop(self) -> None:
        """Ends listening."""
        if self._listener is not None:
            await end(self._listener)
            self._listener = None

    async def wait_replies(
        self, person: Person, message_id: str, timeout: float
    ) -> list[Reply] | None:
        """The replies of one message, at once if it was answered within the last day.

        None when there are none after `timeout` seconds. While Redis is away this just waits.
        """
        deadline = _now() + timeout
        with self._awake_for(f"{person.key}\n{message_id}") as news:
            while True:
                news.clear()
                try:
                    replies = await self._log.replies(person, message_id)
                except RedisError:
                    replies = None
                    self._look_again(news)
                if replies is not None:
                    return replies
                if not await _before(deadline, news):
                    return None

    async def wait_entries(
        self, person: Person, after: str = "-", timeout: float = 15.0
    ) -> list[Entry]:
        """The log's entries after the cursor `after`; empty when none come for `timeout` seconds.

        The person's own messages ("in") show up with the answer or at the end of the wait.
        Raises ValueError where `after` is not a cursor.
        """
        deadline = _now() + timeout
        with self._awake_for(person.key) as news:
            while True:
                news.clear()
                try:
                    entries = await self._log.read(person, after)
                except RedisError:
                    entries = []
                    self._look_again(news)
                if entries or not await _before(deadline, news):
                    return entries

    async def follow(self, person: Person, after: str = "-") -> AsyncIterator[Entry]:
        """Every entry of the log after the cursor `after`, and then the new ones as they come."""
        while True:
            for entry in await self.wait_entries(person, after):
                after = entry.cursor
                yield entry

    @contextlib.contextmanager
    def _awake_for(self, key: str) -> Iterator[asyncio.Event]:
        news = asyncio.Event()
        waiting = self._waiting.setdefault(key, set())
        waiting.add(news)
        try:
            yield news
        finally:
            waiting.discard(news)
            if not waiting:
                self._waiting.pop(key, None)

    async def _listen(self) -> None:
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as subscription:
                    await subscription.subscribe(keys.NEWS)
                    await self._hear(subscription)
            except RedisError as problem:
                logger.warning("the postbox lost its connection: %s", problem)
                await asyncio.sleep(RETRY_SECONDS)

    async def _hear(self, subscription: Any) -> None:
        counted: int | None = None
        next_check = 0.0
        while True:
            message = await subscription.get_message(timeout=CHECK_SECONDS)
            if message is not None:
                number, answered = json.loads(message["data"])
                if number != self._heard + 1:
                    self._wake_all()
                self._heard = number
                for person, message_id in answered:
                    self._wake(person)
                    self._wake(f"{person}\n{message_id}")
            if _now() >= next_check:
                # What was counted at the last check must have been heard by now. More than is
                # counted now cannot have been heard, unless Redis began anew.
                last, counted = counted, await self._count()
                if last is None or self._heard < last or self._heard > counted:
                    self._heard = counted
                    self._wake_all()
                next_check = _now() + CHECK_SECONDS

    async def _count(self) -> int:
        return int(await self._redis.get(keys.NEWS_COUNT) or 0)

    @staticmethod
    def _look_again(news: asyncio.Event) -> None:
        asyncio.get_running_loop().call_later(RETRY_SECONDS, news.set)

    def _wake(self, key: str) -> None:
        for news in self._waiting.get(key, ()):
            news.set()

    def _wake_all(self) -> None:
        for key in self._waiting:
            self._wake(key)


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _before(deadline: float, news: asyncio.Event) -> bool:
    """Waits for `news`; False when the deadline (loop time) comes first."""
    try:
        await asyncio.wait_for(news.wait(), deadline - _now())
    except asyncio.TimeoutError:
        return False
    return True
