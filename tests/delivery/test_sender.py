"""Pulled and pushed channels; the pushed one is a small platform that fails as told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

import pytest
from delivery_site import Web, eventually_empty, message, someone
from redis.asyncio import Redis

from bot.channels.channel import Capabilities, SendError, SendErrorKind
from bot.delivery.dead_letters import DeadLetters
from bot.delivery.log import ConversationLog
from bot.delivery.mailbox import Mailbox
from bot.delivery.sender import Sender
from bot.delivery.tasks import end
from bot.message import Person, Reply


class Platform:
    """Keeps what it was sent, after raising the errors it was given for a person."""

    name = "web"
    capabilities = Capabilities(pull=False, buttons=True, text_limit=100)

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.errors: dict[str, list[Exception]] = {}
        self.in_flight = 0
        self.most_in_flight = 0

    async def send(self, person: Person, message_id: str, replies: Sequence[Reply]) -> None:
        self.in_flight += 1
        self.most_in_flight = max(self.in_flight, self.most_in_flight)
        try:
            await asyncio.sleep(0.01)
            if self.errors.get(person.user):
                raise self.errors[person.user].pop(0)
            self.sent.append((person.user, message_id, replies[0].text))
        finally:
            self.in_flight -= 1


async def answered(redis: Redis, user: str, *numbers: int) -> None:
    """Has replies waiting in the outbox."""
    mailbox = Mailbox(redis)
    for number in numbers:
        await mailbox.accept(message(number, someone(user)))
        lease = await mailbox.take("w", block_ms=1000)
        assert lease is not None
        assert await mailbox.complete(lease, [Reply(f"to {number}")])


async def send_all(redis: Redis, sender: Sender) -> None:
    """Runs `sender` until the outbox is empty."""
    task = asyncio.create_task(sender.run())
    await eventually_empty(redis)
    await end(task)


async def test_two_senders_of_a_pulled_channel_write_everything_once(redis: Redis) -> None:
    await answered(redis, "an", *range(250))
    senders = [asyncio.create_task(Sender(redis, Web(), name).run()) for name in "ab"]
    await send_all(redis, Sender(redis, Web(), "c"))
    await end(*senders)
    log = await ConversationLog(redis).read(someone())
    out = [entry.message_id for entry in log if entry.direction == "out"]
    assert out == [f"m{number}" for number in range(250)]


async def test_people_are_sent_to_in_parallel_and_each_in_order(redis: Redis) -> None:
    platform = Platform()
    users = [f"u{number}" for number in range(10)]
    for user in users:
        await answered(redis, user, 1, 2, 3)
    await send_all(redis, Sender(redis, platform, "s"))
    for user in users:
        texts = [text for sent_to, _, text in platform.sent if sent_to == user]
        assert texts == ["to 1", "to 2", "to 3"]
    assert platform.most_in_flight == len(users)
    log = await ConversationLog(redis).read(someone("u0"))
    assert [entry.message_id for entry in log if entry.direction == "out"] == ["m1", "m2", "m3"]


@pytest.mark.parametrize(
    "kind", [SendErrorKind.UNAVAILABLE, SendErrorKind.RATE_LIMITED, SendErrorKind.UNAUTHORIZED]
)
async def test_an_error_that_passes_keeps_the_order_and_hinders_nobody_else(
    redis: Redis, kind: SendErrorKind
) -> None:
    platform = Platform()
    platform.errors["an"] = [SendError(kind), SendError(kind)]
    await answered(redis, "an", 1, 2)
    await answered(redis, "bình", 1)
    await send_all(redis, Sender(redis, platform, "s", first_retry=0.05))
    assert [sent[:2] for sent in platform.sent] == [("bình", "m1"), ("an", "m1"), ("an", "m2")]


async def test_the_platform_says_how_long_to_wait(redis: Redis) -> None:
    platform = Platform()
    platform.errors["an"] = [SendError(SendErrorKind.RATE_LIMITED, retry_after=0.5)]
    await answered(redis, "an", 1)
    began = time.monotonic()
    await send_all(redis, Sender(redis, platform, "s", first_retry=0.01))
    assert time.monotonic() - began >= 0.5


@pytest.mark.parametrize(
    ("errors", "reason"),
    [
        ([SendError(SendErrorKind.REJECTED)], "rejected after 1 attempts"),
        ([SendError(SendErrorKind.UNREACHABLE)], "unreachable after 1 attempts"),
        ([SendError(SendErrorKind.UNAVAILABLE)] * 8, "unavailable after 8 attempts"),
        ([KeyError("chat")], "the channel failed with KeyError"),
    ],
)
async def test_what_cannot_be_sent_is_kept_and_can_be_sent_again(
    redis: Redis, errors: list[Exception], reason: str
) -> None:
    platform = Platform()
    platform.errors["an"] = list(errors)
    await answered(redis, "an", 1, 2)
    sender = Sender(redis, platform, "s", first_retry=0.002)
    await send_all(redis, sender)
    assert [sent[:2] for sent in platform.sent] == [("an", "m2")]
    letters = DeadLetters(redis)
    [letter] = await letters.read()
    assert (letter.kind, letter.message_id, letter.reason) == ("replies", "m1", reason)
    assert await letters.send_again(letter.letter_id)
    await send_all(redis, sender)
    assert [sent[:2] for sent in platform.sent] == [("an", "m2"), ("an", "m1")]


async def test_one_sender_at_a_time_and_another_takes_over(redis: Redis) -> None:
    first, second = Platform(), Platform()
    senders = [
        asyncio.create_task(Sender(redis, platform, name, lease_seconds=0.3).run())
        for platform, name in ((first, "a"), (second, "b"))
    ]
    await answered(redis, "an", *range(20))
    await eventually_empty(redis)
    assert sorted((len(first.sent), len(second.sent))) == [0, 20]
    assert (await redis.get("sender:web")) in (b"a", b"b")
    active = 0 if first.sent else 1
    await end(senders[active])
    await answered(redis, "an", 20)
    await asyncio.sleep(0.8)
    assert sorted((len(first.sent), len(second.sent))) == [1, 20]
    await end(*senders)


def test_a_channel_without_a_way_to_people_is_refused(redis: Redis) -> None:
    class Mute:
        name = "mute"
        capabilities = Capabilities(pull=False, buttons=False, text_limit=1)

    with pytest.raises(TypeError, match="mute has no way"):
        Sender(redis, Mute(), "s")
