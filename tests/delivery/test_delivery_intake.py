"""What platforms bring goes into the mailboxes, within what one person may write."""

from __future__ import annotations

from delivery_site import message, someone
from redis.asyncio import Redis

from bot.channels.channel import Rate, Received
from bot.delivery.intake import PERSON_RATE, take_in
from bot.delivery.mailbox import Accepted, Mailbox


async def test_each_message_is_told_what_became_of_it(redis: Redis) -> None:
    mailbox = Mailbox(redis)
    received = Received((message(1), message(2), message(1)))
    assert await take_in(mailbox, received) == [Accepted.NEW, Accepted.NEW, Accepted.DUPLICATE]
    assert await take_in(mailbox, Received()) == []


async def test_who_writes_too_fast_is_stopped_and_nobody_else(redis: Redis) -> None:
    mailbox = Mailbox(redis)
    many = Received(tuple(message(number) for number in range(2 * PERSON_RATE.burst)))
    outcomes = await take_in(mailbox, many)
    assert outcomes[: PERSON_RATE.burst] == [Accepted.NEW] * PERSON_RATE.burst
    assert Accepted.LIMITED in outcomes
    assert outcomes.count(Accepted.NEW) == await redis.xlen("mailbox:web:an")
    assert await take_in(mailbox, Received((message(1, someone("bình")),))) == [Accepted.NEW]


async def test_a_message_that_comes_again_does_not_count(redis: Redis) -> None:
    mailbox = Mailbox(redis)
    rate = Rate(count=1, seconds=60.0, burst=2)
    outcomes = [await mailbox.accept(message(number), rate) for number in (1, 1, 1, 2, 3, 2)]
    assert [each.value for each in outcomes] == [
        "new",
        "duplicate",
        "duplicate",
        "new",
        "limited",
        "duplicate",
    ]


async def test_who_left_is_remembered_until_they_write(redis: Redis) -> None:
    mailbox = Mailbox(redis)
    await take_in(mailbox, Received(left=(someone(), someone("bình"))))
    assert await redis.exists("left:web:an", "left:web:bình") == 2
    assert await redis.ttl("left:web:an") > 0
    await take_in(mailbox, Received((message(1),)))
    assert await redis.exists("left:web:an", "left:web:bình") == 1


async def test_forgetting_forgets_that_too(redis: Redis) -> None:
    mailbox = Mailbox(redis)
    await mailbox.accept(message(1), PERSON_RATE)
    await mailbox.left(someone())
    await mailbox.forget(someone())
    assert not await redis.exists("left:web:an")
