"""Answers that a language model may word: each is said once, whatever becomes of the model."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from delivery_site import in_outbox, message, someone
from redis.asyncio import Redis
from small_platform import SmallPlatform

from bot.delivery import keys
from bot.delivery.mailbox import Mailbox
from bot.delivery.pace import Pace
from bot.delivery.spoken import SpokenReplies
from bot.delivery.tasks import end
from bot.delivery.wordings import Unworded, Wordings, handed_over, left_as_they_are
from bot.delivery.writing import LeftOver, Word, Writing
from bot.message import Button, Reply
from bot.speech.voice import Voice

PASSAGE = Reply(
    "Bấm “Quên mật khẩu”.\n(kiểm tra ngày 22/11/2026)",
    (Button("Học bài này", "#1"),),
    wording=json.dumps(
        {
            "request": {"question": "quên mk", "message_id": "m1"},
            "source": "(kiểm tra ngày 22/11/2026)",
            "about": "Về câu “quên mk”:",
            "meanwhile": "Cháu xem rồi trả lời ngay ạ.",
        }
    ),
)
WORDED = "Bác bấm vào dòng “Quên mật khẩu” ạ."


async def worded(_request: Mapping[str, Any]) -> str | None:
    return WORDED


@contextlib.asynccontextmanager
async def writing(
    redis: Redis, word: Word = worded, name: str = "w", lease_seconds: float = 60.0
) -> AsyncIterator[Writing]:
    """Somebody who words answers while the block runs."""
    work = Writing(
        Wordings(redis, lease_seconds=lease_seconds),
        SpokenReplies(redis, "http://bot.example", 3600),
        word,
        name,
        channels=[SmallPlatform()],
        pace=Pace(redis),
        block_ms=50,
    )
    running = asyncio.create_task(work.run())
    try:
        yield work
    finally:
        await end(running)


async def handled(redis: Redis, number: int = 1, voice: Voice | None = None) -> None:
    """A message is answered with a passage that is handed over."""
    mailbox = Mailbox(redis)
    await mailbox.accept(message(number))
    lease = await mailbox.take("a", block_ms=0)
    assert lease is not None
    assert await mailbox.complete(lease, handed_over([PASSAGE, Reply("Câu 2 …")], voice))


async def said(redis: Redis) -> list[tuple[str, list[str]]]:
    """What lies in the outbox: ids and texts."""
    return [
        (each.message_id, [one.text for one in each.replies]) for each in await in_outbox(redis)
    ]


async def answers(redis: Redis) -> None:
    """Returns once the answer was given as well."""
    for _ in range(1000):
        if await redis.xlen("outbox:web") >= 2:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("there was no answer")


async def test_the_passage_is_worded_and_said_after_what_was_said_meanwhile(redis: Redis) -> None:
    await handled(redis)
    async with writing(redis):
        await answers(redis)
    assert await said(redis) == [
        ("m1", ["Cháu xem rồi trả lời ngay ạ.", "Câu 2 …"]),
        ("m1:worded", [f"{WORDED}\n(kiểm tra ngày 22/11/2026)"]),
    ]
    replies = (await in_outbox(redis))[1].replies
    assert replies[0].buttons == PASSAGE.buttons
    assert await redis.xlen(keys.WORDING) == 0


async def test_who_has_written_since_is_told_what_it_is_about(redis: Redis) -> None:
    await handled(redis)
    await Mailbox(redis).accept(message(2))
    async with writing(redis):
        await answers(redis)
    assert (await said(redis))[1][1][0].startswith("Về câu “quên mk”:\nBác bấm")


@pytest.mark.parametrize("failing", [None, RuntimeError("the model broke")])
async def test_what_cannot_be_worded_is_said_as_it_is(
    redis: Redis, failing: Exception | None
) -> None:
    async def word(_request: Mapping[str, Any]) -> str | None:
        if failing:
            raise failing
        return None

    await handled(redis)
    async with writing(redis, word):
        await answers(redis)
    worded = (await in_outbox(redis))[1]
    assert (worded.message_id, worded.replies) == ("m1:worded", [replace(PASSAGE, wording=None)])


async def test_whoever_is_killed_is_replaced_and_nothing_is_said_twice(redis: Redis) -> None:
    hanging = asyncio.Event()

    async def never(_request: Mapping[str, Any]) -> str | None:
        hanging.set()
        await asyncio.Event().wait()
        return None

    await handled(redis)
    async with writing(redis, never, "killed"):
        await asyncio.wait_for(hanging.wait(), 5)
    await asyncio.sleep(0.1)
    async with writing(redis, name="other", lease_seconds=0.1):
        await answers(redis)
        await asyncio.sleep(0.2)
    assert [id for id, _ in await said(redis)] == ["m1", "m1:worded"]


async def test_two_who_have_the_same_answer_say_it_once(redis: Redis) -> None:
    await handled(redis)
    one, other = Wordings(redis), Wordings(redis, lease_seconds=0.0)
    await one.open()
    await other.open()
    first = await one.take("a", block_ms=10)
    second = await other.take("b", block_ms=10)
    assert first is not None
    assert first == second
    assert await one.say(first, [Reply("một")])
    assert not await other.say(first, [Reply("hai")])
    assert await said(redis) == [
        ("m1", ["Cháu xem rồi trả lời ngay ạ.", "Câu 2 …"]),
        ("m1:worded", ["một"]),
    ]


async def test_where_nobody_words_it_the_passage_is_said(redis: Redis) -> None:
    await handled(redis)
    spoken = SpokenReplies(redis, "http://bot.example", 3600)
    left_over = LeftOver(Wordings(redis), spoken, seconds=0.0, every=0.02)
    looking = asyncio.create_task(left_over.run())
    await answers(redis)
    await end(looking)
    assert (await said(redis))[1] == ("m1:worded", [PASSAGE.text])


async def test_who_is_answered_aloud_hears_it_too(redis: Redis) -> None:
    await handled(redis, voice=Voice())
    async with writing(redis):
        await answers(redis)
    replies = (await in_outbox(redis))[1].replies
    assert (replies[0].audio or "").startswith("http://bot.example/speech/")


async def test_who_is_forgotten_is_not_answered_any_more(redis: Redis) -> None:
    await handled(redis)
    await Mailbox(redis).forget(someone())
    async with writing(redis):
        await asyncio.sleep(0.3)
    assert await said(redis) == []


async def test_it_is_known_whether_anybody_words_answers(redis: Redis) -> None:
    wordings = Wordings(redis)
    assert not await wordings.are_written()
    async with writing(redis):
        for _ in range(500):
            if await wordings.are_written():
                return
            await asyncio.sleep(0.01)
    raise AssertionError("nobody said so")


async def test_without_a_model_the_passage_is_the_answer() -> None:
    assert left_as_they_are([PASSAGE]) == [replace(PASSAGE, wording=None)]


async def test_an_answer_to_be_worded_survives_the_way_through_the_line() -> None:
    given = handed_over([PASSAGE], Voice())[0].wording
    assert given is not None
    unworded = Unworded.from_json(given)
    assert unworded.reply == replace(PASSAGE, wording=None)
    assert unworded.voice == Voice()
    assert unworded.to_json() == given


async def test_the_platform_shows_that_something_is_coming(redis: Redis) -> None:
    platform = SmallPlatform(window=timedelta(days=1))

    async def slow(_request: Mapping[str, Any]) -> str | None:
        await asyncio.sleep(1.0)
        return WORDED

    await handled(redis)
    work = Writing(
        Wordings(redis),
        SpokenReplies(redis, "http://bot.example", 3600),
        slow,
        "w",
        channels=[platform],
        pace=Pace(redis),
        block_ms=50,
    )
    running = asyncio.create_task(work.run())
    await answers(redis)
    await end(running)
    assert platform.typed == [someone().user]
