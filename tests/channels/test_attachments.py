"""Files are fetched from our own address and nowhere else, and not without end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from platforms.server import Server
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.channels import attachments
from bot.channels.attachments import Attachment, Attachments
from bot.channels.channel import SendError, SendErrorKind


async def _file(request: Request) -> Response:
    match request.path_params["name"]:
        case "a.pdf":
            return Response(b"%PDF", media_type="application/pdf")
        case "named":
            header = {"content-disposition": "attachment; filename*=UTF-8''ch%E1%BB%A9ng.pdf"}
            return Response(b"%PDF", headers=header, media_type="text/html; charset=utf-8")
        case "sly":
            header = {"content-disposition": 'attachment; filename="../../etc/passwd"'}
            return Response(b"x", headers=header)
        case "moved":
            return RedirectResponse("/site/a.pdf")
        case "broken":
            return Response(status_code=503)
        case "large":
            return StreamingResponse(_large())
        case "slow":
            await asyncio.sleep(2)
    return Response(status_code=404)


async def _large() -> AsyncIterator[bytes]:
    for _ in range(30):
        yield bytes(1024 * 1024)
        await asyncio.sleep(0)


@pytest.fixture(name="server", scope="module")
def _server() -> Iterator[Server]:
    app = Starlette(routes=[Route("/site/{name}", _file), Route("/other/{name}", _file)])
    server = Server(app)
    server.start()
    yield server
    server.stop()


async def problem(server: Server, url: str) -> SendErrorKind:
    with pytest.raises(SendError) as error:
        await Attachments(f"{server.url}/site").fetch(url)
    return error.value.kind


async def test_a_file(server: Server) -> None:
    found = await Attachments(f"{server.url}/site/").fetch(f"{server.url}/site/a.pdf")
    assert found == Attachment("a.pdf", "application/pdf", b"%PDF")


async def test_a_file_with_a_name_of_its_own(server: Server) -> None:
    found = await Attachments(server.url).fetch(f"{server.url}/site/named")
    assert found == Attachment("chứng.pdf", "text/html", b"%PDF")


async def test_a_name_is_no_path(server: Server) -> None:
    found = await Attachments(server.url).fetch(f"{server.url}/site/sly")
    assert found.name == "passwd"


@pytest.mark.parametrize("name", ["nothing", "moved", "large"])
async def test_what_is_not_taken(server: Server, name: str) -> None:
    assert await problem(server, f"{server.url}/site/{name}") is SendErrorKind.REJECTED


@pytest.mark.parametrize(
    "url",
    [
        "{url}/other/a.pdf",
        "{url}/site/../other/a.pdf",
        "{url}/site/%2e%2e/other/a.pdf",
        "{url}/site/..%2fother/a.pdf",
        "{url}/site",
        "{url}.example.org/site/a.pdf",
        "http://user@{host}/site/a.pdf",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "/site/a.pdf",
        "http://[::1/site/a.pdf",
        "",
    ],
)
async def test_addresses_that_are_not_ours(server: Server, url: str) -> None:
    host = server.url.removeprefix("http://")
    address = url.format(url=server.url, host=host)
    assert await problem(server, address) is SendErrorKind.REJECTED


async def test_our_server_is_in_trouble(server: Server) -> None:
    assert await problem(server, f"{server.url}/site/broken") is SendErrorKind.UNAVAILABLE


async def test_our_server_is_away() -> None:
    with pytest.raises(SendError) as error:
        await Attachments("http://127.0.0.1:9").fetch("http://127.0.0.1:9/a.pdf")
    assert error.value.kind is SendErrorKind.UNAVAILABLE


async def test_our_server_is_slow(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "_MOST_SECONDS", 0.2)
    assert await problem(server, f"{server.url}/site/slow") is SendErrorKind.UNAVAILABLE
