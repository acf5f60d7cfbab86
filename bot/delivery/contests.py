"""Tells players that their contest begins and how it ended, each once, whoever is killed meanwhile.

As with reminders: who is killed between the outbox and SQL repeats a step that changes nothing,
because the outbox knows the id. Where a channel's window is closed nobody is written to; they are
offered the contest with the next word they write themselves (`actions.place.menu`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, timezone

from redis.asyncio import Redis

from bot.channels.channel import Channel
from bot.delivery.announcements import Announced, Announcements
from bot.delivery.looking import keep_looking
from bot.knowledge.placeholders import fill
from bot.learning.contest_book import Contests
from bot.learning.contest_calls import Call, ContestCalls
from bot.message import Button, Person, Reply
from bot.payload import encode

__all__ = ["ContestStarts"]

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 1.0
SWEEP_EVERY = timedelta(hours=1)

_PLAY = Button("Vào đố vui", encode("join_contest"))
_RANKING = Button("Xem xếp hạng", encode("contest_ranking"))
_MISSED = Button("Xem đáp án câu sai", encode("join_contest", "missed-0"))


def _now() -> datetime:
    return datetime.now(timezone.utc)


class ContestStarts:
    """Looks every `every` seconds who is to be told; several may run side by side.

    `words` gives what stands for the placeholders for a person with that form of address (its id,
    or None), `clock` the time with a zone.
    """

    def __init__(
        self,
        redis: Redis,
        channels: Iterable[Channel],
        contests: Contests,
        *,
        words: Callable[[str | None], Mapping[str, str]],
        clock: Callable[[], datetime] = _now,
        every: float = LOOK_EVERY_SECONDS,
    ) -> None:
        self._announcements = Announcements(redis)
        self._windows = {channel.name: channel.capabilities.window for channel in channels}
        self._contests = contests
        self._calls = ContestCalls(contests.engine)
        self._words = words
        self._clock = clock
        self._every = every
        self._swept_at: datetime | None = None

    async def run(self) -> None:
        """Tells until cancelled; while Redis or the database is away it waits."""
        await keep_looking(self.look, self._every, "contests", logger)

    async def look(self) -> None:
        """Tells whoever is to be told now, and deletes old contests now and then.

        Raises RedisError and TryLater.
        """
        now = self._clock()
        if self._swept_at is None or now - self._swept_at >= SWEEP_EVERY:
            await asyncio.to_thread(self._contests.sweep, now)
            self._swept_at = now
        for call in await asyncio.to_thread(self._calls.due, now):
            await self._tell(call, now)

    async def _tell(self, call: Call, now: datetime) -> None:
        person = Person.from_key(call.person)
        window = self._windows.get(person.channel, timedelta())
        text = fill(call.text, self._words(call.address_form))
        replies = [Reply(text, (_PLAY,) if call.plays else (_RANKING, _MISSED))]
        put = await self._announcements.announce(person, call.id, replies, window, now)
        if put is Announced.CLOSED:
            logger.info("%s: the channel is closed", call.id)
        await asyncio.to_thread(self._calls.settle, call.player_id, call.stage)
