"""One real Valkey for the tests of delivery; each test begins with it empty."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from redis.asyncio import Redis

from bot.delivery.connection import connect
from bot.store.valkey import embedded


@pytest.fixture(scope="session", name="valkey_url")
def _valkey_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = embedded(tmp_path_factory.mktemp("delivery"))
    yield server.start()
    server.stop()


@pytest.fixture(name="redis")
async def _redis(valkey_url: str) -> AsyncIterator[Redis]:
    client = connect(valkey_url)
    await client.flushall()
    yield client
    await client.close()
    await client.connection_pool.disconnect()
