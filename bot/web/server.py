"""The HTTP server: uvicorn with the settings of this bot."""

from __future__ import annotations

import asyncio

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["PatientProtocol", "server_config"]

STOP_SECONDS = 5
"""How long requests under way may take to end when the server stops."""


def server_config(app: ASGIApp) -> uvicorn.Config:
    """How `app` (of `make_app`) is served: quietly, on sockets that are given to the server."""
    return uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,  # as set_up_logs has it
        access_log=False,
        proxy_headers=False,  # the application believes those that it may
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's, which waits for the headers of a request for ever; this one does not.

    A connection that stays open between two requests is uvicorn's own `timeout_keep_alive`.
    """

    header_seconds = 15.0
    """From the first byte of a request, or the beginning of a connection, to its last header."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """See asyncio.Protocol."""
        super().connection_made(transport)
        self._expect_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio.Protocol."""
        self._have_headers()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        if self._timer is None:
            self._expect_headers()

    def on_headers_complete(self) -> None:
        """All headers of a request are here."""
        self._have_headers()
        super().on_headers_complete()

    def _expect_headers(self) -> None:
        self._timer = self.loop.call_later(self.header_seconds, self._give_up)

    def _have_headers(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        self.transport.close()
