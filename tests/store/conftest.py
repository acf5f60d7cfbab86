"""An empty database of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import KINDS, new_database, postgresql_server
from sqlalchemy.engine import Engine

from bot.store.database import open_engine


@pytest.fixture(name="postgresql", scope="session")
def _postgresql() -> Iterator[Path]:
    with postgresql_server() as server:
        yield server


@pytest.fixture(name="url", params=KINDS)
def _url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'data' / 'bot.sqlite3'}"
    return new_database(request.getfixturevalue("postgresql"))


@pytest.fixture(name="engine")
def _engine(url: str) -> Iterator[Engine]:
    engine = open_engine(url, lock_wait=0.2)
    yield engine
    engine.dispose()
