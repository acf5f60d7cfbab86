"""Looks after those whose voice note waits: they are told so, and nobody waits for ever."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from redis.exceptions import RedisError

from bot.channels.channel import Channel
from bot.delivery.voice_notes import Unheard, VoiceNotes
from bot.message import Person, Reply, TryLater

__all__ = ["Patience"]

logger = logging.getLogger(__name__)


class Patience:
    """Looks every `every` seconds; several may run side by side.

    While somebody listens, who has waited for `reassure_after` seconds is told `sentence(person)`
    once a note, where their channel shows anything but answers. Where nobody does, a note that has
    waited for `give_up_after` seconds is passed on as one that could not be listened to.
    """

    def __init__(
        self,
        notes: VoiceNotes,
        channels: Iterable[Channel],
        sentence: Callable[[Person], str],
        *,
        reassure_after: float = 3.0,
        give_up_after: float = 30.0,
        every: float = 0.5,
    ) -> None:
        self._notes = notes
        self._reassured = {
            channel.name for channel in channels if channel.capabilities.window != timedelta()
        }
        self._sentence = sentence
        self._reassure_after = reassure_after
        self._give_up_after = give_up_after
        self._every = every
        self._last = "-"

    async def run(self) -> None:
        """Looks until cancelled; while Redis or the database is away it waits."""
        while True:
            try:
                await self.look()
            except (RedisError, TryLater) as problem:
                logger.warning("voice notes that wait: %s", problem)
            await asyncio.sleep(self._every)

    async def look(self) -> None:
        """Does now what is due; raises RedisError and TryLater."""
        if await self._notes.is_listened_to():
            await self._reassure_all()
        else:
            await self._give_up_all()

    async def _reassure_all(self) -> None:
        while found := await self._notes.waiting(self._reassure_after, self._last):
            for unheard in found:
                if unheard.person.channel in self._reassured:
                    await self._reassure(unheard)
                self._last = unheard.entry

    async def _give_up_all(self) -> None:
        while found := await self._notes.waiting(self._give_up_after):
            passed_on = [await self._notes.give_up(unheard) for unheard in found]
            logger.error("nobody listens to voice notes: %d given up", sum(passed_on))
            if not any(passed_on):
                return

    async def _reassure(self, unheard: Unheard) -> None:
        try:
            text = await asyncio.to_thread(self._sentence, unheard.person)
        except TryLater:
            raise
        except Exception as problem:  # one person's words must not keep all others waiting
            logger.error("a voice note that waits: %s", type(problem).__name__)
            return
        await self._notes.reassure(unheard, [Reply(text)])
