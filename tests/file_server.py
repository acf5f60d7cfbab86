"""A real HTTP server of one file on this machine, which does wrong what it is told to do wrong."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Answer:
    """How one request is answered."""

    status: int | None = None  # instead of the file
    headers: dict[str, str] = field(default_factory=dict)  # added
    break_after: int | None = None  # hangs up after so many bytes of the body
    stall_after: int | None = None  # falls silent after so many bytes of the body
    ranges: bool = True  # knows Range
    length: bool = True  # says Content-Length
    content: bytes | None = None  # another body


@dataclass
class FileServer:
    """`answers` are used up one by one; after them, `then` holds for all requests."""

    content: bytes = field(repr=False)
    etag: str | None = '"one"'
    last_modified: str | None = None
    answers: list[Answer] = field(default_factory=list)
    then: Answer = field(default_factory=Answer)
    asked: list[dict[str, str]] = field(default_factory=list)  # the headers of each request
    paths: list[str] = field(default_factory=list)
    url: str = ""
    sent: int = 0  # bytes of bodies
    let_go: threading.Event = field(default_factory=threading.Event)

    @property
    def ranges(self) -> list[str | None]:
        """The Range of each request so far."""
        return [each.get("range") for each in self.asked]


@contextlib.contextmanager
def serving(server: FileServer) -> Iterator[FileServer]:
    """Runs it on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.paths.append(self.path)
            server.asked.append({name.lower(): value for name, value in self.headers.items()})
            answer = server.answers.pop(0) if server.answers else server.then
            with contextlib.suppress(ConnectionError):
                _respond(self, server, answer)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server.url = f"http://127.0.0.1:{listening.server_port}/model.gguf"
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.let_go.set()
        listening.shutdown()
        listening.server_close()
        thread.join()


def _respond(handler: BaseHTTPRequestHandler, server: FileServer, answer: Answer) -> None:
    if answer.status is not None:
        handler.send_response(answer.status)
        for name, value in {"Content-Length": "0", **answer.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        return
    content = server.content if answer.content is None else answer.content
    start = _start(handler, server) if answer.ranges else 0
    if start is not None and start >= len(content):
        handler.send_response(416)
        handler.send_header("Content-Range", f"bytes */{len(content)}")
        handler.end_headers()
        return
    handler.send_response(206 if start else 200)
    if start:
        handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
    if answer.length:
        handler.send_header("Content-Length", str(len(content) - (start or 0)))
    if server.etag:
        handler.send_header("ETag", server.etag)
    if server.last_modified:
        handler.send_header("Last-Modified", server.last_modified)
    for name, value in answer.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    body = content[start or 0 :]
    cut = answer.break_after if answer.stall_after is None else answer.stall_after
    handler.wfile.write(body[:cut])
    server.sent += len(body[:cut])
    if answer.stall_after is not None:
        handler.wfile.flush()
        server.let_go.wait(20)


def _start(handler: BaseHTTPRequestHandler, server: FileServer) -> int:
    """Where to begin: as the request wishes, unless it means another version of the file."""
    condition = handler.headers.get("If-Range")
    if condition is not None and condition not in (server.etag, server.last_modified):
        return 0
    wished = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range", ""))
    return int(wished[1]) if wished else 0
