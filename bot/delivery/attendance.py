"""What goes with listening: it is known that somebody does, and no recording outlives its use."""

from __future__ import annotations

import asyncio
import logging
import time

from redis.exceptions import RedisError

from bot.delivery.ear import Ear
from bot.delivery.recordings import Recordings
from bot.delivery.voice_notes import VoiceNotes

__all__ = ["Attendance"]

logger = logging.getLogger(__name__)

SCRUB_SECONDS = 3600.0
"""How often the server forgets for good what was deleted."""


class Attendance:
    """Says every third of `seconds` that this process listens, unless its `ear` is stuck."""

    def __init__(
        self, notes: VoiceNotes, recordings: Recordings, ear: Ear, *, seconds: float = 10.0
    ) -> None:
        self._notes = notes
        self._recordings = recordings
        self._ear = ear
        self._seconds = seconds

    async def run(self) -> None:
        """Sweeps recordings once, then attends until cancelled; while Redis is away it waits."""
        next_scrub = 0.0
        while True:
            try:
                if not self._ear.is_stuck:
                    await self._notes.note_listening(self._seconds)
                if time.monotonic() >= next_scrub:
                    swept = await self._recordings.sweep()
                    if swept:
                        logger.warning("%d recordings were left behind and are deleted", swept)
                    await self._recordings.scrub()
                    next_scrub = time.monotonic() + SCRUB_SECONDS
            except RedisError as problem:
                logger.warning("listening: %s", problem)
            await asyncio.sleep(self._seconds / 3)
