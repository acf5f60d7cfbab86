"""What platforms send is stored before it is answered; nothing else gets in."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from edge_site import SECRET, Post, post, visiting
from fastapi import FastAPI
from redis.asyncio import Redis

from bot.channels.channel import Rate, Received
from bot.delivery.connection import connect
from bot.delivery.intake import PERSON_RATE, take_in
from bot.delivery.mailbox import Accepted, Mailbox
from bot.delivery.pace import Pace
from bot.message import Person
from bot.store.valkey import EmbeddedValkey, embedded
from bot.web import webhooks
from bot.web.webhooks import ASKED_AGAIN, webhook_router

SIGNED = {"x-secret": SECRET}
AN = Person("post", "an")


@pytest.fixture(name="valkey")
def _valkey(tmp_path: Path) -> EmbeddedValkey:
    return embedded(tmp_path)


@pytest.fixture(name="redis")
async def _redis(valkey: EmbeddedValkey) -> AsyncIterator[Redis]:
    redis = connect(valkey.start())
    yield redis
    await redis.close()
    await redis.connection_pool.disconnect()
    valkey.stop()


def app_with(redis: Redis, channel: Post, mailbox: Mailbox | None = None) -> FastAPI:
    """The webhook of `channel`."""
    app = FastAPI()
    take = partial(take_in, mailbox or Mailbox(redis))
    app.include_router(webhook_router((channel,), take, Pace(redis)))
    return app


async def waiting(redis: Redis, person: Person = AN) -> int:
    """How many messages of the person wait."""
    return int(await redis.xlen(f"mailbox:{person.key}"))


async def test_a_message_is_stored_once_then_acknowledged(redis: Redis) -> None:
    channel = Post()
    async with visiting(app_with(redis, channel)) as client:
        for number in (1, 1, 2):
            answer = await client.post("/webhooks/post", json=post(number), headers=SIGNED)
            assert (answer.status_code, answer.content) == (200, b"")
    await asyncio.sleep(0.05)
    assert await waiting(redis) == 2
    assert channel.acknowledged == ["1", "1", "2"]


async def test_an_acknowledgement_that_fails_changes_nothing(
    redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    async with visiting(app_with(redis, Post(fails=True))) as client:
        answer = await client.post("/webhooks/post", json=post(1), headers=SIGNED)
        await asyncio.sleep(0.05)
    assert answer.status_code == 200
    assert await waiting(redis) == 1
    assert "post was not told of a receipt: SendError" in caplog.text


@pytest.mark.parametrize("name", ["web", "none", "rest", "..", "post/"])
async def test_who_has_no_webhook_has_none(redis: Redis, name: str) -> None:
    async with visiting(app_with(redis, Post())) as client:
        answer = await client.post(f"/webhooks/{name}", json=post(1), headers=SIGNED)
        assert answer.status_code in (404, 307)
        assert (await client.get("/webhooks/post")).status_code == 405
    assert await waiting(redis) == 0


async def test_what_is_forged_or_old_is_refused_and_not_stored(redis: Redis) -> None:
    async with visiting(app_with(redis, Post())) as client:
        forged = await client.post("/webhooks/post", json=post(1), headers={"x-secret": "other"})
        unsigned = await client.post("/webhooks/post", json=post(1))
        stale = await client.post("/webhooks/post", json=post(1, old=True), headers=SIGNED)
    assert [each.status_code for each in (forged, unsigned, stale)] == [401, 401, 401]
    assert forged.json()["detail"] == "Chữ ký hoặc mã bí mật không đúng."
    assert await waiting(redis) == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"user": 1}', b"\xff"])
async def test_what_is_signed_but_senseless_is_not_sent_again(
    redis: Redis, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with visiting(app_with(redis, Post())) as client:
        answer = await client.post("/webhooks/post", content=body, headers=SIGNED)
    assert answer.status_code == 200
    assert await waiting(redis) == 0
    assert f"post sent {len(body)} bytes that make no sense" in caplog.text


async def test_an_address_that_forges_is_slowed_down_but_the_platform_behind_it_is_not(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "REFUSED_RATE", Rate(count=60, seconds=3600.0, burst=60))
    app = app_with(redis, Post())
    async with visiting(app) as client:
        codes = [(await client.post("/webhooks/post", json=post(1))).status_code for _ in range(70)]
        assert codes[:60] == [401] * 60
        assert codes[-1] == 429
        slowed = await client.post("/webhooks/post", json=post(1))
        assert 50 <= int(slowed.headers["retry-after"]) <= 60
        real = await client.post("/webhooks/post", json=post(2), headers=SIGNED)
        assert real.status_code == 200
    async with visiting(app, "203.0.113.6") as client:
        assert (await client.post("/webhooks/post", json=post(1))).status_code == 401
    assert await waiting(redis) == 1


async def test_a_person_who_writes_too_fast_loses_nothing(redis: Redis) -> None:
    """The platform sends again what was not taken."""
    async with visiting(app_with(redis, Post())) as client:
        codes = []
        for number in range(PERSON_RATE.burst + 20):
            answer = await client.post("/webhooks/post", json=post(number), headers=SIGNED)
            codes.append(answer.status_code)
        assert codes[: PERSON_RATE.burst] == [200] * PERSON_RATE.burst
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "30"
        other = await client.post("/webhooks/post", json=post(1, user="bình"), headers=SIGNED)
        assert other.status_code == 200
    assert await waiting(redis) == codes.count(200)


async def test_a_flood_of_one_person_does_not_cost_the_webhook(
    redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    """Who is refused for hours is switched off by the platform: so more is taken and dropped."""
    mailbox = Mailbox(redis, capacity=1)
    async with visiting(app_with(redis, Post(), mailbox)) as client:
        codes = []
        for number in range(ASKED_AGAIN.burst + 10):
            answer = await client.post("/webhooks/post", json=post(number), headers=SIGNED)
            codes.append(answer.status_code)
    assert codes[0] == 200
    assert codes[1 : ASKED_AGAIN.burst] == [429] * (ASKED_AGAIN.burst - 1)
    assert codes[-1] == 200
    assert await waiting(redis) == 1
    assert "are dropped: too many" in caplog.text


# redis 4.6 leaves a unix socket that could not connect to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_while_redis_is_away_the_platform_is_asked_to_come_again(
    redis: Redis, valkey: EmbeddedValkey, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    async with visiting(app_with(redis, Post())) as client:
        assert (await client.post("/webhooks/post", json=post(1), headers=SIGNED)).is_success
        valkey.stop()
        away = await client.post("/webhooks/post", json=post(2), headers=SIGNED)
        assert (away.status_code, away.headers["retry-after"]) == (503, "5")
        forged = await client.post("/webhooks/post", json=post(2))
        assert forged.status_code == 401
        valkey.start()
        assert (await client.post("/webhooks/post", json=post(2), headers=SIGNED)).is_success
    assert await waiting(redis) == 2


async def test_an_answer_comes_within_a_second_whatever_storing_does(redis: Redis) -> None:
    async def hang(_: Received) -> list[Accepted]:
        await asyncio.sleep(60)
        return []

    app = FastAPI()
    app.include_router(webhook_router((Post(),), hang, Pace(redis)))
    began = time.monotonic()
    async with visiting(app) as client:
        answer = await client.post("/webhooks/post", json=post(1), headers=SIGNED)
    assert answer.status_code == 503
    assert time.monotonic() - began < 1.0
