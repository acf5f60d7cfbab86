"""A real HTTP server in a thread of its own, which can be unreachable for a while."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

__all__ = ["Server", "cut"]

START_SECONDS = 10.0


class _Line(H11Protocol):
    """Hands its connection to the app, so that it can be cut."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        app = self.app

        async def with_connection(scope: Scope, receive: Receive, send: Send) -> None:
            await app({**scope, "transport": self.transport}, receive, send)

        self.app = with_connection


async def cut(scope: Scope) -> None:
    """Closes the connection of this request without another byte."""
    scope["transport"].abort()
    await asyncio.sleep(0.01)  # until the server has noticed, or it would answer for us


class Server:
    """Serves `app` at `url`; `port` 0: any free one."""

    def __init__(self, app: ASGIApp, port: int = 0) -> None:
        self._app = app
        self._socket: socket.socket | None = _bound(port)
        self._port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name=f"stand-in {self._port}")
        self._state = ServerState()
        self._listening: asyncio.Server | None = None

    def start(self) -> None:
        """Returns when it answers."""
        self._thread.start()
        self.run(self._open())

    def stop(self) -> None:
        """Closes everything and ends the thread."""
        self.run(self._end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(START_SECONDS)
        assert not self._thread.is_alive(), "the stand-in did not stop"
        self.loop.close()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Runs `work` on the server's own loop and waits for it."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(START_SECONDS)

    @contextlib.contextmanager
    def away(self) -> Iterator[None]:
        """Refuses connections meanwhile; open ones are cut."""
        self.run(self._close())
        try:
            yield
        finally:
            self.run(self._open())

    def unreachable(self, seconds: float) -> None:
        """Refuses connections from now on, for this long; open ones are cut."""
        self.run(self._close())
        self.soon(
            lambda: self.loop.call_later(seconds, lambda: self.loop.create_task(self._open()))
        )

    def soon(self, step: Callable[[], Any]) -> None:
        """Calls `step` on the server's own loop."""
        self.loop.call_soon_threadsafe(step)

    async def _open(self) -> None:
        if self._listening:
            return
        # uvicorn's own server would look for its end only ten times a second.
        config = uvicorn.Config(
            self._app,
            interface="asgi3",
            http=_Line,
            ws="none",
            lifespan="off",
            log_level="error",
            access_log=False,
        )
        config.load()
        state = self._state = ServerState()
        self._listening = await self.loop.create_server(
            lambda: _Line(config, state, {}), sock=self._socket or _bound(self._port)
        )
        self._socket = None

    async def _close(self) -> None:
        if self._listening:
            self._listening.close()
            self._listening = None
            for line in list(self._state.connections):
                line.transport.abort()

    async def _end(self) -> None:
        await self._close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


def _bound(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    return listening
