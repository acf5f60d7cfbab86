"""Senders that are killed: what was sent is not sent again, but for a call nobody knows the end of;
that one is counted.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
import sys
from datetime import datetime, timezone
from pathlib import Path

import pytest
from delivery_site import eventually_empty, someone
from mortal_valkey import signal_to, supervised
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sending import PLACES
from small_platform import SmallPlatform, answer, until

from bot.delivery.log import ConversationLog
from bot.delivery.quota import Quotas
from bot.delivery.sender import Sender
from bot.delivery.tasks import end

TEXTS = ("a", "b", "c", "d")


async def run_sender(url: str, place: str = "", number: int = 0) -> int:
    program = Path(__file__).parent / "sending.py"
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(program), url, place, str(number)
    )
    return await asyncio.wait_for(process.wait(), 60)


async def taken(redis: Redis) -> list[str]:
    return [text.decode() for text in await redis.lrange("platform", 0, -1)]


async def unsure(redis: Redis) -> int:
    """Calls that may have arrived twice, as operators see them."""
    [quota] = await Quotas(redis).read(datetime.now(timezone.utc))
    return quota.unsure_this_month


@pytest.mark.parametrize("place", PLACES)
async def test_a_killed_sender(redis: Redis, valkey_url: str, place: str) -> None:
    await answer(redis, "an", 1, *TEXTS)
    assert await run_sender(valkey_url, place, 3) == -signal.SIGKILL
    assert await run_sender(valkey_url) == 0
    arrived = await taken(redis)
    twice = ["an c"] if place == "after the platform has taken it" else []
    assert arrived == ["an a", "an b", "an c", *twice, "an d"]
    assert await unsure(redis) == (0 if place == "between two calls" else 1)
    out = [each.message_id for each in await ConversationLog(redis).read(someone()) if each.replies]
    assert out == ["m1"]


@pytest.mark.parametrize("seed", [4, 5, 6])
async def test_senders_that_end_at_any_moment_double_only_what_they_count(
    redis: Redis, seed: int
) -> None:
    """Two compete for the channel; each is ended and replaced again and again."""
    chance = random.Random(seed)
    platform = SmallPlatform(seconds=0.002)
    users = [f"u{number}" for number in range(12)]
    for user in users:
        for number in (1, 2):
            await answer(redis, user, number, *(f"{number}{text}" for text in TEXTS))

    def start(name: str) -> asyncio.Task[None]:
        return asyncio.create_task(Sender(redis, platform, name, lease_seconds=0.2).run())

    running = {name: start(name) for name in "xy"}
    for _ in range(20):
        await asyncio.sleep(chance.uniform(0.0, 0.03))
        name = chance.choice("xy")
        await end(running[name])
        running[name] = start(name)
    await eventually_empty(redis)
    await end(*running.values())

    for user in users:
        texts = [text for sent_to, text in platform.sent if sent_to == user]
        in_order = [text for place, text in enumerate(texts) if texts[:place][-1:] != [text]]
        assert in_order == [f"{number}{text}" for number in (1, 2) for text in TEXTS]
    doubled = len(platform.sent) - len(users) * 2 * len(TEXTS)
    assert doubled <= await unsure(redis)


async def test_a_killed_valkey_makes_no_call_be_left_out(tmp_path: Path) -> None:
    platform = SmallPlatform(seconds=0.01)
    users = [f"u{number}" for number in range(10)]
    async with supervised(tmp_path) as (server, redis):
        for user in users:
            for number in (1, 2):
                await answer(redis, user, number, *(f"{number}{text}" for text in TEXTS))
        sending = asyncio.create_task(Sender(redis, platform, "s").run())
        for calls in (20, 50):
            await until(lambda calls=calls: len(platform.sent) >= calls)
            signal_to(server, signal.SIGKILL)
        await until(lambda: len(platform.sent) >= len(users) * 2 * len(TEXTS))
        await until_redis_has_nothing_to_send(redis)
        for user in users:
            texts = [text for sent_to, text in platform.sent if sent_to == user]
            assert texts == [f"{number}{text}" for number in (1, 2) for text in TEXTS]
        await end(sending)


async def until_redis_has_nothing_to_send(redis: Redis) -> None:
    """As `eventually_empty`, where Redis may be away."""
    for _ in range(200):
        with contextlib.suppress(RedisError):
            if not await redis.xlen("outbox:web"):
                return
        await asyncio.sleep(0.1)
    raise AssertionError("not everything was sent")
