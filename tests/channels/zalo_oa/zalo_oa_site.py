"""An Official Account's channel with everything around it that is real: database, Redis, web."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import pytest
from platforms.server import Server
from platforms.zalo_oa import APP_ID, APP_SECRET, OA_SECRET, ZaloOA
from redis.asyncio import Redis
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.attachments import Attachments
from bot.channels.channel import Received, RefusalKind, Refused, SendError, SendErrorKind
from bot.channels.zalo_oa.channel import ZaloOA as Channel
from bot.channels.zalo_oa.lock import RedisLock
from bot.channels.zalo_oa.token_store import TokenStore
from bot.channels.zalo_oa.tokens import Tokens
from bot.message import Button, Inbound, Person, Reply
from bot.store.database import open_engine, reading
from bot.store.tables import channel_token

DAY = 24 * 3600.0
AN = Person("zalo_oa", "an")
MENU = Reply("Học tiếp không?", (Button("Có", "#affirm"), Button("Không", "#deny")))
PDF = b"%PDF-1.7\n" + bytes(range(256))


def with_tables(url: str) -> str:
    """The same URL of an empty database, after the table of tokens was made."""
    engine = open_engine(url)
    channel_token.create(engine)
    engine.dispose()
    return url


@asynccontextmanager
async def tokens_of(
    platform: ZaloOA, redis: Redis, database: str, *, hasty: bool = False
) -> AsyncIterator[Tokens]:
    """What one process has; `hasty`: it tries again at once what Zalo refused."""
    engine = open_engine(database, lock_wait=0.1)
    tokens = Tokens(
        TokenStore(engine, APP_ID, platform.tokens.first),
        RedisLock(redis, "zalo_oa:renewing"),
        app_id=APP_ID,
        app_secret=APP_SECRET,
        oauth_url=platform.url,
        refused_rest=0.001 if hasty else 300.0,
        issued_rest=0.0 if hasty else 10.0,
    )
    try:
        yield tokens
    finally:
        await tokens.close()
        engine.dispose()


@asynccontextmanager
async def channel_of(
    platform: ZaloOA, redis: Redis, database: str, site: str = "http://127.0.0.1:9"
) -> AsyncIterator[Channel]:
    """The channel of one process; `site` is our own public address."""
    async with tokens_of(platform, redis, database, hasty=True) as tokens:
        channel = Channel(
            APP_ID, secret=OA_SECRET, tokens=tokens, api_url=platform.url, fetch=Attachments(site)
        )
        yield channel
        await channel.close()


class Web:
    """Our own web server: the webhook of `channel`, which remembers what came, and one file.

    `slow`: seconds that the next answers take, in turn. `retries`: the header of each attempt.
    """

    def __init__(self, channel: Channel) -> None:
        self.inbounds: list[Inbound] = []
        self.left: list[str] = []
        self.refusals: list[RefusalKind] = []
        self.retries: list[str | None] = []
        self.slow: list[float] = []
        self._channel = channel
        routes = [
            Route("/webhooks/zalo_oa", self._take, methods=["POST"]),
            Route("/chung-nhan.pdf", self._file),
        ]
        self._server = Server(Starlette(routes=routes))

    @property
    def url(self) -> str:
        return self._server.url

    @contextmanager
    def running(self) -> Iterator[None]:
        self._server.start()
        try:
            yield
        finally:
            self._server.stop()

    async def _take(self, request: Request) -> Response:
        self.retries.append(request.headers.get("num_retry"))
        try:
            received = self._channel.receive(request.headers, await request.body(), time.time())
        except Refused as refused:
            self.refusals.append(refused.kind)
            return Response(status_code=401)
        if self.slow:
            await asyncio.sleep(self.slow.pop(0))
        self._keep(received)
        return Response()

    def _keep(self, received: Received) -> None:
        self.inbounds += received.inbounds
        self.left += [person.user for person in received.left]

    async def _file(self, _request: Request) -> Response:
        return Response(PDF, media_type="application/pdf")


async def send(channel: Channel, *replies: Reply, to: Person = AN) -> None:
    """Renders and sends all of it."""
    for call in channel.render(to, replies):
        await channel.send(call)


async def kind_of(channel: Channel, *replies: Reply, to: Person = AN) -> SendErrorKind:
    """Why it could not be sent."""
    with pytest.raises(SendError) as problem:
        await send(channel, *replies, to=to)
    return problem.value.kind


def stored(database: str) -> list[tuple[str, str | None]]:
    """The pairs in the database, refresh token first."""
    engine = open_engine(database)
    with reading(engine) as connection:
        columns = (channel_token.c.refresh_token, channel_token.c.access_token)
        rows = connection.execute(select(*columns)).all()
    engine.dispose()
    return [tuple(row) for row in rows]


async def refusal_of(asking: Awaitable[str]) -> SendErrorKind:
    """Why there is no token."""
    with pytest.raises(SendError) as problem:
        await asking
    return problem.value.kind


async def eventually(holds: Callable[[], bool], seconds: float = 5.0) -> None:
    """Waits until it holds."""
    give_up = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up
        await asyncio.sleep(0.01)


def texts(platform: ZaloOA, user: str = "an") -> list[str]:
    """What the person has read."""
    return [sent.text for sent in platform.chat(user)]
