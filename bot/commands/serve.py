"""`bot serve`: all roles of one process until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Generator, Sequence

import uvicorn

from bot.commands.failures import one_sentence
from bot.commands.logs import set_up_logs
from bot.settings import Settings

__all__ = ["serve"]

GIVES_WAY = 10
"""By how much a process that no platform waits for is nicer, so that webhooks are answered at once
beside dialogue that takes all there is of a processor."""


def serve(settings: Settings, roles: Sequence[str]) -> int:
    """Runs until SIGINT or SIGTERM; says where to open the page once it can be opened."""
    set_up_logs(settings.log_level, settings.log_format, settings.data_dir, settings.secrets)
    began = time.monotonic()
    print("Bạn Học Số đang khởi động …", flush=True)
    from bot.runtime import ROLES

    unknown = set(roles) - ROLES
    if unknown:
        sys.exit(
            f"bot: unknown roles: {', '.join(sorted(unknown))} (known: {', '.join(sorted(ROLES))})"
        )
    listening = _listen(settings) if "web" in roles else None
    if listening is None:
        os.nice(GIVES_WAY)
    with one_sentence():
        asyncio.run(_serve(settings, roles, listening, began))
    return 0


def _listen(settings: Settings) -> socket.socket:
    """The bound socket: a taken port is noticed before anything else is started."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(1024)
    except OSError as error:
        sys.exit(
            f"bot: cannot listen on {settings.host} port {settings.port}: {error.strerror}; "
            "choose another with BOT_PORT (and BOT_HOST)"
        )
    return listening


async def _serve(
    settings: Settings, roles: Sequence[str], listening: socket.socket | None, began: float
) -> None:
    from bot.runtime import running

    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    async with running(settings, roles) as runtime:
        # What was loaded stays: looking through it for garbage stopped the loop for a third of a
        # second again and again (measured: p99 of a webhook's answer).
        gc.collect()
        gc.freeze()
        seconds = time.monotonic() - began
        if listening is None:
            print(f"Sẵn sàng sau {seconds:.0f} giây ({', '.join(roles)}).", flush=True)
            await stopping.wait()
            return
        from bot.web.app import make_app  # some 20 MB that other roles have no use for
        from bot.web.server import server_config

        app = make_app(runtime, stopping)
        server = _Server(server_config(app))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        print(
            f"Sẵn sàng sau {seconds:.0f} giây. Mở trang: {settings.base_url}  (dừng bằng Ctrl-C)",
            flush=True,
        )
        await asyncio.wait(
            [serving, asyncio.create_task(stopping.wait())], return_when=asyncio.FIRST_COMPLETED
        )
        stopping.set()
        server.should_exit = True
        await serving


class _Server(uvicorn.Server):
    """A server that leaves signals to the process, which has more to end than this."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Captures none."""
        yield
