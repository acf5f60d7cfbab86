"""Asking a platform for messages: each stored before the platform is told, by one process at a
time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from delivery_site import message, someone
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from small_platform import SmallPlatform, until

from bot.channels.channel import Rate, Received, SendError, SendErrorKind
from bot.delivery.mailbox import Accepted, Mailbox
from bot.delivery.polling import Polling
from bot.delivery.tasks import end, wind_down
from bot.message import Inbound


class Polled(SmallPlatform):
    """Gives what was written, five at once, until it is acknowledged; before that it raises
    `problems` when asked, and those in `deaf` when told.
    """

    def __init__(self, *inbounds: Inbound) -> None:
        super().__init__()
        self.waiting = list(inbounds)
        self.problems: list[Exception] = []
        self.deaf: list[Exception] = []
        self.polls = 0
        self.asking = 0

    async def poll(self) -> Received:
        self.polls += 1
        self.asking += 1
        try:
            if self.problems:
                raise self.problems.pop(0)
            await asyncio.sleep(0.005 if self.waiting else 0.02)
            given = tuple(self.waiting[:5])
            return Received(given, receipt=tuple(each.id for each in given))
        finally:
            self.asking -= 1

    async def acknowledge(self, receipt: Sequence[str]) -> None:
        if self.deaf:
            raise self.deaf.pop(0)
        self.waiting = [each for each in self.waiting if each.id not in receipt]


def some(count: int) -> list[Inbound]:
    return [message(number) for number in range(count)]


async def stored(redis: Redis) -> list[str]:
    return [fields[b"id"].decode() for _, fields in await redis.xrange(f"mailbox:{someone().key}")]


async def test_everything_is_stored_once_and_in_order(redis: Redis) -> None:
    platform = Polled(*some(23))
    platform.problems = [SendError(SendErrorKind.UNAVAILABLE), KeyError("update")]
    platform.deaf = [SendError(SendErrorKind.UNANSWERED)]
    polling = Polling(redis, platform, Mailbox(redis), "p", first_retry=0.01)
    task = asyncio.create_task(polling.run())
    await until(lambda: not platform.waiting)
    await wind_down([polling], [task], seconds=5)
    assert not task.cancelled()
    assert await stored(redis) == [f"m{number}" for number in range(23)]
    assert await redis.get("poller:web") is None


async def test_nothing_is_acknowledged_before_it_was_stored(redis: Redis) -> None:
    class Away(Mailbox):
        answers = False

        async def accept(self, inbound: Inbound, rate: Rate | None = None) -> Accepted:
            if not self.answers:
                raise RedisConnectionError
            return await super().accept(inbound, rate)

    platform, mailbox = Polled(*some(3)), Away(redis)
    task = asyncio.create_task(Polling(redis, platform, mailbox, "p").run())
    await until(lambda: platform.polls)
    await asyncio.sleep(0.3)
    assert len(platform.waiting) == 3
    assert platform.polls == 1
    mailbox.answers = True
    await until(lambda: not platform.waiting)
    await end(task)
    assert await stored(redis) == ["m0", "m1", "m2"]


async def test_one_process_at_a_time_asks_and_another_takes_over(redis: Redis) -> None:
    platforms = [Polled(), Polled()]
    tasks = [
        asyncio.create_task(Polling(redis, each, Mailbox(redis), name, lease_seconds=0.3).run())
        for each, name in zip(platforms, "ab", strict=True)
    ]
    await until(lambda: any(each.polls > 5 for each in platforms))
    first = 0 if platforms[0].polls else 1
    assert platforms[1 - first].polls == 0
    await end(tasks[first])
    await until(lambda: platforms[1 - first].polls > 5)
    assert platforms[first].asking == 0
    await end(*tasks)


async def test_stopping_waits_for_messages_that_may_come_only_once(redis: Redis) -> None:
    class Slow(Polled):
        async def poll(self) -> Received:
            self.polls += 1
            await asyncio.sleep(0.3)
            given, self.waiting = tuple(self.waiting), []
            return Received(given)

    platform = Slow(*some(2))
    polling = Polling(redis, platform, Mailbox(redis), "p")
    task = asyncio.create_task(polling.run())
    await until(lambda: platform.polls)
    polling.stop()
    await asyncio.wait_for(task, 5)
    assert platform.polls == 1
    assert await stored(redis) == ["m0", "m1"]


async def test_stopping_does_not_wait_for_a_long_poll(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.polling.STOP_SECONDS", 0.1)

    class Long(Polled):
        async def poll(self) -> Received:
            self.polls += 1
            await asyncio.sleep(3600)
            return Received()

    platform = Long()
    polling = Polling(redis, platform, Mailbox(redis), "p")
    task = asyncio.create_task(polling.run())
    await until(lambda: platform.polls)
    polling.stop()
    await asyncio.wait_for(task, 5)
    assert await redis.get("poller:web") is None


async def test_what_was_written_while_the_bot_rested_is_waited_for(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.intake.PERSON_RATE", Rate(count=10, seconds=1.0, burst=3))
    platform = Polled(*some(5))
    task = asyncio.create_task(Polling(redis, platform, Mailbox(redis), "p").run())
    await until(lambda: not platform.waiting)
    await end(task)
    assert await stored(redis) == ["m0", "m1", "m2", "m3", "m4"]


async def test_who_writes_without_end_does_not_keep_others_waiting(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.intake.PERSON_RATE", Rate(count=1, seconds=60.0, burst=3))
    monkeypatch.setattr("bot.delivery.polling.REFUSED_SECONDS", 0.3)
    platform = Polled(*some(30), message(99, someone("bình")))
    task = asyncio.create_task(Polling(redis, platform, Mailbox(redis), "p").run())
    await until(lambda: not platform.waiting, seconds=5)
    await end(task)
    assert await stored(redis) == ["m0", "m1", "m2"]
    assert await redis.xlen("mailbox:web:bình") == 1
