"""Transactions on real databases: what is kept, what waits, and what is tried again later."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import psycopg2
import pytest
from databases import new_database
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.message import TryLater
from bot.store.database import (
    LOCK_WAIT,
    DatabaseError,
    from_utc,
    insert_once,
    open_engine,
    reading,
    to_utc,
    writing,
)
from bot.store.tables import learner, lesson_read, metadata

NOW = datetime(2026, 11, 22, 3, 0)


def row(person: str) -> dict[str, object]:
    return {"person": person, "consent_version": "1", "consented_at": NOW, "created_at": NOW}


def insert_row(engine: Engine, person: str) -> None:
    with writing(engine) as connection:
        connection.execute(insert(learner), row(person))


def learners_in(engine: Engine) -> int:
    with reading(engine) as connection:
        count: int = connection.execute(select(func.count()).select_from(learner)).scalar_one()
    return count


@pytest.fixture(name="tables")
def _tables(engine: Engine) -> Engine:
    metadata.create_all(engine)
    return engine


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "bot.sqlite3"


@pytest.fixture(name="sqlite")
def _sqlite(file: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{file}", lock_wait=0.2)
    metadata.create_all(engine)
    yield engine
    engine.dispose()


def test_a_transaction_that_fails_keeps_nothing(tables: Engine) -> None:
    twice = [row("web:1"), row("web:2"), row("web:1")]
    with pytest.raises(IntegrityError), writing(tables) as connection:
        connection.execute(insert(learner), twice)
    assert learners_in(tables) == 0


def test_the_same_row_is_inserted_once(tables: Engine) -> None:
    for expected in (True, False):
        with writing(tables) as connection:
            assert insert_once(connection, learner, row("web:1")) is expected
    assert learners_in(tables) == 1


def test_a_mistake_of_the_program_is_not_tried_again(tables: Engine) -> None:
    orphan = {"learner_id": 77, "lesson_id": "M01-L1", "read_at": NOW}
    with pytest.raises(IntegrityError), writing(tables) as connection:
        connection.execute(insert(lesson_read), orphan)


def test_sqlite_is_set_up_for_several_processes(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    with reading(engine) as connection:
        asked = ("foreign_keys", "synchronous", "busy_timeout", "secure_delete")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked]
    engine.dispose()
    assert found == [1, 1, LOCK_WAIT * 1000, 1]


def test_only_the_owner_may_read_the_files(sqlite: Engine, file: Path) -> None:
    sqlite.dispose()
    file.chmod(0o644)
    engine = open_engine(f"sqlite:///{file}")
    with reading(engine) as connection:
        connection.exec_driver_sql("SELECT 1")
    insert_row(engine, "web:1")
    assert {oct(path.stat().st_mode & 0o777) for path in file.parent.iterdir()} == {"0o600"}
    engine.dispose()


def test_a_new_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        open_engine(f"sqlite:///{tmp_path / 'new.sqlite3'}").dispose()
    finally:
        os.umask(before)
    assert (tmp_path / "new.sqlite3").stat().st_mode & 0o777 == 0o600


def test_a_locked_sqlite_is_tried_later_and_then_works(sqlite: Engine, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TryLater, match="locked"):
        insert_row(sqlite, "web:1")
    other.rollback()
    other.close()
    insert_row(sqlite, "web:1")
    assert learners_in(sqlite) == 1


def test_reading_and_then_writing_waits_for_the_lock_instead_of_failing(
    sqlite: Engine, file: Path
) -> None:
    with writing(sqlite) as connection:
        assert connection.execute(select(learner)).all() == []
        other = sqlite3.connect(file, isolation_level=None, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
        connection.execute(insert(learner), row("web:1"))
    assert learners_in(sqlite) == 1


def test_a_full_disk_is_tried_later(sqlite: Engine) -> None:
    with writing(sqlite) as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(TryLater, match="full"):
        insert_row(sqlite, "web:" + "1" * 100_000)
    assert learners_in(sqlite) == 0


def test_a_locked_table_in_postgresql_is_tried_later(postgresql: Path) -> None:
    url = new_database(postgresql)
    engine = open_engine(url, lock_wait=0.2)
    metadata.create_all(engine)
    other = psycopg2.connect(url)
    other.cursor().execute("LOCK TABLE learner")
    with pytest.raises(TryLater):
        insert_row(engine, "web:1")
    other.close()
    assert learners_in(engine) == 0
    engine.dispose()


def test_a_connection_lost_in_the_middle_is_tried_later_and_made_again(postgresql: Path) -> None:
    engine = open_engine(new_database(postgresql))
    metadata.create_all(engine)

    def cut_off() -> None:
        with writing(engine) as connection:
            own = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            with reading(engine) as other:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({own})")
            connection.execute(insert(learner), row("web:1"))

    with pytest.raises(TryLater):
        cut_off()
    insert_row(engine, "web:2")
    assert learners_in(engine) == 1
    engine.dispose()


def test_a_server_that_is_away_is_tried_later(tmp_path: Path) -> None:
    engine = open_engine(f"postgresql://bot@/bot?host={tmp_path}")
    with pytest.raises(TryLater), reading(engine):
        pass


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("sqlite://", "in memory"),
        ("mysql://somewhere/bot", "only sqlite and postgresql"),
        ("not a url", "cannot be used"),
        ("postgresql+nodriver://bot@/bot", "cannot be used"),
        ("postgresql+asyncpg://bot@/bot", "cannot be used"),
        ("sqlite:////proc/nowhere/bot.sqlite3", "/proc/nowhere/bot.sqlite3 cannot be opened"),
    ],
)
def test_a_url_that_cannot_be_used_is_refused_in_one_sentence(url: str, reason: str) -> None:
    with pytest.raises(DatabaseError, match=reason) as error:
        open_engine(url)
    assert "\n" not in str(error.value)


@given(
    st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1)),
    st.integers(-14 * 60, 14 * 60),
)
def test_a_time_comes_back_as_the_same_moment(local: datetime, minutes: int) -> None:
    moment = local.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    stored = to_utc(moment)
    assert stored.tzinfo is None
    assert from_utc(stored) == moment


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        to_utc(NOW)
