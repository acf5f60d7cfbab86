"""Words answers by a language model, one after another; what cannot be worded is said as it is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from redis.exceptions import RedisError

from bot.channels.channel import Channel
from bot.delivery.backoff import Backoff
from bot.delivery.pace import Pace
from bot.delivery.pauses import pause
from bot.delivery.spoken import SpokenReplies
from bot.delivery.tasks import end
from bot.delivery.typing import typing
from bot.delivery.wordings import Waiting, Wordings
from bot.dialogue.turn import Turn
from bot.message import Reply

__all__ = ["LeftOver", "Word", "Writing"]

logger = logging.getLogger(__name__)

NOTED_SECONDS = 15.0
"""How long it is believed that somebody words answers after they last said so."""

Word = Callable[[Mapping[str, Any]], Awaitable[str | None]]
"""Words one request within its time; None where the passage itself is the better answer."""


class _Saying:
    """Says answers, aloud where their person is answered so."""

    def __init__(self, wordings: Wordings, spoken: SpokenReplies) -> None:
        self._wordings = wordings
        self._spoken = spoken

    async def say(self, waiting: Waiting, reply: Reply) -> None:
        turn = Turn([reply], voice=waiting.unworded.voice)
        replies = await self._spoken.add(waiting.person, turn)
        if not await self._wordings.say(waiting, replies):
            logger.info("an answer to %s had been given", waiting.message_id)


class Writing:
    """Words what waits, until `stop`; `writers` at a time, who wait for each other at the model.

    `consumer` as in Worker. What `word` fails with is logged by its type, and the passage said.
    """

    def __init__(
        self,
        wordings: Wordings,
        spoken: SpokenReplies,
        word: Word,
        consumer: str,
        *,
        channels: Iterable[Channel],
        pace: Pace,
        writers: int = 4,
        block_ms: int = 1000,
    ) -> None:
        self._wordings = wordings
        self._saying = _Saying(wordings, spoken)
        self._word = word
        self._consumer = consumer
        self._channels = {channel.name: channel for channel in channels}
        self._pace = pace
        self._writers = writers
        self._block_ms = block_ms
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Works until `stop`; when cancelled, leaves what it has to another."""
        noting = asyncio.create_task(self._note(), name=f"{self._consumer} is there")
        try:
            await asyncio.gather(*(self._write(number) for number in range(self._writers)))
        finally:
            await end(noting)

    def stop(self) -> None:
        """Has `run` return after what it is working on."""
        self._stopping.set()

    async def _note(self) -> None:
        while True:
            try:
                await self._wordings.note_writing(NOTED_SECONDS)
            except RedisError as problem:
                logger.warning("answers to be worded: %s", problem)
            await asyncio.sleep(NOTED_SECONDS / 3)

    async def _write(self, number: int) -> None:
        backoff = Backoff(0.1, 2.0)
        consumer = f"{self._consumer}.{number}"
        resuming = True
        while not self._stopping.is_set():
            try:
                if resuming:
                    await self._wordings.open()
                    waiting = await self._wordings.resume(consumer)
                    resuming = waiting is not None
                else:
                    waiting = await self._wordings.take(consumer, self._block_ms)
                if waiting is not None:
                    await self._saying.say(waiting, await self._reply(waiting))
            except RedisError as problem:
                logger.warning("answers to be worded: %s", problem)
                resuming = True  # a Redis that lost everything has lost the line as well
                await pause(self._stopping, backoff.next())
            else:
                backoff.reset()

    async def _reply(self, waiting: Waiting) -> Reply:
        unworded = waiting.unworded
        async with typing(self._channels.get(waiting.person.channel), waiting.person, self._pace):
            try:
                text = await self._word(unworded.request)
            except Exception as problem:  # whatever it is, the person is answered
                logger.error("an answer was not worded: %s", type(problem).__name__)
                text = None
        if text is None:
            return unworded.reply
        return Reply(f"{text}\n{unworded.source}", unworded.reply.buttons)


class LeftOver:
    """Says what nobody has worded within `seconds`; several may run side by side."""

    def __init__(
        self,
        wordings: Wordings,
        spoken: SpokenReplies,
        *,
        seconds: float = 45.0,
        every: float = 2.0,
    ) -> None:
        self._wordings = wordings
        self._saying = _Saying(wordings, spoken)
        self._seconds = seconds
        self._every = every

    async def run(self) -> None:
        """Looks until cancelled; while Redis is away it waits."""
        while True:
            try:
                for waiting in await self._wordings.older_than(self._seconds):
                    logger.warning("nobody words answers: the passage is said")
                    await self._saying.say(waiting, waiting.unworded.reply)
            except RedisError as problem:
                logger.warning("answers to be worded: %s", problem)
            await asyncio.sleep(self._every)
