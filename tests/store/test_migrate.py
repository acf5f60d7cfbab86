"""Migrations on real databases: from nothing, by several processes, and what stops them."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import event, insert, inspect, select
from sqlalchemy.engine import Connection, Engine

from bot import store
from bot.store import tables
from bot.store.database import DatabaseError, open_engine, reading, writing
from bot.store.migrate import migrate
from bot.store.tables import metadata

MIGRATE = """
import sys
from bot.store.database import open_engine
from bot.store.migrate import migrate
print("ready", flush=True)
sys.stdin.readline()
migrate(open_engine(sys.argv[1]))
"""


def test_the_migrations_make_the_tables_the_program_knows(engine: Engine) -> None:
    migrate(engine)
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "INSERT INTO learner (id, person, consent_version, consented_at, created_at)"
            " VALUES (1, 'web:1', '1', '2026-11-22 03:00:00', '2026-11-22 03:00:00')"
        )
    migrate(engine)
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT person FROM learner").scalar_one() == "web:1"


def test_certificates_from_before_badges_get_a_number_each(engine: Engine) -> None:
    upgrade(engine, "0006")
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "INSERT INTO learner (id, person, consent_version, consented_at, created_at)"
            " VALUES (1, 'web:1', '1', '2026-11-22 03:00:00', '2026-11-22 03:00:00')"
        )
        for number in (1, 2):
            connection.exec_driver_sql(
                "INSERT INTO exam (id, learner_id, started_at, correct, asked, state)"
                f" VALUES ('e{number}', 1, '2026-11-22 03:00:00', 9, 10, '{{}}')"
            )
            connection.exec_driver_sql(
                "INSERT INTO certificate"
                " (code, learner_id, exam_id, name, issued_on, modules, signature)"
                f" VALUES ('c{number}', 1, 'e{number}', 'Bàn', '2026-11-22', '[]', 's')"
            )
    migrate(engine)
    with writing(engine) as connection:
        held = connection.execute(select(tables.certificate)).all()
        assert {row.code: (row.slot_id, row.replaces, row.criteria) for row in held} == {
            "c1": (1, "", None),
            "c2": (2, "", None),
        }
        (following,) = connection.execute(insert(tables.badge_slot)).inserted_primary_key
        assert following == 3
    downgrade(engine, "0006")
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM certificate").scalar_one() == 2
    migrate(engine)


def upgrade(engine: Engine, revision: str) -> None:
    with writing(engine) as connection:
        command.upgrade(configured(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    with writing(engine) as connection:
        command.downgrade(configured(connection), revision)


def configured(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(store.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def test_sqlite_keeps_a_write_ahead_log(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    migrate(engine)
    with reading(engine) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    engine.dispose()


def test_processes_that_start_together_migrate_once(url: str) -> None:
    command = [sys.executable, "-c", MIGRATE, url]
    starting = [
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in starting:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in starting:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    endings = [(process.communicate()[1], process.returncode) for process in starting]
    assert endings == [("", 0)] * 3
    engine = open_engine(url)
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM alembic_version").scalar_one() == 1
        assert set(metadata.tables) <= set(inspect(connection).get_table_names())
    engine.dispose()


def test_a_database_of_a_newer_program_is_left_alone(engine: Engine) -> None:
    migrate(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseError, match=r"newer version.*schema 9999, known up to 0011"):
        migrate(engine)


def write_text(path: Path) -> None:
    path.write_text("not a database " * 100)


def write_damaged(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE alembic_version (version_num TEXT); INSERT INTO alembic_version VALUES (1);"
    )
    connection.close()
    whole = bytearray(path.read_bytes())
    whole[100:200] = b"\xff" * 100
    path.write_bytes(whole)


@pytest.mark.parametrize(
    ("write", "reason"), [(write_text, "is not a database"), (write_damaged, "is damaged")]
)
def test_a_file_that_is_no_database_is_named(
    tmp_path: Path, write: Callable[[Path], None], reason: str
) -> None:
    path = tmp_path / "bot.sqlite3"
    write(path)
    before = path.read_bytes()
    assert_refused(open_engine(f"sqlite:///{path}"), f"{path} {reason}")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("limit", "reason"),
    [("query_only = ON", "is read-only"), ("max_page_count = 2", "database or disk is full")],
)
def test_a_database_that_cannot_be_written_is_named(
    tmp_path: Path, limit: str, reason: str
) -> None:
    path = tmp_path / "bot.sqlite3"
    engine = open_engine(f"sqlite:///{path}")

    def restrict(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA {limit}")

    event.listen(engine, "connect", restrict)
    assert_refused(engine, f"{path} .*{reason}")


def test_a_database_that_stays_locked_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite3"
    migrated = open_engine(f"sqlite:///{path}")
    migrate(migrated)
    migrated.dispose()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert_refused(open_engine(f"sqlite:///{path}", lock_wait=0.1), f"{path} .*locked")
    other.close()


def test_an_unreachable_server_is_named_without_its_password(tmp_path: Path) -> None:
    engine = open_engine(f"postgresql://bot:secret@/bot?host={tmp_path}")
    assert_refused(engine, r"postgresql://bot:\*\*\*@/bot")


def assert_refused(engine: Engine, reason: str) -> None:
    with pytest.raises(DatabaseError, match=reason) as error:
        migrate(engine)
    engine.dispose()
    assert "secret" not in str(error.value)
    assert "\n" not in str(error.value)
