"""Senders of pulled and pushed channels: everything once, in order, by one of them at a time."""

from __future__ import annotations

import asyncio

import pytest
from delivery_site import Web, eventually_empty, in_outbox, someone
from redis.asyncio import Redis
from small_platform import SmallPlatform, answer, send_all, until

from bot.channels.channel import Capabilities
from bot.delivery.log import ConversationLog
from bot.delivery.sender import Sender
from bot.delivery.tasks import end, wind_down


async def test_two_senders_of_a_pulled_channel_write_everything_once(redis: Redis) -> None:
    for number in range(250):
        await answer(redis, "an", number)
    senders = [asyncio.create_task(Sender(redis, Web(), name).run()) for name in "ab"]
    await send_all(redis, Sender(redis, Web(), "c"))
    await end(*senders)
    log = await ConversationLog(redis).read(someone())
    out = [entry.message_id for entry in log if entry.direction == "out"]
    assert out == [f"m{number}" for number in range(250)]


async def test_people_are_sent_to_in_parallel_and_each_in_order(redis: Redis) -> None:
    platform = SmallPlatform(seconds=0.05)
    users = [f"u{number}" for number in range(10)]
    for user in users:
        for number in (1, 2):
            await answer(redis, user, number, f"{number} a", f"{number} b")
    await send_all(redis, Sender(redis, platform, "s"))
    for user in users:
        texts = [text for sent_to, text in platform.sent if sent_to == user]
        assert texts == ["1 a", "1 b", "2 a", "2 b"]
    assert platform.most_in_flight == len(users)
    log = await ConversationLog(redis).read(someone("u0"))
    assert [entry.message_id for entry in log if entry.direction == "out"] == ["m1", "m2"]
    assert not await redis.keys("sending:*")


async def test_one_sender_at_a_time_and_another_takes_over(redis: Redis) -> None:
    first, second = SmallPlatform(), SmallPlatform()
    senders = [
        asyncio.create_task(Sender(redis, platform, name, lease_seconds=0.3).run())
        for platform, name in ((first, "a"), (second, "b"))
    ]
    for number in range(20):
        await answer(redis, "an", number)
    await eventually_empty(redis)
    assert sorted((len(first.sent), len(second.sent))) == [0, 20]
    assert (await redis.get("sender:web"))[:2] in (b"a ", b"b ")
    active = 0 if first.sent else 1
    await end(senders[active])
    await answer(redis, "an", 20)
    await eventually_empty(redis)
    assert sorted((len(first.sent), len(second.sent))) == [1, 20]
    await end(*senders)


async def test_who_has_lost_the_channel_begins_no_call(redis: Redis) -> None:
    """As after a long pause of the process: its own clock has not noticed anything yet."""
    platform = SmallPlatform()
    paused = asyncio.create_task(Sender(redis, platform, "paused", lease_seconds=60).run())
    await answer(redis, "an", 1)
    await eventually_empty(redis)
    await redis.set("sender:web", "other")
    await answer(redis, "an", 2)
    await asyncio.sleep(0.3)
    assert platform.sent == [("an", "to 1")]
    assert len(await in_outbox(redis)) == 1
    assert await redis.get("sender:web") == b"other"
    await end(paused)


async def test_a_call_that_ends_after_the_channel_was_lost_changes_nothing(redis: Redis) -> None:
    late, other = SmallPlatform(), SmallPlatform()
    late.open.clear()
    await answer(redis, "an", 1, "a", "b")
    task = asyncio.create_task(Sender(redis, late, "late", lease_seconds=60).run())
    await until(lambda: late.in_flight)
    await redis.delete("sender:web")
    other.open.clear()
    taking_over = asyncio.create_task(Sender(redis, other, "other").run())
    await until(lambda: other.in_flight)
    late.open.set()
    await until(lambda: not late.in_flight)
    await asyncio.sleep(0.05)
    assert await redis.hget((await redis.keys("sending:*"))[0], "done") is None
    other.open.set()
    await eventually_empty(redis)
    assert late.sent == [("an", "a")]
    assert other.sent == [("an", "a"), ("an", "b")]
    await end(task, taking_over)


async def test_stopping_ends_the_call_under_way_and_gives_the_channel_to_another(
    redis: Redis,
) -> None:
    first, second = SmallPlatform(seconds=0.3), SmallPlatform()
    await answer(redis, "an", 1, "a", "b")
    sender = Sender(redis, first, "a", lease_seconds=30)
    task = asyncio.create_task(sender.run())
    await until(lambda: first.in_flight)
    await wind_down([sender], [task], seconds=5)
    assert not task.cancelled()
    assert first.sent == [("an", "a")]
    assert await redis.get("sender:web") is None
    await send_all(redis, Sender(redis, second, "b"))
    assert second.sent == [("an", "b")]


async def test_stopping_does_not_wait_for_a_platform_that_hangs(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.push.STOP_SECONDS", 0.2)
    platform = SmallPlatform()
    platform.open.clear()
    await answer(redis, "an", 1)
    sender = Sender(redis, platform, "a")
    task = asyncio.create_task(sender.run())
    await until(lambda: platform.in_flight)
    sender.stop()
    await asyncio.wait_for(task, 3)
    assert len(await in_outbox(redis)) == 1


def test_a_channel_without_a_way_to_people_is_refused(redis: Redis) -> None:
    class Mute:
        name = "mute"
        capabilities = Capabilities(pull=False, buttons=False, text_limit=1)

    with pytest.raises(TypeError, match="mute has no way"):
        Sender(redis, Mute(), "s")
