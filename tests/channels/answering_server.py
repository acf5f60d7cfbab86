"""A small HTTP server that gives the answers it was told, in turn, and keeps what it was asked."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["AnsweringServer", "Request"]

SITE = {
    "/site/a.png": ("image/png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "/site/a.pdf": ("application/pdf", b"%PDF-1.7\n" + bytes(100)),
    "/site/a.ogg": ("audio/ogg", b"OggS" + bytes(100)),
    "/site/big.pdf": ("application/pdf", bytes(21_000_000)),
}
"""What our own site holds, with its kind."""


@dataclass(frozen=True)
class Request:
    """One request: its path with the query, headers in lower case, body."""

    path: str
    headers: Mapping[str, str]
    body: bytes


class AnsweringServer:
    """`answers` as documented in `test_outgoing.py`; `went_well`: the body of all others."""

    def __init__(self, answers: Sequence[Mapping[str, Any]], went_well: Mapping[str, Any]) -> None:
        self.url = ""
        self.requests: list[Request] = []
        self._answers = list(answers)
        self._went_well = went_well
        self._open: set[asyncio.StreamWriter] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answers on one connection until it is closed."""
        self._open.add(writer)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while await self._answer(await _read(reader), writer):
                await writer.drain()
        self._open.discard(writer)
        writer.close()

    def end(self) -> None:
        """Closes what is still open."""
        for writer in self._open:
            writer.close()

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        if request.path.startswith("/site/"):
            kind, content = SITE.get(request.path, ("", b""))
            _write(writer, 200 if kind else 404, {"content-type": kind}, content)
            return True
        self.requests.append(request)
        answer = self._answers.pop(0) if self._answers else {}
        if answer.get("cut"):
            return False
        body = answer.get("body", self._went_well)
        content = (body if isinstance(body, str) else json.dumps(body)).encode()
        headers = {"content-type": "application/json", **answer.get("headers", {})}
        _write(writer, answer.get("status", 200), headers, content)
        return True


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    pairs = (line.split(":", 1) for line in lines)
    headers = {name.strip().lower(): value.strip() for name, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(first.split(" ")[1], headers, body)


def _write(
    writer: asyncio.StreamWriter, status: int, headers: Mapping[str, str], content: bytes
) -> None:
    lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in headers.items())]
    lines.append(f"content-length: {len(content)}")
    writer.write("\r\n".join([*lines, "", ""]).encode() + content)
