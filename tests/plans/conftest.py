"""A database of each kind, for what is kept about people who follow plans."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.store.database import open_engine
from bot.store.migrate import migrate

# pytest finds helper modules beside the tests that use them only; the databases are the store's.
sys.path.append(str(Path(__file__).parent.parent / "store"))
from databases import KINDS, new_database, postgresql_server


@pytest.fixture(name="postgresql", scope="session")
def _postgresql() -> Iterator[Path]:
    with postgresql_server() as server:
        yield server


@pytest.fixture(name="engine", params=KINDS)
def _engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    else:
        url = new_database(request.getfixturevalue("postgresql"))
    engine = open_engine(url, lock_wait=2.0)
    migrate(engine)
    yield engine
    engine.dispose()
