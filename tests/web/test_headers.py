"""Every answer carries the security headers."""

from __future__ import annotations

import pytest
from fastapi import FastAPI, Response
from fastapi.testclient import TestClient

from bot.web.headers import SecurityHeaders


@pytest.fixture
def client() -> TestClient:
    """An application with one page, one page with a policy of its own, and one font."""
    app = FastAPI()
    app.add_middleware(SecurityHeaders)

    @app.get("/page")
    async def page() -> Response:
        return Response("x")

    @app.get("/own")
    async def own() -> Response:
        return Response("x", headers={"Cache-Control": "no-store"})

    @app.get("/static/fonts/a.woff2")
    async def font() -> Response:
        return Response("x")

    return TestClient(app)


@pytest.mark.parametrize("path", ["/page", "/own", "/static/fonts/a.woff2", "/missing"])
def test_nothing_from_elsewhere_may_run(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert policy["media-src"] == "'self' blob:"
    assert "microphone=(self)" in headers["permissions-policy"]
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/page", "no-cache"),
        ("/own", "no-store"),
        ("/static/fonts/a.woff2", "public, max-age=31536000, immutable"),
        ("/static/fonts/missing.woff2", "no-cache"),
    ],
)
def test_only_fonts_are_kept_without_asking(client: TestClient, path: str, expected: str) -> None:
    assert client.get(path).headers["cache-control"] == expected
