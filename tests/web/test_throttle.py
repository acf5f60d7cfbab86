"""How often one address may do something, over all processes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.channels.channel import Rate
from bot.delivery.connection import connect
from bot.delivery.pace import Pace
from bot.store.valkey import embedded
from bot.web import throttle
from bot.web.throttle import Throttle, too_many


@pytest.fixture(name="redis")
async def _redis(tmp_path: Path) -> AsyncIterator[Redis]:
    valkey = embedded(tmp_path)
    redis = connect(valkey.start())
    yield redis
    await redis.close()
    await redis.connection_pool.disconnect()
    valkey.stop()


RATE = Rate(count=60, seconds=3600.0, burst=3)


async def test_all_processes_count_together(redis: Redis) -> None:
    one, other = (Throttle(Pace(redis), "write", RATE) for _ in range(2))
    assert [await each.take("203.0.113.5") for each in (one, other, one)] == [0.0, 0.0, 0.0]
    assert 0 < await other.take("203.0.113.5") <= 60
    assert 0 < await one.take("203.0.113.5") <= 60
    assert await one.take("203.0.113.6") == 0.0
    assert await Throttle(Pace(redis), "visit", RATE).take("203.0.113.5") == 0.0


async def test_who_must_wait_is_known_without_asking_redis(redis: Redis) -> None:
    limited = Throttle(Pace(redis), "write", RATE)
    assert limited.wait("a") == 0.0
    for _ in range(4):
        wait = await limited.take("a")
    asked = (await redis.info("commandstats"))["cmdstat_evalsha"]["calls"]
    for _ in range(50):
        assert 0 < await limited.take("a") <= wait
    assert 0 < limited.wait("a") <= wait
    assert (await redis.info("commandstats"))["cmdstat_evalsha"]["calls"] == asked


async def test_who_waited_may_come_again(redis: Redis) -> None:
    limited = Throttle(Pace(redis), "write", Rate(count=2, seconds=1.0, burst=1))
    assert await limited.take("a") == 0.0
    assert await limited.take("a") > 0.0
    await asyncio.sleep(limited.wait("a") + 0.01)
    assert await limited.take("a") == 0.0


async def test_a_flood_of_addresses_fills_no_memory(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "MOST_REMEMBERED", 5)
    limited = Throttle(Pace(redis), "write", Rate(count=1, seconds=3600.0, burst=1))
    for number in range(20):
        assert await limited.take(str(number)) == 0.0
        assert await limited.take(str(number)) > 0.0
    known = [number for number in range(20) if limited.wait(str(number))]
    assert known == [15, 16, 17, 18, 19]


def test_the_refusal_says_for_how_long() -> None:
    assert too_many(0.01).headers == {"Retry-After": "1"}
    refusal = too_many(61.2)
    assert (refusal.status_code, refusal.headers) == (429, {"Retry-After": "62"})
