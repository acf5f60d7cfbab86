"""One real Valkey for the tests of delivery, empty for each; a database of each kind."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.delivery.connection import connect
from bot.store.database import open_engine
from bot.store.migrate import migrate
from bot.store.valkey import embedded

# pytest finds helper modules beside the tests that use them only.
sys.path += [
    str(Path(__file__).parent.parent / folder) for folder in ("store", "plans", "learning")
]
from databases import KINDS, new_database, postgresql_server


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


@pytest.fixture(name="postgresql", scope="session")
def _postgresql() -> Iterator[Path]:
    with postgresql_server() as server:
        yield server


@pytest.fixture(name="database", params=KINDS)
def _database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with its tables made."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    else:
        url = new_database(request.getfixturevalue("postgresql"))
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    return url
