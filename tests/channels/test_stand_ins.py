"""What all stand-ins do alike: bring updates to a webhook, go wrong as planned, be away."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import pytest
from platforms.deliveries import Habits
from platforms.faults import ANY, Fault
from platforms.zalo_bot import TOKEN, ZaloBot


class InOrder(ZaloBot):
    """A platform that brings what one person does strictly in order."""

    habits = Habits(patience=5.0, retries=(10, 20), in_order=True)


class OutOfOrder(ZaloBot):
    """A platform that goes on with the next update while an earlier one waits to be retried."""

    habits = Habits(patience=5.0, retries=(10, 20), in_order=False)


class Impatient(ZaloBot):
    """A platform that does not wait long for an answer."""

    habits = Habits(patience=0.4, retries=(10, 20), in_order=True)


@dataclass
class Bot:
    """A webhook that gives `answers` (status, seconds) in turn, then 200 at once."""

    answers: list[tuple[int, float]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    url: str = ""
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answers one request."""
        task = asyncio.current_task()
        assert task is not None
        self.tasks.append(task)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length:")[2].split()[0])
        update = json.loads(await reader.readexactly(length))
        self.texts.append(update["message"]["text"])
        status, seconds = self.answers.pop(0) if self.answers else (200, 0.0)
        await asyncio.sleep(seconds)
        writer.write(
            f"HTTP/1.1 {status} -\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode()
        )
        writer.close()
        await writer.wait_closed()


@asynccontextmanager
async def bot_for(platform: ZaloBot, *answers: tuple[int, float]) -> AsyncIterator[Bot]:
    bot = Bot(list(answers))
    async with await asyncio.start_server(bot.serve, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        bot.url = f"http://{host}:{port}/hook"
        platform.deliver_to(bot.url)
        yield bot
        await asyncio.gather(*bot.tasks)


@pytest.fixture(name="platform", params=[InOrder, OutOfOrder])
def _platform(request: pytest.FixtureRequest) -> Iterator[ZaloBot]:
    with request.param(poll_seconds=0.1) as platform:
        yield platform


async def settled(platform: ZaloBot) -> None:
    await asyncio.to_thread(platform.settle)


async def test_updates_reach_the_webhook_in_order(platform: ZaloBot) -> None:
    platform.say("an", "trước khi có webhook")
    async with bot_for(platform) as bot:
        for text in ("một", "hai", "ba"):
            platform.say("an", text)
        await settled(platform)
    assert bot.texts == ["trước khi có webhook", "một", "hai", "ba"]
    assert all(attempt.taken and attempt.number == 1 for attempt in platform.attempts)


async def test_an_update_that_is_refused_comes_again() -> None:
    for kind, texts in ((InOrder, ["một", "một", "hai"]), (OutOfOrder, ["một", "hai", "một"])):
        with kind() as platform:
            async with bot_for(platform, (500, 0.0)) as bot:
                platform.say("an", "một")
                platform.say("an", "hai")
                await settled(platform)
        assert bot.texts == texts
        assert sorted((a.number, a.status) for a in platform.attempts) == [
            (1, 200),
            (1, 500),
            (2, 200),
        ]


async def test_an_update_that_is_answered_too_late_comes_again() -> None:
    with Impatient() as platform:
        async with bot_for(platform, (200, 0.6)) as bot:
            platform.say("an", "một")
            await settled(platform)
            assert bot.texts == ["một", "một"]
        assert [attempt.status for attempt in platform.attempts] == [None, 200]


async def test_in_the_end_it_gives_up(platform: ZaloBot) -> None:
    async with bot_for(platform, (500, 0.0), (503, 0.0), (401, 0.0)) as bot:
        platform.say("an", "một")
        await settled(platform)
        assert bot.texts == ["một"] * 3
    assert [json.loads(body)["message"]["text"] for body in platform.given_up] == ["một"]


async def test_waiting_grows_and_is_shortened(platform: ZaloBot) -> None:
    async with bot_for(platform, (500, 0.0), (500, 0.0)):
        began = time.monotonic()
        platform.say("an", "một")
        await settled(platform)
    assert 0.3 <= time.monotonic() - began < 1.5


async def test_duplicates_and_another_order_on_demand(platform: ZaloBot) -> None:
    async with bot_for(platform) as bot:
        platform.duplicate(1)
        platform.say("an", "một")
        platform.say("an", "hai")
        await settled(platform)
        assert sorted(bot.texts) == ["hai", "một", "một"]
        bot.texts.clear()
        with platform.reordered():
            platform.say("an", "một")
            platform.say("binh", "hai")
            platform.say("an", "ba")
        await settled(platform)
    assert [text for text in bot.texts if text != "hai"] == ["ba", "một"]
    assert "hai" in bot.texts


@pytest.fixture(name="either")
def _either() -> Iterator[ZaloBot]:
    """A platform where it does not matter in which order it brings things."""
    with InOrder(poll_seconds=0.1) as platform:
        yield platform


async def ask(platform: ZaloBot, method: str = "sendMessage", text: str = "chào") -> httpx.Response:
    async with httpx.AsyncClient(timeout=0.5, verify=False) as client:
        url = f"{platform.url}/bot{TOKEN}/{method}"
        return await client.post(url, json={"chat_id": "an", "text": text})


async def test_faults_come_in_turn_and_by_method(either: ZaloBot) -> None:
    either.faults.next("sendMessage", 2, Fault(status=429, headers={"Retry-After": "3"}))
    either.faults.next(ANY, 1, Fault(status=502, body="<html>"))
    assert (await ask(either, "getMe")).text == "<html>"
    assert (await ask(either, "getMe")).json()["ok"] is True
    answers = [await ask(either) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [429, 429, 200]
    assert answers[0].headers["retry-after"] == "3"
    assert [asked.method for asked in either.asked] == ["getMe"] * 2 + ["sendMessage"] * 3
    assert len(either.chat("an")) == 1
    either.faults.next("sendMessage", 2, Fault(status=500))
    assert either.faults.waiting == 2
    either.faults.clear()
    assert (await ask(either)).status_code == 200


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(cut=True), httpx.RemoteProtocolError),
        (Fault(truncated=True), httpx.RemoteProtocolError),
        (Fault(delay=0.8), httpx.ReadTimeout),
    ],
)
async def test_what_was_taken_but_not_answered(
    either: ZaloBot, fault: Fault, error: type[Exception]
) -> None:
    either.faults.next("sendMessage", 1, fault)
    with pytest.raises((error, httpx.ReadError)):
        await ask(either, text="một")
    await ask(either, text="hai")
    await asyncio.sleep(0.5 if fault.delay else 0.0)
    seen = [(sent.text, sent.answered) for sent in either.chat("an")]
    assert seen == [("một", False), ("hai", True)]


async def test_away_for_a_while(either: ZaloBot) -> None:
    with either.away(), pytest.raises(httpx.ConnectError):
        await ask(either)
    assert (await ask(either)).status_code == 200


async def test_a_chat_that_does_not_come(either: ZaloBot) -> None:
    with pytest.raises(TimeoutError, match="zalo_bot: 0 of 1 messages came to an"):
        await asyncio.to_thread(either.wait_for, "an", 1, 0.05)
    shown: list[str] = []
    either.watch = lambda user, sent: shown.append(f"{user}: {sent.text}")
    await ask(either)
    assert [sent.text for sent in either.wait_for("an", 1)] == ["chào"]
    assert shown == ["an: chào"]
