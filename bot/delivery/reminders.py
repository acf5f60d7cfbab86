"""Reminds people of deadlines, each time once, however often processes are killed meanwhile.

A reminder is written down in SQL, then put into the outbox under the id written with it (Redis
knows the ids it was given), then settled in SQL. Whoever is killed between two of these steps, or
works beside another process, repeats a step that then changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, timezone

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.channels.channel import Channel
from bot.delivery import metrics
from bot.delivery.announcements import Announced, Announcements
from bot.delivery.looking import keep_looking
from bot.knowledge.placeholders import fill
from bot.message import Person, Reply, TryLater
from bot.plans.register import Register
from bot.plans.reminder_book import ReminderBook, ReminderMessage, State
from bot.plans.reminder_texts import reminder_texts
from bot.plans.reminders import due_reminders, is_daytime, still_due
from bot.plans.subscriptions import Subscriptions
from bot.store.database import VIETNAM_TIME

__all__ = ["Reminders"]

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 60.0


def _now() -> datetime:
    return datetime.now(timezone.utc)


class Reminders:
    """Looks every `every` seconds what is due, by day in Vietnam; several may run side by side.

    `register` gives the plans as they are now, `words` what stands for the placeholders for a
    person with that form of address (its id, or None), `clock` the time with a zone. A person of a
    channel that is not among `channels` is written to when it is again.
    """

    def __init__(
        self,
        redis: Redis,
        channels: Iterable[Channel],
        subscriptions: Subscriptions,
        book: ReminderBook,
        *,
        register: Callable[[], Register],
        words: Callable[[str | None], Mapping[str, str]],
        clock: Callable[[], datetime] = _now,
        every: float = LOOK_EVERY_SECONDS,
    ) -> None:
        self._announcements = Announcements(redis)
        self._windows = {channel.name: channel.capabilities.window for channel in channels}
        self._subscriptions = subscriptions
        self._book = book
        self._register = register
        self._words = words
        self._clock = clock
        self._every = every

    async def run(self) -> None:
        """Reminds until cancelled; while Redis or the database is away it waits."""
        await keep_looking(self.look, self._every, "reminders", logger)

    async def look(self) -> None:
        """Sends what is due now, and what was left over; nothing at night.

        Raises RedisError and TryLater.
        """
        now = self._clock()
        if not is_daytime(now):
            return
        register = self._register()
        await asyncio.to_thread(self._write_down, register, now)
        for message_id in await asyncio.to_thread(self._book.open_messages):
            # Read only now: by the time it is their turn, people may have ended it or gone.
            message = await asyncio.to_thread(self._book.open_message, message_id)
            if message is not None:
                await self._send(register, message, now)

    def _write_down(self, register: Register, now: datetime) -> None:
        today = now.astimezone(VIETNAM_TIME).date()
        metrics.REMINDERS.labels(State.LATE.value).inc(self._book.expire(today, now))
        due = due_reminders(register, self._subscriptions.all(), self._book.written(today), today)
        for reminders in due.values():
            self._book.write(reminders, now)

    async def _send(self, register: Register, message: ReminderMessage, now: datetime) -> None:
        try:
            state = await self._put(register, message, now)
        except (RedisError, TryLater):
            raise
        except Exception as problem:  # one person's reminder must not stop those of all others
            logger.error("%s failed with %s", message.id, type(problem).__name__)
            return
        changed = await asyncio.to_thread(self._book.settle, message, state, now)
        metrics.REMINDERS.labels(state.value).inc(changed)
        if changed and state is not State.SENT:
            logger.info("%s: %s", message.id, state.value)

    async def _put(self, register: Register, message: ReminderMessage, now: datetime) -> State:
        """Puts a message into the outbox, unless it is there or must not be sent."""
        reminders = [each for each in message.reminders if still_due(register, each)]
        if not reminders:
            return State.GONE
        person = Person.from_key(message.person)
        window = self._windows.get(person.channel, timedelta())
        words = self._words(message.address_form)
        texts = reminder_texts(register, reminders, now.astimezone(VIETNAM_TIME).date())
        replies = [Reply(fill(text, words)) for text in texts]
        put = await self._announcements.announce(person, message.id, replies, window, now)
        return State.HELD if put is Announced.CLOSED else State.SENT
