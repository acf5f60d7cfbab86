"""Turns voice notes into words: fetches a sound, has it heard, and keeps what it says."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable
from dataclasses import replace

from bot.channels.channel import Channel, FetchError, FetchErrorKind
from bot.channels.intake import inbound as cleaned
from bot.delivery import metrics
from bot.delivery.ear import Ear
from bot.delivery.leased_work import LeasedWork, name_of
from bot.delivery.pace import Pace
from bot.delivery.sounds import Sounds
from bot.delivery.tasks import end
from bot.delivery.typing import typing
from bot.delivery.voice_notes import UNAVAILABLE, VoiceNotes
from bot.delivery.waiting_line import Lease
from bot.message import Inbound, Spoken

__all__ = ["Hearing"]

logger = logging.getLogger(__name__)

MOST_DEATHS = 3
"""A note that ended this many of those who listened to it is not listened to again."""

STOP_SECONDS = 4.0
"""How long listening may go on when it is to stop; then somebody else begins anew."""


class _GivenBack(Exception):
    """Nobody has listened: the note is for somebody else."""


class Hearing:
    """One of several side by side, who share the `ear`: while it listens to one note, others fetch.

    What waits beyond them waits in Redis, so not more than their sounds are in memory.
    `consumer` as in Worker. A note that cannot be fetched or listened to is passed on as such:
    whatever happens, its person is answered.
    """

    def __init__(
        self,
        notes: VoiceNotes,
        sounds: Sounds,
        ear: Ear,
        consumer: str,
        *,
        channels: Iterable[Channel],
        pace: Pace,
        block_ms: int = 1000,
    ) -> None:
        self._notes = notes
        self._sounds = sounds
        self._ear = ear
        self._channels = {channel.name: channel for channel in channels}
        self._pace = pace
        self._work = LeasedWork(notes, consumer, self._handle, block_ms)

    async def run(self) -> None:
        """Listens until `stop`; when cancelled, leaves its note to be taken by another."""
        await self._work.run()

    def stop(self) -> None:
        """Has `run` return within some seconds; a note that takes longer is given back."""
        self._work.stop()

    async def _handle(self, lease: Lease) -> bool:
        began = time.monotonic()
        try:
            async with typing(self._channels.get(lease.person.channel), lease.person, self._pace):
                heard = await self._heard(lease)
        except _GivenBack:
            return await self._work.settle(lease, lambda: self._notes.give_back(lease))
        metrics.HEARING_SECONDS.observe(time.monotonic() - began)
        return await self._work.settle(lease, lambda: self._notes.heard(lease, heard))

    async def _heard(self, lease: Lease) -> Inbound:
        """The message with what was heard of it, or why nothing was."""
        inbound = lease.inbound
        if lease.deaths >= MOST_DEATHS:
            logger.error("message %s has ended %d processes", name_of(lease), lease.deaths)
            return replace(inbound, spoken=UNAVAILABLE)
        doing = asyncio.create_task(self._listen(lease))
        stopping = asyncio.create_task(self._work.stopping.wait())
        try:
            await asyncio.wait([doing, stopping], return_when=asyncio.FIRST_COMPLETED)
            if not doing.done():
                await asyncio.wait([doing], timeout=STOP_SECONDS)
            if not doing.done():
                raise _GivenBack
        finally:
            await end(doing, stopping)
        return doing.result()

    async def _listen(self, lease: Lease) -> Inbound:
        inbound = lease.inbound
        try:
            heard = await self._ear.listen(await self._sounds.fetch(inbound))
        except FetchError as problem:
            logger.warning("message %s: its sound is %s", name_of(lease), problem.kind.value)
            too_large = problem.kind is FetchErrorKind.TOO_LARGE
            return replace(inbound, spoken=Spoken("too_large", 0.0) if too_large else UNAVAILABLE)
        except Exception as problem:  # whatever it is, the person is answered
            logger.error("message %s: listening failed: %s", name_of(lease), type(problem).__name__)
            return replace(inbound, spoken=UNAVAILABLE)
        spoken = Spoken(heard.problem, heard.sure)
        if heard.problem:
            return replace(inbound, spoken=spoken)
        said = cleaned(inbound.person, inbound.id, f"{inbound.text} {heard.text}", 0.0)
        masked = tuple(dict.fromkeys((*inbound.masked, *said.masked)))
        return replace(inbound, text=said.text, masked=masked, spoken=spoken)
