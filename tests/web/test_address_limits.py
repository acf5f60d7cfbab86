"""One address may send so much: generous for a class, not for a machine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from bot_site import running_site
from edge_site import visiting
from fastapi import FastAPI
from redis.asyncio import Redis

from bot.channels.channel import Rate
from bot.delivery.connection import connect
from bot.delivery.intake import PERSON_RATE
from bot.delivery.log import ConversationLog
from bot.delivery.mailbox import Mailbox
from bot.delivery.pace import Pace
from bot.delivery.postbox import Postbox
from bot.delivery.recordings import Recordings
from bot.store.valkey import embedded
from bot.web import chat, rest
from bot.web.chat import chat_router

CLASS = 40

SLOW = Rate(count=60, seconds=3600.0, burst=20)
"""A limit that gives nothing back while a test runs."""


@pytest.fixture(name="redis")
async def _redis(tmp_path: Path) -> AsyncIterator[Redis]:
    valkey = embedded(tmp_path)
    redis = connect(valkey.start())
    yield redis
    await redis.close()
    await redis.connection_pool.disconnect()
    valkey.stop()


def app_with(redis: Redis) -> FastAPI:
    """The chat page alone."""
    app = FastAPI()
    stopping = asyncio.Event()
    stopping.set()  # an event stream ends after what there is
    app.include_router(
        chat_router(
            Mailbox(redis),
            Recordings(redis),
            ConversationLog(redis),
            Postbox(redis),
            Pace(redis),
            stopping,
            "http://bot",
        )
    )
    return app


async def write(client: httpx.AsyncClient, person: int, number: int) -> httpx.Response:
    """One message of a browser with a cookie of its own."""
    body = {"id": f"message-{number}", "text": "xin chào"}
    cookie = f"bhs={person:032x}"
    return await client.post("/chat/messages", json=body, headers={"cookie": cookie})


async def visit(client: httpx.AsyncClient, person: int) -> httpx.Response:
    """One connection of such a browser."""
    return await client.get("/chat/events", headers={"cookie": f"bhs={person:032x}"})


async def test_a_class_behind_one_address_is_not_limited(redis: Redis) -> None:
    async with visiting(app_with(redis)) as client:
        for number in range(5):
            for person in range(CLASS):
                assert (await visit(client, person)).status_code == 200
                assert (await write(client, person, number)).status_code == 202


async def test_a_machine_is_and_only_its_own_address(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat, "WRITE_RATE", SLOW)
    monkeypatch.setattr(chat, "VISIT_RATE", SLOW)
    app = app_with(redis)
    async with visiting(app) as client:
        codes = [(await write(client, n, n)).status_code for n in range(SLOW.burst)]
        assert set(codes) == {202}
        refused = await write(client, 100, 100)
        assert refused.status_code == 429
        assert 50 <= int(refused.headers["retry-after"]) <= 60
        assert refused.json()["detail"].startswith("Có quá nhiều yêu cầu từ địa chỉ này.")
        codes = [(await visit(client, n)).status_code for n in range(SLOW.burst + 1)]
        assert codes == [200] * SLOW.burst + [429]
    async with visiting(app, "203.0.113.77") as client:
        assert (await write(client, 1, 1)).status_code == 202


async def test_one_person_cannot_fill_the_queue(redis: Redis) -> None:
    async with visiting(app_with(redis)) as client:
        answers = [await write(client, 7, n) for n in range(PERSON_RATE.burst + 30)]
        assert [each.status_code for each in answers[: PERSON_RATE.burst]] == [202] * 60
        assert answers[-1].status_code == 429
        assert answers[-1].headers["retry-after"] == "5"
        assert (await write(client, 8, 1)).status_code == 202


def test_who_guesses_tokens_is_slowed_down_even_where_they_guess_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rest, "REFUSED_RATE", SLOW)

    def parse(client: httpx.Client, token: str) -> int:
        headers = {"authorization": f"Bearer {token}"}
        return client.post("/model/parse", json={"text": "a"}, headers=headers).status_code

    token = "right-token"
    with (
        running_site(tmp_path, {"web"}, {"API_TOKEN": token}) as site,
        httpx.Client(base_url=site.url) as client,
    ):
        right = {parse(client, token) for _ in range(2 * SLOW.burst)}
        assert right == {503}, "let in; this process has no dialogue"
        codes = [parse(client, f"wrong-{n}") for n in range(SLOW.burst + 10)]
        assert codes[: SLOW.burst] == [401] * SLOW.burst
        assert codes[-1] == 429
        assert parse(client, token) == 429
        assert client.get("/health/live").status_code == 200
        wrong_again = [parse(client, "wrong") for _ in range(3)]
        assert wrong_again == [429] * 3
