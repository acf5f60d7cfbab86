"""The whole way of messages while its parts are killed: nothing lost, nothing twice, in order."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from delivery_site import APOLOGY, echo, eventually_empty, message, running, someone
from mortal_valkey import signal_to, supervised
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.delivery.connection import connect
from bot.delivery.log import ConversationLog
from bot.delivery.mailbox import Accepted, Mailbox
from bot.delivery.tasks import end
from bot.delivery.worker import Worker
from bot.message import Inbound, Person, Reply
from bot.store.valkey import embedded


async def accept_for_sure(mailbox: Mailbox, inbound: Inbound) -> None:
    """What a platform does: sends again until the bot has answered."""
    while True:
        try:
            assert await mailbox.accept(inbound) is not Accepted.FULL
            return
        except RedisError:
            await asyncio.sleep(0.05)


async def assert_answered_once_in_order(
    redis: Redis, people: Iterable[Person], numbers: range
) -> None:
    """Every person was answered `numbers`, each once, with the right text, in order."""
    log = ConversationLog(redis)
    for person in people:
        entries = await log.read(person, most=5000)
        for direction in ("in", "out"):
            ids = [entry.message_id for entry in entries if entry.direction == direction]
            assert ids == [f"m{number}" for number in numbers], (person, direction)
        for entry in entries:
            if entry.direction == "out":
                assert entry.replies == (Reply(f"echo {entry.message_id[1:]}"),)


async def test_each_person_in_order_and_people_in_parallel(redis: Redis) -> None:
    at_work: defaultdict[Person, int] = defaultdict(int)
    most_at_once = 0

    async def handler(inbound: Inbound, again: bool) -> list[Reply]:
        nonlocal most_at_once
        at_work[inbound.person] += 1
        assert at_work[inbound.person] == 1
        most_at_once = max(most_at_once, sum(at_work.values()))
        await asyncio.sleep(random.uniform(0, 0.01))
        at_work[inbound.person] -= 1
        return await echo(inbound, again)

    people = [someone(f"p{number}") for number in range(12)]
    async with running(redis, handler, workers=8) as site:
        for number in range(20):
            await asyncio.gather(*(site.mailbox.accept(message(number, each)) for each in people))
        await eventually_empty(redis)
    assert most_at_once == 8
    await assert_answered_once_in_order(redis, people, range(20))


async def test_a_thousand_messages_of_one_do_not_keep_another_waiting(redis: Redis) -> None:
    async with running(redis, workers=2) as site:
        outcomes = await asyncio.gather(*(site.mailbox.accept(message(n)) for n in range(1000)))
        assert set(outcomes) == {Accepted.NEW}
        began = time.monotonic()
        await site.mailbox.accept(message(1, someone("bình")))
        assert await site.postbox.wait_replies(someone("bình"), "m1", 10) == [Reply("echo 1")]
        assert time.monotonic() - began < 0.5
        assert await redis.xlen("mailbox:web:an") > 100
        await eventually_empty(redis)
        replies = [await site.log.replies(someone(), f"m{number}") for number in range(1000)]
    assert replies == [[Reply(f"echo {number}")] for number in range(1000)]


async def test_a_killed_valkey_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    people = [someone(f"p{number}") for number in range(20)]
    numbers = range(10)

    async def handler(inbound: Inbound, again: bool) -> list[Reply]:
        await asyncio.sleep(0.005)
        return await echo(inbound, again)

    async with supervised(tmp_path) as (server, redis), running(redis, handler) as site:

        async def write(person: Person) -> None:
            for number in numbers:
                await accept_for_sure(site.mailbox, message(number, person))

        async def ask(person: Person, number: int) -> list[Reply] | None:
            return await site.postbox.wait_replies(person, f"m{number}", 20)

        asking = [
            asyncio.create_task(ask(person, number)) for person in people for number in numbers
        ]
        writing = [asyncio.create_task(write(person)) for person in people]
        for pause in (0.03, 0.2, 0.5):
            await asyncio.sleep(pause)
            signal_to(server, signal.SIGKILL)
            await asyncio.sleep(0.5)
        await asyncio.gather(*writing)
        answers = await asyncio.gather(*asking)
        assert answers == [[Reply(f"echo {number}")] for _ in people for number in numbers]
        await eventually_empty(redis)
        await assert_answered_once_in_order(redis, people, numbers)
        assert await redis.xlen("dead") == 0


async def test_a_valkey_that_stands_still_is_waited_for(tmp_path: Path) -> None:
    async with supervised(tmp_path) as (server, redis), running(redis) as site:
        for number in range(50):
            await site.mailbox.accept(message(number))
        signal_to(server, signal.SIGSTOP)
        late = asyncio.create_task(accept_for_sure(site.mailbox, message(50)))
        await asyncio.sleep(2.0)
        signal_to(server, signal.SIGCONT)
        await late
        assert await site.postbox.wait_replies(someone(), "m50", 10) == [Reply("echo 50")]
        await assert_answered_once_in_order(redis, [someone()], range(51))


async def test_everything_works_again_after_seconds_without_valkey(tmp_path: Path) -> None:
    server = embedded(tmp_path)
    redis = connect(server.start())
    async with running(redis) as site:
        await site.mailbox.accept(message(0))
        await site.postbox.wait_replies(someone(), "m0", 5)
        server.stop()
        waiting = asyncio.create_task(site.postbox.wait_replies(someone(), "m1", 30))
        writing = asyncio.create_task(accept_for_sure(site.mailbox, message(1)))
        await asyncio.sleep(5)
        assert not any(task.done() for task in site.tasks)
        server.start()
        await writing
        began = time.monotonic()
        assert await waiting == [Reply("echo 1")]
        assert time.monotonic() - began < 4
        await assert_answered_once_in_order(redis, [someone()], range(2))
    await redis.close()
    await redis.connection_pool.disconnect()
    server.stop()


@pytest.mark.parametrize("seed", range(3))
async def test_workers_killed_at_random(redis: Redis, seed: int) -> None:
    """Workers die at any await and come back under their old or a new name, or hang too long."""
    chance = random.Random(seed)
    people = [someone(f"p{number}") for number in range(6)]
    numbers = range(15)
    mailbox = Mailbox(redis, lease_seconds=0.4)

    async def handler(inbound: Inbound, again: bool) -> list[Reply]:
        await asyncio.sleep(chance.uniform(0, 0.01))
        return await echo(inbound, again)

    def worker(name: str) -> asyncio.Task[None]:
        each = Worker(mailbox, handler, name, apology=APOLOGY, block_ms=100)
        return asyncio.create_task(each.run())

    async with running(redis, workers=0):
        for number in numbers:
            await asyncio.gather(*(mailbox.accept(message(number, person)) for person in people))
        names = [f"w{number}" for number in range(4)]
        tasks = [worker(name) for name in names]
        for death in range(25):
            await asyncio.sleep(chance.uniform(0, 0.02))
            victim = chance.randrange(len(tasks))
            await end(tasks[victim])
            if chance.random() < 0.5:
                names[victim] = f"new{death}"
            tasks[victim] = worker(names[victim])
        await eventually_empty(redis)
        await end(*tasks)
    await assert_answered_once_in_order(redis, people, numbers)
    assert await redis.xlen("dead") == 0
