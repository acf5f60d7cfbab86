"""A PostgreSQL server of the tests' own, where one is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest

KINDS = ("sqlite", "postgresql")
INITDB = ("-U", "bot", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")


@contextmanager
def postgresql_server() -> Iterator[Path]:
    """Starts PostgreSQL in a new folder; yields the folder of its socket. Skips where none is."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        pytest.skip("no PostgreSQL server in /usr/lib/postgresql/*/bin")
    # A folder of our own below /tmp: the server's user cannot enter pytest's, which is root's.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    as_user = _server_user(folder)
    data = folder / "data"
    control = _control(folder)
    try:
        _run([programs[-1] / "initdb", "-D", data, *INITDB], as_user)
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(
                f"listen_addresses = ''\nfsync = off\nunix_socket_directories = '{folder}'\n"
            )
        _run([*control, "start"], as_user)
        yield folder
        _run([*control, "-m", "immediate", "stop"], as_user)
    finally:
        shutil.rmtree(folder)


def restart(server: Path, away: float) -> None:
    """Ends the server as if it had crashed, and starts it again after `away` seconds.

    Returns when it answers.
    """
    as_user = _server_user(server)
    _run([*_control(server), "-m", "immediate", "stop"], as_user)
    time.sleep(away)
    _run([*_control(server), "start"], as_user)


def new_database(server: Path) -> str:
    """The URL of a new, empty database on the server."""
    name = f"t{uuid.uuid4().hex}"
    connection = psycopg2.connect(host=str(server), user="bot", dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    connection.close()
    return f"postgresql://bot@/{name}?host={server}"


def _control(folder: Path) -> list[str | Path]:
    [*_, programs] = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return [programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log"]


def _server_user(folder: Path) -> dict[str, object]:
    """How to start the server, which refuses to run as root; hands it the folder."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _run(command: list[str | Path], as_user: dict[str, object]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **as_user)
