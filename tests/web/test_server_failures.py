"""Nothing of the program is seen from outside when it fails."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from edge_site import visiting
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from bot.web.failures import Failures
from bot.web.headers import SecurityHeaders


@pytest.fixture(name="app")
def _app() -> FastAPI:
    app = FastAPI()
    app.add_middleware(Failures)
    app.add_middleware(SecurityHeaders)

    @app.get("/people/{token}")
    async def fails(token: str) -> str:
        raise ValueError(f"bí mật {token}")

    @app.get("/half")
    async def half() -> StreamingResponse:
        async def parts() -> AsyncIterator[bytes]:
            yield b"half"
            raise ValueError("bí mật")

        return StreamingResponse(parts())

    return app


async def test_a_failure_is_one_sentence(app: FastAPI, caplog: pytest.LogCaptureFixture) -> None:
    async with visiting(app) as client:
        answer = await client.get("/people/token-123")
    assert answer.status_code == 500
    assert answer.json() == {"detail": "Máy chủ gặp trục trặc. Xin thử lại sau ít phút."}
    assert answer.headers["x-content-type-options"] == "nosniff"
    [record] = caplog.records
    assert record.getMessage() == "GET /people/{token} failed"
    assert record.exc_info


async def test_half_an_answer_does_not_pass_for_a_whole(app: FastAPI) -> None:
    """The error goes on to the server, which cuts the connection."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        with pytest.raises(ValueError, match="bí mật"):
            await client.get("/half")
