"""The whole bot behind its web server, in a thread with an event loop of its own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import structlog
import uvicorn

from actions.services import services
from bot.runtime import Runtime, running
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.server import server_config

# Else Rasa prints every event of every turn.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))

START_SECONDS = 60


@dataclass(frozen=True)
class BotSite:
    """A running site: its address and its parts."""

    url: str
    runtime: Runtime


@contextlib.contextmanager
def running_site(
    data_dir: Path, roles: Collection[str], environment: dict[str, str] | None = None
) -> Iterator[BotSite]:
    """The site while it runs; `environment` are further settings."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    variables = {"BOT_DATA_DIR": str(data_dir), "BOT_PORT": str(port), **(environment or {})}
    services.cache_clear()
    with patch.dict(os.environ, variables):
        settings = Settings()
        services()
    started = threading.Event()
    ending = threading.Event()
    parts: list[Runtime] = []

    async def serve() -> None:
        stopping = asyncio.Event()
        async with running(settings, roles) as runtime:
            parts.append(runtime)
            app = make_app(runtime, stopping)
            config = server_config(app)
            config.port = port
            server = _Server(config, started)
            serving = asyncio.create_task(server.serve())
            await asyncio.to_thread(ending.wait)
            stopping.set()
            server.should_exit = True
            await serving

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        assert started.wait(START_SECONDS), "the site did not start"
        yield BotSite(settings.base_url, parts[0])
    finally:
        ending.set()
        thread.join(START_SECONDS)
        services.cache_clear()
    assert not thread.is_alive(), "the site did not stop"


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, listening: threading.Event) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._listening.set()
