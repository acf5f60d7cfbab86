"""Opens the database and runs one transaction at a time on it.

SQLite in the data folder, or PostgreSQL by URL. What passes by itself (a lock, a lost
connection, a full disk) becomes `TryLater`, so that the message is handled again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, create_engine, event, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool
from sqlalchemy.schema import Table
from sqlalchemy.sql.elements import TextClause

from bot.message import TryLater

__all__ = [
    "LOCK_WAIT",
    "VIETNAM_TIME",
    "DatabaseError",
    "erase_traces",
    "from_utc",
    "insert_once",
    "open_engine",
    "reading",
    "to_utc",
    "writing",
]

LOCK_WAIT = 5.0
"""Seconds a statement waits for another process's lock before `TryLater`."""

VIETNAM_TIME = timezone(timedelta(hours=7))
"""Asia/Ho_Chi_Minh: no summer time since 1975, so a fixed offset needs no time zone files."""

_PASSING = ("database is locked", "database table is locked", "database or disk is full")


class DatabaseError(Exception):
    """The database cannot be used; the text is one sentence for the operator."""


def open_engine(url: str, lock_wait: float = LOCK_WAIT) -> Engine:
    """The engine for an SQLAlchemy `url`; `lock_wait` in seconds.

    An SQLite file and its folder are made where missing, readable by this user only.
    Raises DatabaseError where the URL or the file cannot be used.
    """
    try:
        parsed = make_url(url)
        backend: str = parsed.get_backend_name()
        if backend == "sqlite":
            _make_private_file(parsed.database)
            return _open_sqlite(parsed, lock_wait)
        if backend == "postgresql":
            return _open_postgresql(parsed, lock_wait)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise DatabaseError(f"DATABASE_URL cannot be used: {error}.") from error
    raise DatabaseError(f"DATABASE_URL names {backend}: only sqlite and postgresql are supported.")


def _make_private_file(name: str | None) -> None:
    if not name or name == ":memory:":
        raise DatabaseError("DATABASE_URL names no file: SQLite in memory would forget everything.")
    path = Path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # SQLite gives its -wal and -shm files the mode of this one.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise DatabaseError(f"The database {path} cannot be opened: {error.strerror}.") from error


def _open_sqlite(url: Any, lock_wait: float) -> Engine:
    engine = create_engine(
        url,
        future=True,
        poolclass=QueuePool,
        connect_args={"timeout": lock_wait, "check_same_thread": False},
    )

    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    # The driver would begin transactions late and never before reads; `_begin` does it instead.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    # What a person has deleted is overwritten, not only unlinked.
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once, without waiting, when
    # another process wrote in between; so writers take the lock at their beginning.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _open_postgresql(url: Any, lock_wait: float) -> Engine:
    options = f"-c lock_timeout={round(lock_wait * 1000)} -c timezone=UTC"
    return create_engine(
        url,
        future=True,
        pool_pre_ping=True,
        connect_args={"options": options, "connect_timeout": max(2, round(lock_wait))},
    )


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction that only reads. Raises TryLater."""
    with _passing_errors(), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction that writes: all of it is kept, or nothing. Raises TryLater."""
    with _passing_errors(), engine.execution_options(writes=True).begin() as connection:
        yield connection


@contextmanager
def _passing_errors() -> Iterator[None]:
    try:
        yield
    except PoolTimeoutError as error:
        raise TryLater("all database connections are in use") from error
    except DBAPIError as error:
        if _passes(error):
            raise TryLater(f"the database does not answer: {error.orig}") from error
        raise


def _passes(error: DBAPIError) -> bool:
    if error.connection_invalidated:
        return True
    kind = type(error.orig)
    if kind.__module__.startswith("sqlite3"):
        return str(error.orig).startswith(_PASSING)
    # psycopg2: connection lost or refused, lock_timeout, deadlock, disk full are all of these.
    return any(parent.__name__ in ("OperationalError", "InterfaceError") for parent in kind.__mro__)


def insert_once(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert `row` unless a unique key holds it already: True when it was inserted."""
    inserted: bool = connection.execute(_insert_once(table, tuple(row)), dict(row)).rowcount == 1
    return inserted


@cache
def _insert_once(table: Table, columns: tuple[str, ...]) -> TextClause:
    # Both databases understand this. SQLAlchemy 1.4 would compile its own on_conflict_do_nothing()
    # anew at every call: it keeps no such statement in its cache.
    names, values = ", ".join(columns), ", ".join(f":{column}" for column in columns)
    statement = text(f"INSERT INTO {table.name} ({names}) VALUES ({values}) ON CONFLICT DO NOTHING")
    return statement.bindparams(*(bindparam(name, type_=table.c[name].type) for name in columns))


def erase_traces(engine: Engine) -> None:
    """After a deletion: empty SQLite's write-ahead log, which still holds what was deleted.

    Where somebody reads just then, the log is emptied by a later checkpoint. Raises TryLater.
    """
    if engine.dialect.name != "sqlite":
        return
    with _passing_errors(), engine.connect() as connection:
        connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def to_utc(moment: datetime) -> datetime:
    """`moment` as the tables hold it: UTC without a zone. ValueError where it has none to begin."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(timezone.utc).replace(tzinfo=None)


def from_utc(stored: datetime) -> datetime:
    """The inverse of `to_utc`, in UTC."""
    return stored.replace(tzinfo=timezone.utc)
