"""An Official Account's stand-in, a real Valkey, an empty database of each kind."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from platforms.zalo_oa import ZaloOA
from redis.asyncio import Redis
from zalo_oa_site import Web, channel_of, with_tables

from bot.channels.zalo_oa.channel import ZaloOA as Channel
from bot.store.valkey import embedded

# pytest finds helper modules beside the tests that use them only.
sys.path.append(str(Path(__file__).parent.parent.parent / "store"))
from databases import KINDS, new_database, postgresql_server


@pytest.fixture(name="platform")
def _platform() -> Iterator[ZaloOA]:
    platform = ZaloOA(hurry=10_000.0)
    with platform:
        yield platform


@pytest.fixture(scope="session", name="redis_url")
def _redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = embedded(tmp_path_factory.mktemp("zalo_oa"))
    yield server.start()
    server.stop()


@pytest.fixture(name="redis")
async def _redis(redis_url: str) -> AsyncIterator[Redis]:
    client = Redis.from_url(redis_url)
    await client.flushall()
    yield client
    await client.close()
    await client.connection_pool.disconnect()


@pytest.fixture(name="postgresql", scope="session")
def _postgresql() -> Iterator[Path]:
    with postgresql_server() as server:
        yield server


@pytest.fixture(name="database")
def _database(tmp_path: Path) -> str:
    return with_tables(f"sqlite:///{tmp_path / 'bot.sqlite3'}")


@pytest.fixture(name="either_database", params=KINDS)
def _either_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return with_tables(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    return with_tables(new_database(request.getfixturevalue("postgresql")))


@pytest.fixture(name="channel")
async def _channel(platform: ZaloOA, redis: Redis, database: str) -> AsyncIterator[Channel]:
    async with channel_of(platform, redis, database) as channel:
        yield channel


@pytest.fixture(name="web")
def _web(platform: ZaloOA, channel: Channel) -> Iterator[Web]:
    web = Web(channel)
    with web.running():
        platform.deliver_to(f"{web.url}/webhooks/zalo_oa")
        yield web
