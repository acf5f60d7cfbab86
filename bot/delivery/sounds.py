"""Where the sound of a voice note comes from: its platform, or our own page."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable

from redis.exceptions import RedisError

from bot.channels.channel import Channel, FetchError, FetchErrorKind, PushChannel
from bot.delivery.backoff import Backoff
from bot.delivery.recordings import Recordings
from bot.message import Inbound

__all__ = ["Sounds"]

logger = logging.getLogger(__name__)


class Sounds:
    """Fetches sounds; a platform that is away is asked again for `patience` seconds."""

    def __init__(
        self, channels: Iterable[Channel], recordings: Recordings, *, patience: float = 20.0
    ) -> None:
        self._channels = {channel.name: channel for channel in channels}
        self._recordings = recordings
        self._patience = patience

    async def fetch(self, inbound: Inbound) -> bytes:
        """The sound of a voice note, which has `media`; raises FetchError."""
        backoff = Backoff(0.3, 5.0)
        deadline = time.monotonic() + self._patience
        while True:
            try:
                return await self._fetch(inbound)
            except FetchError as problem:
                delay = max(backoff.next(), problem.retry_after or 0.0)
                passes = problem.kind is FetchErrorKind.UNAVAILABLE
                if not passes or time.monotonic() + delay > deadline:
                    raise
                await asyncio.sleep(delay)

    async def _fetch(self, inbound: Inbound) -> bytes:
        assert inbound.media is not None
        channel = self._channels.get(inbound.person.channel)
        if isinstance(channel, PushChannel) and not channel.capabilities.pull:
            try:
                return await channel.fetch_media(inbound.media)
            except FetchError:
                raise
            except Exception as problem:  # a mistake in the channel: the person is still answered
                logger.error("fetching from %s: %s", channel.name, type(problem).__name__)
                raise FetchError(FetchErrorKind.GONE) from problem
        try:
            sound = await self._recordings.take(inbound.person, inbound.id)
        except RedisError as problem:
            raise FetchError(FetchErrorKind.UNAVAILABLE) from problem
        if sound is None:
            raise FetchError(FetchErrorKind.GONE)
        return sound
