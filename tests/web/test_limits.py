"""A request may be so large and take so long; an answer that has begun may last."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from edge_site import visiting
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse

from bot.web.headers import SecurityHeaders
from bot.web.limits import Limits

LARGEST = 1000


@pytest.fixture(name="app")
def _app() -> FastAPI:
    app = FastAPI()
    app.add_middleware(Limits, largest_body=LARGEST, body_seconds=0.2, answer_seconds=0.4)
    app.add_middleware(SecurityHeaders)

    @app.post("/length")
    async def length(request: Request) -> int:
        return len(await request.body())

    @app.post("/model")
    async def model(body: dict[str, str]) -> int:
        return len(body)

    @app.get("/slow")
    async def slow() -> str:
        await asyncio.sleep(5)
        return "?"

    @app.post("/slow")
    async def slow_post(request: Request) -> str:
        await request.body()
        await asyncio.sleep(0.3)  # longer than a body may take, shorter than an answer
        return "late, not too late"

    @app.get("/stream")
    async def stream() -> Response:
        async def parts() -> AsyncIterator[bytes]:
            for _ in range(4):
                yield b"part "
                await asyncio.sleep(0.2)

        return StreamingResponse(parts())

    return app


async def in_pieces(size: int, pause: float = 0.0) -> AsyncIterator[bytes]:
    """A body whose length is not announced."""
    for _ in range(size // 100):
        await asyncio.sleep(pause)
        yield b"a" * 100


async def test_size(app: FastAPI) -> None:
    async with visiting(app) as client:
        assert (await client.post("/length", content=b"a" * LARGEST)).json() == LARGEST
        assert (await client.post("/length", content=in_pieces(LARGEST))).json() == LARGEST
        for body in (b"a" * (LARGEST + 1), in_pieces(LARGEST + 100)):
            refused = await client.post("/length", content=body)
            assert refused.status_code == 413
            assert refused.json() == {"detail": "Dữ liệu gửi lên lớn quá."}
            assert refused.headers["connection"] == "close"
            assert refused.headers["x-content-type-options"] == "nosniff"
        json = b'{"a": "' + b"b" * LARGEST + b'"}'
        headers = {"content-type": "application/json", "transfer-encoding": "chunked"}
        pieces = (json[at : at + 100] for at in range(0, len(json), 100))

        async def chunks() -> AsyncIterator[bytes]:
            for piece in pieces:
                yield piece

        assert (await client.post("/model", content=chunks(), headers=headers)).status_code == 413


@pytest.mark.parametrize("announced", ["-1", "x", "9" * 5000, "²", ""])
async def test_a_length_that_is_none_is_refused(app: FastAPI, announced: str) -> None:
    messages: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/length",
        "query_string": b"",
        "headers": [(b"content-length", announced.encode("latin-1"))],
    }
    await app(scope, receive, send)  # type: ignore[arg-type]
    assert messages[0]["status"] == 413


async def test_time(app: FastAPI) -> None:
    async with visiting(app) as client:
        slow = await client.post("/length", content=in_pieces(900, pause=0.1))
        assert slow.status_code == 408
        assert slow.json()["detail"].startswith("Dữ liệu gửi lên chậm quá.")
        late = await client.get("/slow")
        assert late.status_code == 504
        assert late.json()["detail"].startswith("Máy chủ chưa trả lời kịp.")
        assert (await client.post("/slow", content=b"a")).json() == "late, not too late"
        assert (await client.get("/stream")).text == "part " * 4


async def test_who_ends_a_request_from_outside_ends_it(app: FastAPI) -> None:
    async with visiting(app) as client:
        task = asyncio.create_task(client.get("/slow"))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
