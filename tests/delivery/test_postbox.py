"""Waiting for replies and following a conversation."""

from __future__ import annotations

import asyncio
import time

import pytest
from delivery_site import echo, message, running, someone
from redis.asyncio import Redis

from bot.delivery.log import ConversationLog, Entry
from bot.message import Button, Inbound, Reply


async def test_replies_arrive_within_milliseconds(redis: Redis) -> None:
    async with running(redis) as site:
        await asyncio.sleep(0.1)
        began = time.monotonic()
        await site.mailbox.accept(message(1))
        assert await site.postbox.wait_replies(someone(), "m1", 5) == [Reply("echo 1")]
        assert time.monotonic() - began < 0.2


async def test_who_asks_late_is_answered_at_once(redis: Redis) -> None:
    async with running(redis) as site:
        await site.mailbox.accept(message(1))
        await site.postbox.wait_replies(someone(), "m1", 5)
        assert await site.postbox.wait_replies(someone(), "m1", 0) == [Reply("echo 1")]
    assert await redis.ttl("reply:web:an:m1") > 24 * 3600 - 60


async def test_waiting_ends_at_its_time(redis: Redis) -> None:
    async with running(redis, workers=0) as site:
        began = time.monotonic()
        assert await site.postbox.wait_replies(someone(), "m1", 0.2) is None
        assert await site.postbox.wait_entries(someone(), timeout=0.2) == []
        assert 0.39 <= time.monotonic() - began < 1.0  # timers may be early by their resolution


async def test_the_log_holds_both_directions_with_buttons(redis: Redis) -> None:
    reply = Reply(
        "Chọn ạ", (Button("Một", "1"), Button("Hai", "2")), "http://a/b.png", "http://a/c"
    )

    async def handler(_inbound: Inbound, _again: bool) -> list[Reply]:
        return [reply, Reply("Thế ạ")]

    async with running(redis, handler) as site:
        await site.mailbox.accept(message(1, text="chào"))
        await site.postbox.wait_replies(someone(), "m1", 5)
        asked, answered = await site.log.read(someone())
    assert asked == Entry(asked.cursor, "in", "m1", text="chào")
    assert answered == Entry(answered.cursor, "out", "m1", replies=(reply, Reply("Thế ạ")))
    assert await ConversationLog(redis).read(someone(), after=asked.cursor) == [answered]
    assert await ConversationLog(redis).read(someone(), after=answered.cursor) == []


@pytest.mark.parametrize("cursor", ["", "x", "1", "1-", "-1-0", "+", "(1-0", "1-0 COUNT", "²-1"])
async def test_a_cursor_that_is_none_is_refused(redis: Redis, cursor: str) -> None:
    with pytest.raises(ValueError, match="not a cursor"):
        await ConversationLog(redis).read(someone(), after=cursor)


async def test_following_gives_what_was_and_what_comes_once_and_in_order(redis: Redis) -> None:
    async with running(redis) as site:
        await site.mailbox.accept(message(0))
        await site.postbox.wait_replies(someone(), "m0", 5)
        entries: list[Entry] = []

        async def follow() -> None:
            async for entry in site.postbox.follow(someone()):
                entries.append(entry)
                if entry.direction == "out" and entry.message_id == "m20":
                    return

        following = asyncio.create_task(follow())
        for number in range(1, 21):
            await site.mailbox.accept(message(number))
            await asyncio.sleep(0.002)
        await asyncio.wait_for(following, 5)
        for direction in ("in", "out"):
            ids = [entry.message_id for entry in entries if entry.direction == direction]
            assert ids == [f"m{number}" for number in range(21)]
        assert len({entry.cursor for entry in entries}) == 42


async def test_a_cut_connection_costs_about_a_second(redis: Redis) -> None:
    async with running(redis) as site:
        waiting = asyncio.create_task(site.postbox.wait_replies(someone(), "m1", 10))
        await asyncio.sleep(0.1)
        for _ in range(3):
            await redis.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
            await asyncio.sleep(0.05)
        began = time.monotonic()
        await site.mailbox.accept(message(1))
        assert await waiting == [Reply("echo 1")]
        assert time.monotonic() - began < 1.5


async def test_a_lost_notification_costs_about_a_second(redis: Redis) -> None:
    """The reply is there and counted, but the notification never comes."""
    async with running(redis, workers=0) as site:
        await asyncio.sleep(0.1)
        waiting = asyncio.create_task(site.postbox.wait_replies(someone(), "m1", 10))
        await asyncio.sleep(0.1)
        await redis.set("reply:web:an:m1", '[{"text": "ạ"}]')
        await redis.incr("news:count")
        began = time.monotonic()
        assert await waiting == [Reply("ạ")]
        assert time.monotonic() - began < 1.5


async def test_many_wait_at_once(redis: Redis) -> None:
    people = [someone(str(number)) for number in range(300)]
    async with running(redis, echo, workers=8) as site:

        async def talk(number: int) -> list[Reply] | None:
            await site.mailbox.accept(message(number, people[number]))
            return await site.postbox.wait_replies(people[number], f"m{number}", 20)

        answers = await asyncio.gather(*(talk(number) for number in range(len(people))))
    assert answers == [[Reply(f"echo {number}")] for number in range(len(people))]
