"""What an error of ours looks like from outside: one sentence, and nothing of the program."""

from __future__ import annotations

import logging

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Failures"]

logger = logging.getLogger(__name__)

_SENTENCE = "Máy chủ gặp trục trặc. Xin thử lại sau ít phút."


class Failures:
    """ASGI middleware: answers 500 where the application fails, and logs where it did."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        begun = False

        async def send_noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        except Exception:
            if begun or scope["type"] != "http":
                raise  # the server cuts the connection: half an answer must not pass for a whole
            route = scope.get("route")
            # The path itself may hold somebody's token.
            logger.exception("%s %s failed", scope["method"], getattr(route, "path", "?"))
            await JSONResponse({"detail": _SENTENCE}, 500)(scope, receive, send)
