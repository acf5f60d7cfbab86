"""What a worker does with handlers that fail, wait, hang or kill it."""

from __future__ import annotations

import asyncio
import logging
import time

import pytest
from delivery_site import APOLOGY, echo, message, running, someone
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.delivery.dead_letters import DeadLetters
from bot.delivery.tasks import end
from bot.delivery.worker import MOST_DEATHS, Worker
from bot.message import Inbound, Reply, TryLater

SORRY = [Reply(APOLOGY)]


async def test_an_unexpected_error_is_answered_logged_and_kept(
    redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    async def handler(inbound: Inbound, again: bool) -> list[Reply]:
        if inbound.id == "m1":
            raise ValueError(f"cannot handle {inbound.text}")
        return await echo(inbound, again)

    async with running(redis, handler) as site:
        await site.mailbox.accept(message(1, text="mật khẩu của bác"))
        await site.mailbox.accept(message(2))
        assert await site.postbox.wait_replies(someone(), "m1", 5) == SORRY
        assert await site.postbox.wait_replies(someone(), "m2", 5) == [Reply("echo 2")]
    [letter] = await DeadLetters(redis).read()
    assert letter.message_id == "m1"
    assert letter.reason.startswith("ValueError in ")
    [record] = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert "test_worker.py" in record.getMessage()
    assert "mật khẩu" not in caplog.text
    assert someone().user not in record.getMessage().split()


async def test_silence_is_an_error(redis: Redis) -> None:
    async def silent(_inbound: Inbound, _again: bool) -> list[Reply]:
        return []

    async with running(redis, silent) as site:
        await site.mailbox.accept(message(1))
        assert await site.postbox.wait_replies(someone(), "m1", 5) == SORRY
    [letter] = await DeadLetters(redis).read()
    assert letter.reason == "there was no reply"


async def test_a_handler_that_hangs_is_ended(redis: Redis) -> None:
    async def hanging(_inbound: Inbound, _again: bool) -> list[Reply]:
        await asyncio.sleep(60)
        return [Reply("too late")]

    async with running(redis, hanging, workers=1, limit=0.1) as site:
        await site.mailbox.accept(message(1))
        assert await site.postbox.wait_replies(someone(), "m1", 5) == SORRY


@pytest.mark.parametrize("error", [TryLater, RedisConnectionError])
async def test_what_passes_is_waited_for(redis: Redis, error: type[Exception]) -> None:
    seen: list[bool] = []

    async def locked_for_a_while(_inbound: Inbound, again: bool) -> list[Reply]:
        seen.append(again)
        if len(seen) < 3:
            raise error
        return [Reply("done")]

    async with running(redis, locked_for_a_while, lease_seconds=0.3) as site:
        await site.mailbox.accept(message(1))
        assert await site.postbox.wait_replies(someone(), "m1", 5) == [Reply("done")]
    assert seen == [False, True, True]


async def test_a_handler_whose_work_was_cancelled_is_asked_again(redis: Redis) -> None:
    calls = 0

    async def cancelled_once(_inbound: Inbound, _again: bool) -> list[Reply]:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise asyncio.CancelledError
        return [Reply("done")]

    async with running(redis, cancelled_once, workers=1) as site:
        await site.mailbox.accept(message(1))
        assert await site.postbox.wait_replies(someone(), "m1", 5) == [Reply("done")]


async def test_a_message_waits_longer_than_a_worker_has_patience(redis: Redis) -> None:
    calls = 0

    async def locked_for_long(_inbound: Inbound, _again: bool) -> list[Reply]:
        nonlocal calls
        calls += 1
        if calls <= 2 * MOST_DEATHS:
            raise TryLater
        return [Reply("done")]

    async with running(redis, locked_for_long, patience=0.0) as site:
        await site.mailbox.accept(message(1))
        assert await site.postbox.wait_replies(someone(), "m1", 5) == [Reply("done")]
    assert await DeadLetters(redis).read() == []


async def test_a_long_handling_keeps_its_lease(redis: Redis) -> None:
    calls = 0

    async def slow(_inbound: Inbound, _again: bool) -> list[Reply]:
        nonlocal calls
        calls += 1
        await asyncio.sleep(1.0)
        return [Reply("done")]

    async with running(redis, slow, lease_seconds=0.3) as site:
        await site.mailbox.accept(message(1))
        assert await site.postbox.wait_replies(someone(), "m1", 5) == [Reply("done")]
    assert calls == 1


async def test_a_message_that_kills_its_workers_is_buried(redis: Redis) -> None:
    begun = asyncio.Event()

    async def poison(inbound: Inbound, again: bool) -> list[Reply]:
        if inbound.id == "m1":
            begun.set()
            await asyncio.sleep(3600)
        return await echo(inbound, again)

    async with running(redis, poison, workers=0) as site:
        await site.mailbox.accept(message(1))
        await site.mailbox.accept(message(2))
        for _ in range(MOST_DEATHS):
            begun.clear()
            worker = Worker(site.mailbox, poison, "w", apology=APOLOGY)
            task = asyncio.create_task(worker.run())
            await begun.wait()
            await end(task)
        worker = Worker(site.mailbox, poison, "w", apology=APOLOGY, block_ms=100)
        task = asyncio.create_task(worker.run())
        assert await site.postbox.wait_replies(someone(), "m1", 5) == SORRY
        assert await site.postbox.wait_replies(someone(), "m2", 5) == [Reply("echo 2")]
        worker.stop()
        await task
    [letter] = await DeadLetters(redis).read()
    assert letter.reason == f"handling it has ended {MOST_DEATHS} workers"


async def test_stopping_finishes_the_current_message_and_begins_no_other(redis: Redis) -> None:
    begun = asyncio.Event()

    async def slow(_inbound: Inbound, _again: bool) -> list[Reply]:
        begun.set()
        await asyncio.sleep(0.2)
        return [Reply("done")]

    async with running(redis, slow, workers=1) as site:
        await site.mailbox.accept(message(1))
        await site.mailbox.accept(message(2))
        await begun.wait()
        site.workers[0].stop()
        await asyncio.wait_for(site.tasks[0], 2)
        assert await site.postbox.wait_replies(someone(), "m1", 2) == [Reply("done")]
        assert await site.postbox.wait_replies(someone(), "m2", 0.3) is None


async def test_an_idle_worker_stops_soon(redis: Redis) -> None:
    async with running(redis, workers=3) as site:
        await asyncio.sleep(0.05)
        began = time.monotonic()
        for worker in site.workers:
            worker.stop()
        await asyncio.gather(*site.tasks)
        assert time.monotonic() - began < 1.0
