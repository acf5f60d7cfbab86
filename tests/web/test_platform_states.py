"""What operators are told of the platforms."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from edge_site import Post
from redis.asyncio import Redis

from bot.channels.web import CHANNEL
from bot.delivery import keys
from bot.delivery.connection import connect
from bot.delivery.pace import Pace, channel_limit
from bot.store.valkey import embedded
from bot.web.platforms import LATE_SECONDS, platform_states


@pytest.fixture(name="redis")
async def _redis(tmp_path: Path) -> AsyncIterator[Redis]:
    valkey = embedded(tmp_path)
    redis = connect(valkey.start())
    yield redis
    await redis.close()
    await redis.connection_pool.disconnect()
    valkey.stop()


async def state(redis: Redis, after: float = 0.0) -> str:
    """The state of the one platform; our own page is none."""
    states = await platform_states(redis, (CHANNEL, Post()), time.time() + after)
    assert states.keys() == {"post"}
    return states["post"]


async def test_states(redis: Redis) -> None:
    assert await state(redis) == "unserved"
    await redis.set(keys.sender("post"), "owner")
    assert await state(redis) == "ok"
    entry = await redis.xadd(keys.outbox("post"), {"person": "post:an"})
    assert await state(redis) == "ok"
    assert await state(redis, LATE_SECONDS + 5) == "late"
    await Pace(redis).halt(channel_limit("post"), 5.0)
    assert await state(redis, LATE_SECONDS + 5) == "paused"
    await redis.xdel(keys.outbox("post"), entry)
    assert await state(redis, LATE_SECONDS + 5) == "paused"
    await redis.delete(keys.sender("post"))
    assert await state(redis) == "unserved"
