"""The HTTP server itself, over sockets."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from fastapi import FastAPI, Request

from bot.web.server import PatientProtocol, server_config

REQUEST = b"GET / HTTP/1.1\r\nHost: bot\r\nX-Forwarded-For: 198.51.100.1\r\n\r\n"


@pytest.fixture(scope="module", name="port")
def _port() -> Iterator[int]:
    app = FastAPI()

    @app.get("/")
    async def address(request: Request) -> str:
        return f"address {request.client and request.client.host}"

    @app.post("/")
    async def body(request: Request) -> int:
        return len(await request.body())

    class Hasty(PatientProtocol):
        header_seconds = 0.4

    config = server_config(app)
    config.http = Hasty
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


def closed_after(connection: socket.socket) -> float:
    """Seconds until the server closes the connection."""
    began = time.monotonic()
    connection.settimeout(5)
    while connection.recv(4096):
        pass
    return time.monotonic() - began


def answer(connection: socket.socket) -> str:
    """The body of the next answer."""
    response = http.client.HTTPResponse(connection)
    response.begin()
    return response.read().decode()


@pytest.mark.parametrize("begun", [b"", b"GET", REQUEST[:-2]])
def test_who_never_says_what_they_want_is_not_waited_for(port: int, begun: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(begun)
        assert 0.2 < closed_after(connection) < 2.0


def test_also_not_for_a_second_request(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(REQUEST)
        assert answer(connection) == '"address 127.0.0.1"'
        time.sleep(0.6)  # idle for longer than headers may take: another limit is for that
        connection.sendall(REQUEST)
        assert answer(connection) == '"address 127.0.0.1"'
        connection.sendall(REQUEST[:-2])
        assert 0.2 < closed_after(connection) < 2.0


def test_a_body_is_not_hurried_with_the_headers(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: bot\r\nContent-Length: 2\r\n\r\na")
        time.sleep(0.6)
        connection.sendall(b"b")
        assert answer(connection) == "2"


def test_it_says_nothing_of_itself_and_believes_no_header(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(REQUEST)
        response = http.client.HTTPResponse(connection)
        response.begin()
        assert {name.lower() for name, _ in response.getheaders()} == {
            "date",
            "content-length",
            "content-type",
        }
        assert response.read() == b'"address 127.0.0.1"'
