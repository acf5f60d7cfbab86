"""Starts the two sides, tells when they answer, and stops them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import yaml

from bot.settings import ROOT

from .processes import Memory, cpu_seconds, family, memory

__all__ = [
    "BOT_ROLES",
    "WEBHOOK",
    "BenchError",
    "Program",
    "Server",
    "bot_programs",
    "end_of_log",
    "free_port",
    "inherited",
    "stock_programs",
]

BOT_ROLES = "web,dialogue,sender"
WEBHOOK = "/webhooks/rest/webhook"
BOOT_LIMIT = 600.0
STOP_LIMIT = 20.0
LOOK_EVERY = 0.1


class BenchError(Exception):
    """The benchmark cannot go on; the text says why."""


@dataclass(frozen=True)
class Program:
    """One process of a side: what to run, where, and with which environment."""

    name: str
    arguments: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]


Programs = Callable[[Path, int], list[Program]]
"""The programs of a side for an empty folder of their own and the port to answer at."""


def bot_programs(folder: Path, port: int) -> list[Program]:
    """`bot serve` with everything embedded: durable mailbox, SQLite, all in `folder`.

    Without the roles that nothing here asks for: what listens to voice notes takes 300 MiB.
    """
    own = {"BOT_HOST": "127.0.0.1", "BOT_PORT": str(port), "BOT_DATA_DIR": str(folder)}
    command = (str(Path(sys.executable).with_name("bot")), "serve", "--roles", BOT_ROLES)
    return [Program("bot", command, ROOT, {**inherited(), **own})]


def stock_programs(project: Path, model: Path) -> Programs:
    """`rasa run` and `rasa run actions` as two processes, with the SQL tracker store on SQLite."""

    def programs(folder: Path, port: int) -> list[Program]:
        actions_port = free_port()
        store = {"type": "SQL", "dialect": "sqlite", "db": str(folder / "tracker.db")}
        action = {"url": f"http://127.0.0.1:{actions_port}/webhook"}
        endpoints = folder / "endpoints.yml"
        endpoints.write_text(yaml.safe_dump({"tracker_store": store, "action_endpoint": action}))
        environment = {
            **inherited(),
            "BOT_DATA_DIR": str(folder / "data"),
            "RASA_TELEMETRY_ENABLED": "false",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        }
        rasa = (sys.executable, "-m", "rasa", "run")
        serve = (
            *("--enable-api", "--model", str(model), "--endpoints", str(endpoints)),
            *("--credentials", str(project / "credentials.yml")),
            *("--interface", "127.0.0.1", "--port", str(port)),
        )
        actions = ("actions", "--actions", "actions", "--port", str(actions_port))
        return [
            Program("actions", (*rasa, *actions), ROOT, environment),
            Program("rasa", (*rasa, *serve), project, environment),
        ]

    return programs


@dataclass
class Server:
    """One side, running or not. `folder` holds what it stores; each start gets a new one in it."""

    name: str
    programs: Programs
    folder: Path
    url: str = ""
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _data: Path = Path()
    _starts: int = 0

    def start(self) -> float:
        """Starts all programs; returns the seconds until the first message was answered.

        Raises BenchError, with the end of the log, where that does not come about.
        """
        self._starts += 1
        self._data = self.folder / f"{self.name}-{self._starts}"
        self._data.mkdir()
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        programs = self.programs(self._data, port)
        began = time.monotonic()
        for program in programs:
            with self._log(program.name).open("wb") as log:
                process = subprocess.Popen(
                    program.arguments,
                    cwd=program.folder,
                    env=dict(program.environment),
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            self._running.append(process)
        self._wait_for_answer(began)
        return time.monotonic() - began

    def stop(self) -> None:
        """Ends every process of this side; one that does not go by itself is killed."""
        left = self._pids() if self._running else set()
        for process in self._running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_LIMIT
        for process in self._running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        # Only what belonged to it a moment ago and still names its folder: ids may be reused.
        for pid in left & family((), str(self._data)):
            os.kill(pid, signal.SIGKILL)
        self._running.clear()

    def cpu_seconds(self) -> float:
        """CPU time all its processes have used so far."""
        return cpu_seconds(self._pids())

    def memory(self) -> Memory:
        """What all its processes hold now."""
        return memory(self._pids())

    def _pids(self) -> set[int]:
        return family((process.pid for process in self._running), str(self._data))

    def _wait_for_answer(self, began: float) -> None:
        with httpx.Client(base_url=self.url, timeout=BOOT_LIMIT, trust_env=False) as client:
            tries = 0
            while time.monotonic() < began + BOOT_LIMIT:
                tries += 1
                message = {"sender": f"boot-{tries}", "message": "xin chào"}
                try:
                    response = client.post(WEBHOOK, json=message)
                    if response.status_code == httpx.codes.OK and response.json():
                        return
                except httpx.TransportError:
                    self._check_alive()
                time.sleep(LOOK_EVERY)
        raise BenchError(f"{self.name} did not answer within {BOOT_LIMIT:.0f} s")

    def _check_alive(self) -> None:
        for process in self._running:
            if process.poll() is not None:
                logs = sorted(self.folder.glob(f"{self._data.name}.*.log"))
                ends = "\n".join(f"{log.name}: {end_of_log(log)}" for log in logs)
                raise BenchError(f"{self.name} ended with status {process.returncode}\n{ends}")

    def _log(self, program: str) -> Path:
        return self.folder / f"{self._data.name}.{program}.log"


def end_of_log(log: Path) -> str:
    """The last words of a program that did not do what it should."""
    return log.read_text(encoding="utf-8", errors="replace")[-1500:]


def inherited() -> dict[str, str]:
    """The environment without settings that would make the two sides something else."""
    ours = ("BOT_", "REDIS_URL", "DATABASE_URL", "API_TOKEN", "TELEGRAM_", "ZALO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
