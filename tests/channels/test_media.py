"""Fetching what people send: from the platform's hosts only, and only so much."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from platforms.server import Server
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

import bot.channels.media
from bot.channels.channel import FetchError, FetchErrorKind
from bot.channels.media import MOST_BYTES, ZALO_HOSTS, Downloads

SOUND = b"\xff\xf1\x60\x40" + bytes(range(256)) * 40


@pytest.mark.parametrize(
    "url",
    [
        "https://voice-aac-dl.zdn.vn/1/a.aac?sign=x",
        "https://f20.ZDN.vn/a.aac",
        "https://b.zadn.vn/a",
        "https://openapi.zalo.me:443/a",
        "https://zalo.me/a",
        "http://127.0.0.1:9/media/a.aac",
    ],
)
def test_hosts_of_the_platform(url: str) -> None:
    assert Downloads(ZALO_HOSTS, "http://127.0.0.1:9").allows(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://voice-aac-dl.zdn.vn/a.aac",
        "https://voice-aac-dl.zdn.vn:8443/a.aac",
        "https://zdn.vn.example/a.aac",
        "https://evilzdn.vn/a.aac",
        "https://zdn.vn@127.0.0.1:9/a",
        "http://zdn.vn@127.0.0.1:9/a",
        "http://127.0.0.1:10/media/a.aac",
        "https://127.0.0.1:9/media/a.aac",
        "http://localhost:9/media/a.aac",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "//zdn.vn/a",
        "https://[::1",
        "",
    ],
)
def test_other_places(url: str) -> None:
    assert not Downloads(ZALO_HOSTS, "http://127.0.0.1:9").allows(url)


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_is_judged(text: str) -> None:
    downloads = Downloads(ZALO_HOSTS, "http://127.0.0.1:9")
    for url in (text, f"https://{text}"):
        assert not downloads.allows(url) or ".zdn.vn" in url or "zalo.me" in url or "zadn" in url


async def sound(_request: Request) -> Response:
    return Response(SOUND, media_type="audio/aac")


async def large(_request: Request) -> Response:
    return Response(bytes(MOST_BYTES + 1))


async def nearly_large(_request: Request) -> Response:
    return Response(bytes(MOST_BYTES))


async def to_sound(_request: Request) -> Response:
    return RedirectResponse("/sound")


async def in_circles(_request: Request) -> Response:
    return RedirectResponse("/circle")


async def elsewhere(request: Request) -> Response:
    return RedirectResponse(f"http://localhost:{request.url.port}/sound")


async def gone(_request: Request) -> Response:
    return Response(status_code=404)


async def busy(_request: Request) -> Response:
    return Response(status_code=503)


async def slow(_request: Request) -> Response:
    await asyncio.sleep(1.0)
    return Response(SOUND)


PLACES = {
    "/sound": sound,
    "/large": large,
    "/nearly-large": nearly_large,
    "/moved": to_sound,
    "/circle": in_circles,
    "/elsewhere": elsewhere,
    "/gone": gone,
    "/busy": busy,
    "/slow": slow,
}


@asynccontextmanager
async def platform() -> AsyncIterator[str]:
    server = Server(Starlette(routes=[Route(path, each) for path, each in PLACES.items()]))
    await asyncio.to_thread(server.start)
    yield server.url
    await asyncio.to_thread(server.stop)


async def test_what_was_sent_is_fetched() -> None:
    async with platform() as url:
        downloads = Downloads(ZALO_HOSTS, url)
        assert await downloads.fetch(f"{url}/sound") == SOUND
        assert await downloads.fetch(f"{url}/moved") == SOUND
        assert len(await downloads.fetch(f"{url}/nearly-large")) == MOST_BYTES


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/large", FetchErrorKind.TOO_LARGE),
        ("/circle", FetchErrorKind.GONE),
        ("/elsewhere", FetchErrorKind.GONE),
        ("/gone", FetchErrorKind.GONE),
        ("/busy", FetchErrorKind.UNAVAILABLE),
    ],
)
async def test_what_cannot_be_fetched(place: str, kind: FetchErrorKind) -> None:
    async with platform() as url:
        with pytest.raises(FetchError) as raised:
            await Downloads(ZALO_HOSTS, url).fetch(url + place)
    assert raised.value.kind is kind


async def test_nothing_is_asked_for_elsewhere() -> None:
    async with platform() as url:
        with pytest.raises(FetchError) as raised:
            await Downloads(ZALO_HOSTS, "http://127.0.0.1:9").fetch(f"{url}/sound")
    assert raised.value.kind is FetchErrorKind.GONE


async def test_who_does_not_answer_is_asked_later(monkeypatch: pytest.MonkeyPatch) -> None:
    downloads = Downloads(ZALO_HOSTS, "http://127.0.0.1:9")
    with pytest.raises(FetchError) as raised:
        await downloads.fetch("http://127.0.0.1:9/sound")
    assert raised.value.kind is FetchErrorKind.UNAVAILABLE
    monkeypatch.setattr(bot.channels.media, "_MOST_SECONDS", 0.2)
    async with platform() as url:
        with pytest.raises(FetchError) as raised:
            await Downloads(ZALO_HOSTS, url).fetch(f"{url}/slow")
    assert raised.value.kind is FetchErrorKind.UNAVAILABLE
