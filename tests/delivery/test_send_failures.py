"""What a sender does when a platform does not take a call."""

from __future__ import annotations

import asyncio
import time

import pytest
from delivery_site import eventually_empty, message, someone
from prometheus_client import REGISTRY
from redis.asyncio import Redis
from small_platform import SmallPlatform, answer, send_all, until

from bot.channels.channel import Call, SendError, SendErrorKind
from bot.delivery.dead_letters import DeadLetters
from bot.delivery.mailbox import Mailbox
from bot.delivery.retrying import MOST_UNSURE
from bot.delivery.sender import Sender
from bot.delivery.tasks import end
from bot.message import Person

FAST = {"first_retry": 0.005}


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"bot_{name}", {"channel": "web", **labels}) or 0.0


@pytest.mark.parametrize("kind", [SendErrorKind.UNAVAILABLE, SendErrorKind.RATE_LIMITED])
async def test_an_error_that_passes_keeps_the_order_and_hinders_nobody_else(
    redis: Redis, kind: SendErrorKind
) -> None:
    platform = SmallPlatform()
    platform.errors["an"] = [SendError(kind), SendError(kind)]
    retries = counted("send_retries_total", reason=kind.value)
    await answer(redis, "an", 1)
    await answer(redis, "an", 2)
    await answer(redis, "bình", 1)
    await send_all(redis, Sender(redis, platform, "s", first_retry=0.05))
    assert platform.sent == [("bình", "to 1"), ("an", "to 1"), ("an", "to 2")]
    assert counted("send_retries_total", reason=kind.value) == retries + 2


async def test_a_call_is_made_again_and_not_those_before_it(redis: Redis) -> None:
    platform = SmallPlatform()
    platform.errors["an"] = [None, *([SendError(SendErrorKind.UNAVAILABLE)] * 4)]
    await answer(redis, "an", 1, "a", "b", "c")
    await send_all(redis, Sender(redis, platform, "s", **FAST))
    assert [text for _, text in platform.sent] == ["a", "b", "c"]


async def test_the_platform_says_how_long_everybody_has_to_wait(redis: Redis) -> None:
    platform = SmallPlatform()
    platform.errors["an"] = [SendError(SendErrorKind.RATE_LIMITED, retry_after=0.5)]
    await answer(redis, "an", 1)
    began = time.monotonic()
    task = asyncio.create_task(Sender(redis, platform, "s", **FAST).run())
    await until(lambda: platform.tries)
    await redis.ping()
    await asyncio.sleep(0.1)
    await answer(redis, "bình", 1)
    await until(lambda: len(platform.sent) == 2)
    assert time.monotonic() - began >= 0.5
    assert platform.tries == 3
    await end(task)


async def test_a_halt_holds_for_the_next_sender_too(redis: Redis) -> None:
    platform = SmallPlatform()
    platform.errors["an"] = [SendError(SendErrorKind.RATE_LIMITED, retry_after=0.6)]
    await answer(redis, "an", 1)
    began = time.monotonic()
    task = asyncio.create_task(Sender(redis, platform, "s", **FAST).run())
    await until(lambda: platform.tries)
    await asyncio.sleep(0.1)
    await end(task)
    await send_all(redis, Sender(redis, platform, "t", **FAST))
    assert time.monotonic() - began >= 0.6


async def test_a_refused_token_halts_the_channel_until_it_is_right(redis: Redis) -> None:
    platform = SmallPlatform()
    platform.errors["an"] = [SendError(SendErrorKind.UNAUTHORIZED) for _ in range(3)]
    await answer(redis, "an", 1)
    task = asyncio.create_task(Sender(redis, platform, "s", **FAST).run())
    await until(lambda: platform.tries == 1)
    await until(lambda: counted("channel_unauthorized") == 1)
    await answer(redis, "bình", 1)
    await until(lambda: len(platform.sent) == 2)
    await end(task)
    assert counted("channel_unauthorized") == 0
    assert sorted(platform.sent) == [("an", "to 1"), ("bình", "to 1")]


@pytest.mark.parametrize(
    ("errors", "reason"),
    [
        ([SendError(SendErrorKind.REJECTED)], "rejected after 1 attempts"),
        ([SendError(SendErrorKind.WINDOW_CLOSED)], "window_closed after 1 attempts"),
        ([SendError(SendErrorKind.QUOTA_SPENT)], "quota_spent after 1 attempts"),
        (
            [SendError(SendErrorKind.UNANSWERED)] * MOST_UNSURE,
            f"unanswered after {MOST_UNSURE} attempts",
        ),
        ([KeyError("chat")], "the channel failed with KeyError"),
    ],
)
async def test_what_cannot_be_sent_is_kept_and_can_be_sent_again(
    redis: Redis, errors: list[Exception], reason: str
) -> None:
    platform = SmallPlatform()
    platform.errors["an"] = list(errors)
    await answer(redis, "an", 1)
    await answer(redis, "an", 2)
    sender = Sender(redis, platform, "s", first_retry=0.001)
    await send_all(redis, sender)
    assert platform.sent == [("an", "to 2")]
    letters = DeadLetters(redis)
    [letter] = await letters.read()
    assert (letter.kind, letter.message_id, letter.reason) == ("replies", "m1", reason)
    assert await letters.send_again(letter.letter_id)
    await send_all(redis, sender)
    assert platform.sent == [("an", "to 2"), ("an", "to 1")]
    assert await letters.read() == []


async def test_what_was_sent_of_a_dead_letter_is_not_sent_again(redis: Redis) -> None:
    platform = SmallPlatform()
    platform.errors["an"] = [None, SendError(SendErrorKind.REJECTED)]
    await answer(redis, "an", 1, "a", "b", "c")
    sender = Sender(redis, platform, "s")
    await send_all(redis, sender)
    letters = DeadLetters(redis)
    [letter] = await letters.read()
    assert letter.done == 1
    await letters.send_again(letter.letter_id)
    await send_all(redis, sender)
    assert [text for _, text in platform.sent] == ["a", "b", "c"]


async def test_what_is_too_old_is_not_tried_for_ever(redis: Redis) -> None:
    platform = SmallPlatform()
    platform.errors["an"] = [SendError(SendErrorKind.UNAVAILABLE) for _ in range(1000)]
    await answer(redis, "an", 1)
    await send_all(redis, Sender(redis, platform, "s", first_retry=0.01, patience=0.2))
    [letter] = await DeadLetters(redis).read()
    assert letter.reason.startswith("unavailable after ")
    assert platform.tries > 2


async def test_what_may_have_arrived_is_sent_again_and_counted(redis: Redis) -> None:
    platform = SmallPlatform()
    platform.after["an"] = [SendError(SendErrorKind.UNANSWERED)]
    before = counted("sends_unsure_total")
    await answer(redis, "an", 1, "a", "b")
    await send_all(redis, Sender(redis, platform, "s", **FAST))
    assert [text for _, text in platform.sent] == ["a", "a", "b"]
    assert counted("sends_unsure_total") == before + 1


async def test_who_has_left_is_sent_nothing_more_until_they_write(redis: Redis) -> None:
    platform = SmallPlatform()
    platform.errors["an"] = [SendError(SendErrorKind.UNREACHABLE)]
    for number in (1, 2, 3):
        await answer(redis, "an", number)
    await answer(redis, "bình", 1)
    sender = Sender(redis, platform, "s", **FAST)
    await send_all(redis, sender)
    assert platform.sent == [("bình", "to 1")]
    assert sorted((each.message_id, each.reason) for each in await DeadLetters(redis).read()) == [
        ("m1", "unreachable after 1 attempts"),
        ("m2", "the person has left"),
        ("m3", "the person has left"),
    ]
    assert platform.tries == 2
    await answer(redis, "an", 4)
    await send_all(redis, sender)
    assert platform.sent[1:] == [("an", "to 4")]


async def test_who_writes_while_the_platform_says_they_left_has_not(redis: Redis) -> None:
    platform = SmallPlatform()
    platform.open.clear()
    platform.errors["an"] = [SendError(SendErrorKind.UNREACHABLE)]
    await answer(redis, "an", 1)
    task = asyncio.create_task(Sender(redis, platform, "s", **FAST).run())
    await until(lambda: platform.in_flight)
    await Mailbox(redis).accept(message(2))
    platform.open.set()
    await eventually_empty(redis, mail=False)
    await end(task)
    assert not await redis.exists("left:web:an")


async def test_a_rendering_that_fails_harms_nobody_else(redis: Redis) -> None:
    class Picky(SmallPlatform):
        def render(self, person: Person, replies: object) -> list[Call]:
            if person.user == "an":
                raise IndexError
            return super().render(person, replies)

    platform = Picky()
    await answer(redis, "an", 1)
    await answer(redis, "bình", 1)
    await send_all(redis, Sender(redis, platform, "s"))
    assert platform.sent == [("bình", "to 1")]
    [letter] = await DeadLetters(redis).read()
    assert letter.reason == "the channel failed with IndexError"


async def test_what_was_forgotten_meanwhile_is_not_sent(redis: Redis) -> None:
    platform = SmallPlatform()
    platform.open.clear()
    await answer(redis, "bình", 1)
    task = asyncio.create_task(Sender(redis, platform, "s").run())
    await until(lambda: platform.in_flight)
    await answer(redis, "an", 1, "a", "b")
    await until(lambda: platform.in_flight == 2)
    await Mailbox(redis).forget(someone())
    platform.open.set()
    await until(lambda: len(platform.sent) == 2)
    await asyncio.sleep(0.05)
    await end(task)
    assert ("an", "b") not in platform.sent
    assert not await redis.keys("*web:an*")
    assert not await redis.keys("sending:*")
