"""Limits count by the address of the connection, or what trusted proxies saw."""

from __future__ import annotations

import pytest
from edge_site import visiting
from fastapi import FastAPI, Request
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.settings import Settings
from bot.web.addresses import client_address


def app_behind(proxies: str | None, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """An application that tells the address it sees, with the setting as `make_app` reads it."""
    if proxies is None:
        monkeypatch.delenv("BOT_TRUSTED_PROXIES", raising=False)
    else:
        monkeypatch.setenv("BOT_TRUSTED_PROXIES", proxies)
    app = FastAPI()
    if trusted := Settings().trusted_proxy_list:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=trusted)

    @app.get("/")
    async def address(request: Request) -> str:
        return client_address(request)

    return app


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "unknown"),
        ("", "unknown"),
    ],
)
async def test_one_household_is_one_address(
    host: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visiting(app_behind(None, monkeypatch), host) as client:
        assert (await client.get("/")).json() == expected


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "expected"),
    [
        (None, "127.0.0.1", "198.51.100.1", "127.0.0.1"),
        ("", "127.0.0.1", "198.51.100.1", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1, 10.0.0.0/8", "10.1.1.1", "198.51.100.1, 10.2.2.2", "198.51.100.1"),
        ("127.0.0.1", "203.0.113.5", "198.51.100.1", "203.0.113.5"),
        ("127.0.0.1", "127.0.0.1", "nonsense", "unknown"),
        ("127.0.0.1", "127.0.0.1", "", "127.0.0.1"),
    ],
)
async def test_only_trusted_proxies_are_believed(
    proxies: str | None,
    peer: str,
    forwarded: str,
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with visiting(app_behind(proxies, monkeypatch), peer) as client:
        answer = await client.get("/", headers={"x-forwarded-for": forwarded})
    assert answer.json() == expected
