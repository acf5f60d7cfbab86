"""`bot serve` as a process with a data folder of its own, that may be killed and started again."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import redis

from bot.store.valkey import embedded, wait_ready

BOOT_SECONDS = 150.0
"""A start takes about 12 s alone, and many times that on a machine with other work."""

COMMAND = [str(Path(sys.executable).with_name("bot")), "serve"]


class BotProcess:
    """One bot on a free port; `environment` is added to its settings."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self.data_dir = data_dir
        self.database = data_dir / "bot.sqlite3"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.redis_url = embedded(data_dir).url
        self._environment = environment
        self._log = data_dir.with_name(f"{data_dir.name}.log")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id of the bot itself."""
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        """What it wrote so far, over all its starts."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Starts it and returns at once."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                COMMAND,
                env=environment_of(self.data_dir, self.port, **self._environment),
                stdout=log,
                stderr=log,
            )

    def wait_ready(self) -> None:
        """Returns once it answers people; fails with its last words where it does not."""
        deadline = time.monotonic() + BOOT_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/health/ready").status_code == 200:
                    return
            self.check_alive()
            time.sleep(0.1)
        raise AssertionError(f"the bot is not ready after {BOOT_SECONDS} s:\n{self.log[-3000:]}")

    @property
    def ended(self) -> int | None:
        """How its process ended, None while it runs."""
        assert self._process is not None
        return self._process.poll()

    def check_alive(self) -> None:
        """Fails with the bot's last words where its process has ended by itself."""
        ended = self.ended
        assert ended is None, f"the bot ended with {ended}:\n{self.log[-3000:]}"

    def stop(self) -> None:
        """Ends it as Ctrl-C would; fails unless it ends well."""
        assert self._process is not None
        self._process.terminate()
        assert self._process.wait(60) == 0, self.log[-3000:]

    def kill(self, victim: str) -> None:
        """SIGKILL to "bot", "valkey" or "both"; a Valkey that just starts is waited for."""
        if victim != "bot":
            with self.valkey():
                self.signal_valkey(signal.SIGKILL)
        if victim != "valkey":
            assert self._process is not None
            self._process.kill()
            self._process.wait()

    def signal_valkey(self, number: signal.Signals) -> None:
        """A signal to the embedded Valkey."""
        os.kill(int((embedded(self.data_dir).folder / "valkey.pid").read_text()), number)

    @contextlib.contextmanager
    def valkey(self) -> Iterator[redis.Redis]:
        """A connection to the embedded Valkey, once that answers."""
        # Not by asking with redis-py: version 4.6 leaves a socket open that could not connect.
        server = embedded(self.data_dir)
        wait_ready(server.socket, BOOT_SECONDS, lambda: True, server.folder / "valkey.log")
        client = redis.Redis.from_url(self.redis_url)
        try:
            yield client
        finally:
            client.close()

    def remove(self) -> None:
        """Leaves no process behind, whatever state they are in."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, ValueError):
            self.signal_valkey(signal.SIGKILL)


@dataclass(frozen=True)
class Ended:
    """A `bot serve` that ended by itself, and the lines of complaint it left."""

    status: int
    complaint: list[str]


def ended_start(data_dir: Path, port: int, settings: dict[str, str]) -> Ended:
    """A start that must end by itself; fails where it goes on for BOOT_SECONDS."""
    done = subprocess.run(
        COMMAND,
        env=environment_of(data_dir, port, **settings),
        capture_output=True,
        text=True,
        timeout=BOOT_SECONDS,
        check=False,
    )
    return Ended(done.returncode, done.stderr.splitlines())


def environment_of(data_dir: Path, port: int, **settings: str) -> dict[str, str]:
    """The environment of a bot: none of the settings around the tests, but these."""
    ours = ("BOT_", "REDIS_URL", "DATABASE_URL", "API_TOKEN", "TELEGRAM_", "ZALO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "BOT_DATA_DIR": str(data_dir), "BOT_PORT": str(port), **settings}


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
