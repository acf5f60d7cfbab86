"""Rate limits in Redis."""

from __future__ import annotations

import asyncio
import time

import pytest
from redis.asyncio import Redis

from bot.channels.channel import Rate
from bot.delivery.pace import Pace

TEN_A_SECOND = Rate(count=10, seconds=1.0, burst=3)


async def test_a_burst_and_then_one_at_a_time(redis: Redis) -> None:
    pace = Pace(redis)
    waits = [await pace.take("x", TEN_A_SECOND) for _ in range(5)]
    assert waits[:3] == [0.0, 0.0, 0.0]
    assert 0 < waits[3] <= 0.1
    assert 0 < waits[4] <= waits[3]
    await asyncio.sleep(waits[4])
    assert await pace.take("x", TEN_A_SECOND) == 0.0
    assert await pace.take("x", TEN_A_SECOND) > 0.0


async def test_names_are_apart(redis: Redis) -> None:
    pace = Pace(redis)
    rate = Rate(count=1, seconds=60.0, burst=1)
    assert await pace.take("x", rate) == 0.0
    assert await pace.take("y", rate) == 0.0
    assert 59 < await pace.take("x", rate) <= 60


async def test_many_at_once_take_no_more_than_there_is(redis: Redis) -> None:
    paces = [Pace(redis) for _ in range(4)]
    began = time.monotonic()
    waits = await asyncio.gather(
        *(pace.take("x", TEN_A_SECOND) for pace in paces for _ in range(25))
    )
    took = time.monotonic() - began
    assert 3 <= waits.count(0.0) <= 3 + 10 * took + 1


async def test_a_halt(redis: Redis) -> None:
    pace = Pace(redis)
    await pace.halt("x", 0.2)
    assert 0 < await pace.take("x", TEN_A_SECOND) <= 0.2
    assert 0 < await pace.take("x", None) <= 0.2
    assert await pace.take("y", None) == 0.0
    await asyncio.sleep(0.25)
    assert await pace.take("x", TEN_A_SECOND) == 0.0
    await pace.halt("x", 0.0)
    assert await pace.take("x", TEN_A_SECOND) == 0.0


@pytest.mark.parametrize("rate", [TEN_A_SECOND, Rate(4000, 60.0, 1), Rate(1, 0.001, 1000)])
async def test_nothing_is_kept_longer_than_it_matters(redis: Redis, rate: Rate) -> None:
    pace = Pace(redis)
    for _ in range(rate.burst):
        await pace.take("x", rate)
    left = await redis.pttl("pace:x")
    assert left <= 1000 * rate.seconds / rate.count * rate.burst + 1
