"""Webhooks brought at times that were fixed beforehand, whatever the bot does meanwhile.

A latency counts from the planned time: where the bot, the connections or this program itself are
late, all messages that wait meanwhile are late as well, as they are for people (no coordinated
omission). Runs as a process of its own (``python -m tests.bench.arrivals``), which imports
nothing but what it needs, so that nothing else on its interpreter delays it; JSON in, JSON out.
"""

from __future__ import annotations

import asyncio
import gc
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

__all__ = ["Arrivals", "Request", "arrival_times", "bring", "bring_in_turn"]

CONNECTIONS = 40
"""As many as Telegram holds to one webhook: `max_connections` of setWebhook."""

PATIENCE = 60.0
HEAD_START = 0.5
"""Seconds until the first planned time, for opening connections."""

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Request:
    """One webhook: seconds from the beginning at which it is due, headers, and JSON."""

    at: float
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Arrivals:
    """How it went: the beginning (seconds since the epoch), the seconds it `took`, and for each
    request the status (0: no answer) and the seconds from the planned time to the answer.
    """

    began: float
    took: float
    statuses: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def failed(self) -> int:
        """How many were not answered with success."""
        return sum(not 200 <= status < 300 for status in self.statuses)


def arrival_times(rate: float, seconds: float, seed: int = 1) -> list[float]:
    """Times in seconds, ascending, at which `rate` messages a second arrive on average.

    Each is anywhere in the time, independent of the others, as people are: a Poisson process of
    which only the number is given. The same seed gives the same times.
    """
    chance = random.Random(seed)
    return sorted(chance.uniform(0, seconds) for _ in range(round(rate * seconds)))


async def bring(url: str, requests: Sequence[Request]) -> Arrivals:
    """Brings each request at its time over the next free connection."""
    target = _Target(url)
    free: asyncio.Queue[Connection] = asyncio.Queue()
    opened = [await target.connect() for _ in range(min(CONNECTIONS, len(requests)))]
    for connection in opened:
        free.put_nowait(connection)
    start = time.monotonic() + HEAD_START

    async def one(request: Request, raw: bytes) -> tuple[int, float]:
        due = start + request.at
        await asyncio.sleep(due - time.monotonic())
        connection = await free.get()
        status, connection = await target.exchange(connection, raw)
        free.put_nowait(connection)
        return status, time.monotonic() - due

    ready = [(request, target.encoded(request)) for request in requests]
    outcomes = await asyncio.gather(*(one(request, raw) for request, raw in ready))
    while not free.empty():
        free.get_nowait()[1].close()
    return _arrivals(start, outcomes)


async def bring_in_turn(url: str, visits: Sequence[Sequence[Request]]) -> Arrivals:
    """All visits at once, each on a connection of its own, a request after the answer before it.

    The requests' times are not looked at; latencies count from the sending.
    """
    target = _Target(url)
    start = time.monotonic()

    async def visit(requests: Sequence[Request]) -> list[tuple[int, float]]:
        connection = await target.connect()
        outcomes = []
        for request in requests:
            began = time.monotonic()
            status, connection = await target.exchange(connection, target.encoded(request))
            outcomes.append((status, time.monotonic() - began))
        connection[1].close()
        return outcomes

    visited = await asyncio.gather(*(visit(requests) for requests in visits))
    return _arrivals(start, [outcome for outcomes in visited for outcome in outcomes])


class _Target:
    """The least of HTTP/1.1 that a webhook needs: a full client would take longer than the bot."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = str(parts.hostname), int(parts.port or 80)
        self._path = parts.path

    async def connect(self) -> Connection:
        return await asyncio.open_connection(self._host, self._port)

    def encoded(self, request: Request) -> bytes:
        body = request.body.encode()
        headers = {
            "Host": f"{self._host}:{self._port}",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **request.headers,
        }
        lines = [f"POST {self._path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode() + body

    async def exchange(self, connection: Connection, raw: bytes) -> tuple[int, Connection]:
        """The status of the answer, 0 where none came, and a connection for the next one."""
        if connection[0].at_eof():  # the server closes what was idle for seconds
            connection[1].close()
            connection = await self.connect()
        reader, writer = connection
        try:
            writer.write(raw)
            status = await asyncio.wait_for(_answer(reader), PATIENCE)
        except (OSError, EOFError, asyncio.TimeoutError):
            writer.close()
            return 0, await self.connect()
        return status, connection


async def _answer(reader: asyncio.StreamReader) -> int:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    for line in lines:
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            await reader.readexactly(int(value))
    return int(first.split()[1])


def _arrivals(start: float, outcomes: Sequence[tuple[int, float]]) -> Arrivals:
    took = time.monotonic() - start
    statuses, seconds = zip(*outcomes, strict=True)
    return Arrivals(time.time() - took, took, statuses, seconds)


def _main() -> None:
    given = json.load(sys.stdin)
    visits = [[Request(**each) for each in visit] for visit in given["visits"]]
    gc.disable()
    if given["in_turn"]:
        found = asyncio.run(bring_in_turn(given["url"], visits))
    else:
        found = asyncio.run(bring(given["url"], [each for visit in visits for each in visit]))
    json.dump(asdict(found), sys.stdout)


if __name__ == "__main__":
    _main()
