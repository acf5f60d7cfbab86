"""How large a request may be and how long it may take."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Limits"]

LARGEST_BODY = 1_000_000
BODY_SECONDS = 20.0
"""Until the whole of a request must be here; on a slow mobile line a message takes a second."""

ANSWER_SECONDS = 75.0
"""Until an answer must begin after that: the REST endpoint waits a minute for replies."""

_TOO_LARGE = "Dữ liệu gửi lên lớn quá."
_REFUSALS = {
    408: "Dữ liệu gửi lên chậm quá. Xin gửi lại.",
    413: _TOO_LARGE,
    504: "Máy chủ chưa trả lời kịp. Xin thử lại sau ít giây.",
}
_CLOSE = {"Connection": "close"}


class Limits:
    """ASGI middleware: answers 413, 408 and 504 where a request goes beyond the limits.

    How long an answer lasts once it has begun is not limited: event streams stay open.
    """

    def __init__(
        self,
        app: ASGIApp,
        largest_body: int = LARGEST_BODY,
        body_seconds: float = BODY_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        """Wrap `app`."""
        self._app = app
        self._largest_body = largest_body
        self._body_seconds = body_seconds
        self._answer_seconds = answer_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        announced = headers.get("content-length", "0")
        if not announced.isdecimal() or int(announced[:12]) > self._largest_body:
            await _refuse(413)(scope, receive, send)
            return
        clock = _Clock()
        if int(announced) or "transfer-encoding" in headers:
            clock.set(self._body_seconds, 408)
        else:
            clock.set(self._answer_seconds, 504)
        size = 0

        async def receive_limited() -> Message:
            """Raises HTTPException: the application is waiting for this and answers it."""
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._largest_body:
                raise HTTPException(413, _TOO_LARGE, _CLOSE)
            if clock.status == 408 and not message.get("more_body", False):
                clock.set(self._answer_seconds, 504)
            return message

        async def send_in_time(message: Message) -> None:
            clock.stop()
            await send(message)

        try:
            await self._app(scope, receive_limited, send_in_time)
        except asyncio.CancelledError:
            if not clock.has_rung:
                raise
            await _refuse(clock.status)(scope, receive, send)
        finally:
            clock.stop()


class _Clock:
    """Cancels the task that made it when its time is up; `status` is the answer for that case."""

    def __init__(self) -> None:
        self.status = 0
        self.has_rung = False
        self._task = asyncio.current_task()
        self._timer: asyncio.TimerHandle | None = None

    def set(self, seconds: float, status: int) -> None:
        """Begins anew."""
        self.stop()
        self.status = status
        self._timer = asyncio.get_running_loop().call_later(seconds, self._ring)

    def stop(self) -> None:
        """The time does not count any more."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _ring(self) -> None:
        self.has_rung = True
        if self._task:
            self._task.cancel()


def _refuse(status: int) -> JSONResponse:
    return JSONResponse({"detail": _REFUSALS[status]}, status, _CLOSE)
