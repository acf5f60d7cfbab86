"""Brings the tables of a database to the version of this program, at every start."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.message import TryLater
from bot.store.database import LOCK_WAIT, DatabaseError, writing

__all__ = ["migrate"]

_ADVISORY_LOCK = 0x62616E686F63736F
"""PostgreSQL's lock for one migrating process at a time: any number that is only ours."""

_SQLITE_ERRORS = {
    "file is not a database": "is not a database (damaged, or another kind of file)",
    "database disk image is malformed": "is damaged",
    "attempt to write a readonly database": "is read-only",
    "unable to open database file": "cannot be opened or its folder written to",
    "disk I/O error": "cannot be read or written (disk error)",
}


def migrate(engine: Engine) -> None:
    """Apply the migrations that `engine`'s database lacks; two processes may do so at once.

    Raises DatabaseError, with one sentence for the operator, where the database cannot be
    used: full disk, read-only, damaged, unreachable, locked, or made by a newer program.
    """
    with _sentences(engine):
        if engine.dialect.name == "sqlite":
            _use_write_ahead_log(engine)
        with writing(engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
            _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in known:
        raise DatabaseError(
            f"The database {_name(connection.engine)} was made by a newer version of this program "
            f"(schema {found}, known up to {scripts.get_current_head()}): update the program."
        )
    if found != scripts.get_current_head():
        command.upgrade(config, "head")


def _use_write_ahead_log(engine: Engine) -> None:
    # SQLite does not wait for the lock here as it does elsewhere when two processes switch at once.
    give_up = time.monotonic() + LOCK_WAIT
    while True:
        connection = engine.raw_connection()
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.02)
        finally:
            connection.close()


@contextmanager
def _sentences(engine: Engine) -> Iterator[None]:
    try:
        yield
    except TryLater as error:
        raise DatabaseError(
            f"The database {_name(engine)} cannot be used: {_one_line(error)}."
        ) from error
    except (DBAPIError, sqlite3.Error) as error:
        reason = _one_line(getattr(error, "orig", error))
        said = next((text for key, text in _SQLITE_ERRORS.items() if key in reason), None)
        raise DatabaseError(
            f"The database {_name(engine)} {said or f'cannot be used: {reason}'}."
        ) from error


def _one_line(error: object) -> str:
    return " ".join(str(error).split()).rstrip(".")


def _name(engine: Engine) -> str:
    """The database as an operator knows it, without its password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    shown: str = engine.url.render_as_string(hide_password=True)
    return shown
