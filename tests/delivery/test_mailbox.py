"""Taking in, leases, completion and forgetting, on a real Valkey."""

from __future__ import annotations

import asyncio

import pytest
from delivery_site import in_outbox, message, someone
from redis.asyncio import Redis

from bot.delivery.dead_letters import DeadLetters
from bot.delivery.log import ConversationLog
from bot.delivery.mailbox import Accepted, Lease, Mailbox
from bot.delivery.outbox import Outbox
from bot.message import Button, Reply

REPLY = [Reply("chào", (Button("Học tiếp", "next"),))]


@pytest.fixture(name="mailbox")
def _mailbox(redis: Redis) -> Mailbox:
    return Mailbox(redis, lease_seconds=0.2)


async def taken(mailbox: Mailbox, consumer: str = "a") -> Lease:
    lease = await mailbox.take(consumer, block_ms=2000)
    assert lease is not None
    return lease


async def test_a_message_comes_out_as_it_went_in(mailbox: Mailbox) -> None:
    inbound = message(1, text="Chào cháu 👋 \u0000\n\r\x1b")
    assert await mailbox.accept(inbound) is Accepted.NEW
    lease = await taken(mailbox)
    assert lease.inbound == inbound
    assert (lease.attempt, lease.deaths, lease.person) == (1, 0, inbound.person)


async def test_a_long_text_and_half_a_surrogate_pair_go_through(mailbox: Mailbox) -> None:
    await mailbox.accept(message(1, text="ă" * 100_000 + "\ud83d"))
    lease = await taken(mailbox)
    assert lease.inbound.text == "ă" * 100_000 + "?"


async def test_the_same_message_is_taken_in_once(mailbox: Mailbox) -> None:
    assert await mailbox.accept(message(1)) is Accepted.NEW
    assert await mailbox.accept(message(1)) is Accepted.DUPLICATE
    assert await mailbox.complete(await taken(mailbox), REPLY)
    assert await mailbox.accept(message(1)) is Accepted.DUPLICATE
    assert await mailbox.take("a", block_ms=0) is None


async def test_the_same_id_of_two_people_is_two_messages(mailbox: Mailbox) -> None:
    assert await mailbox.accept(message(1, someone("an"))) is Accepted.NEW
    assert await mailbox.accept(message(1, someone("bình"))) is Accepted.NEW


async def test_a_full_mailbox_takes_the_message_later(redis: Redis) -> None:
    mailbox = Mailbox(redis, capacity=2)
    outcomes = [await mailbox.accept(message(number)) for number in (1, 2, 3)]
    assert outcomes == [Accepted.NEW, Accepted.NEW, Accepted.FULL]
    await mailbox.complete(await taken(mailbox), REPLY)
    assert await mailbox.accept(message(3)) is Accepted.NEW


async def test_a_person_has_one_message_in_hand_and_keeps_their_order(mailbox: Mailbox) -> None:
    for number in (1, 2, 3):
        await mailbox.accept(message(number))
    for number in (1, 2, 3):
        lease = await taken(mailbox)
        assert lease.inbound.id == f"m{number}"
        assert await mailbox.take("b", block_ms=0) is None
        assert await mailbox.complete(lease, REPLY)
    assert await mailbox.take("a", block_ms=0) is None


async def test_people_take_turns(mailbox: Mailbox) -> None:
    for number in (1, 2, 3):
        await mailbox.accept(message(number, someone("an")))
    await mailbox.accept(message(1, someone("bình")))
    served = []
    for _ in range(4):
        lease = await taken(mailbox)
        served.append(lease.person.user)
        await mailbox.complete(lease, REPLY)
    assert served == ["an", "bình", "an", "an"]


async def test_who_waits_is_woken_by_a_new_message(mailbox: Mailbox) -> None:
    waiting = asyncio.create_task(mailbox.take("a", block_ms=5000))
    await asyncio.sleep(0.05)
    await mailbox.accept(message(1))
    lease = await asyncio.wait_for(waiting, 1.0)
    assert lease is not None
    assert lease.inbound.id == "m1"


async def test_an_expired_lease_goes_to_another_and_the_late_completion_is_refused(
    mailbox: Mailbox, redis: Redis
) -> None:
    await mailbox.accept(message(1))
    late = await taken(mailbox, "a")
    await asyncio.sleep(0.25)
    lease = await taken(mailbox, "b")
    assert (lease.inbound, lease.attempt, lease.deaths) == (late.inbound, 2, 1)
    assert not await mailbox.complete(late, REPLY)
    assert not await mailbox.renew(late)
    assert await redis.xlen("outbox:web") == 0
    assert await mailbox.complete(lease, REPLY)
    assert not await mailbox.complete(lease, REPLY)
    assert await redis.xlen("outbox:web") == 1


async def test_a_renewed_lease_does_not_expire(mailbox: Mailbox) -> None:
    await mailbox.accept(message(1))
    lease = await taken(mailbox, "a")
    for _ in range(4):
        await asyncio.sleep(0.1)
        assert await mailbox.renew(lease)
        assert await mailbox.take("b", block_ms=0) is None
    assert await mailbox.complete(lease, REPLY)


async def test_a_consumer_resumes_what_it_does_not_know_of(mailbox: Mailbox) -> None:
    await mailbox.accept(message(1))
    lost = await taken(mailbox, "a")
    assert await mailbox.resume("b") is None
    found = await mailbox.resume("a")
    assert found is not None
    assert (found.inbound, found.attempt) == (lost.inbound, 2)
    assert await mailbox.complete(found, REPLY)
    assert await mailbox.resume("a") is None


async def test_a_postponed_message_comes_again_after_the_others(mailbox: Mailbox) -> None:
    await mailbox.accept(message(1, someone("an")))
    await mailbox.accept(message(1, someone("bình")))
    assert await mailbox.postpone(await taken(mailbox))
    other = await taken(mailbox)
    assert other.person == someone("bình")
    lease = await taken(mailbox)
    assert (lease.person, lease.attempt, lease.deaths) == (someone("an"), 2, 0)


async def test_a_completion_writes_the_replies_for_the_channel(
    mailbox: Mailbox, redis: Redis
) -> None:
    await mailbox.accept(message(1))
    await mailbox.complete(await taken(mailbox), REPLY)
    [outgoing] = await in_outbox(redis)
    assert (outgoing.person, outgoing.message_id) == (someone(), "m1")
    assert outgoing.replies == REPLY


async def test_nothing_is_kept_for_ever(mailbox: Mailbox, redis: Redis) -> None:
    await mailbox.accept(message(1))
    await mailbox.accept(message(2))
    await mailbox.complete(await taken(mailbox), REPLY)
    await taken(mailbox)
    await Outbox(redis, "web", keep_seconds=60).deliver_oldest()
    for_all = {b"ready", b"outbox:web", b"tokens", b"news:count"}
    for key in set(await redis.keys()) - for_all:
        assert await redis.ttl(key) > 0, key


async def test_mail_that_expired_does_not_stop_the_queue(mailbox: Mailbox, redis: Redis) -> None:
    await mailbox.accept(message(1, someone("an")))
    await mailbox.accept(message(1, someone("bình")))
    await redis.delete("mailbox:web:an", "state:web:an")
    assert (await taken(mailbox)).person == someone("bình")
    await mailbox.accept(message(2, someone("an")))
    assert (await taken(mailbox)).inbound.id == "m2"


async def test_a_buried_message_can_be_read_and_handled_again(
    mailbox: Mailbox, redis: Redis
) -> None:
    letters = DeadLetters(redis)
    await mailbox.accept(message(1))
    await mailbox.accept(message(2))
    assert await mailbox.bury(await taken(mailbox), "ValueError", REPLY)
    [letter] = await letters.read()
    assert (letter.kind, letter.person, letter.message_id) == ("message", someone(), "m1")
    assert (letter.reason, '"text": "1"' in letter.body) == ("ValueError", True)
    assert await redis.xlen("outbox:web") == 1

    assert await letters.send_again(letter.letter_id)
    assert not await letters.send_again(letter.letter_id)
    assert await letters.read() == []
    for number, attempt in ((2, 1), (1, 1)):
        lease = await taken(mailbox)
        assert (lease.inbound.id, lease.attempt) == (f"m{number}", attempt)
        await mailbox.complete(lease, REPLY)
    assert await redis.xlen("outbox:web") == 3


async def test_forgetting_leaves_the_message_that_asks_for_it(
    mailbox: Mailbox, redis: Redis
) -> None:
    outbox = Outbox(redis, "web", keep_seconds=60)
    for number in (1, 2, 3, 4):
        await mailbox.accept(message(number))
        await asyncio.sleep(0.003)
        if number < 4:
            lease = await taken(mailbox)
            end = mailbox.bury(lease, "x", REPLY) if number == 2 else mailbox.complete(lease, REPLY)
            assert await end
        if number == 1:
            await outbox.deliver_oldest()
    await mailbox.accept(message(1, someone("bình")))
    await mailbox.bury(await taken_from(mailbox, "bình"), "x", REPLY)

    asking = await taken(mailbox)
    await mailbox.accept(message(5))
    await mailbox.forget(someone())
    assert [entry.message_id for entry in await ConversationLog(redis).read(someone())] == [
        "m4",
        "m5",
    ]
    assert await redis.zrange("seen:web:an", 0, -1) == [b"m4", b"m5"]
    assert not await redis.exists("reply:web:an:m1")
    assert [letter.person for letter in await DeadLetters(redis).read()] == [someone("bình")]
    assert [each.person for each in await in_outbox(redis)] == [someone("bình")]

    assert await mailbox.complete(asking, REPLY)
    await outbox.deliver_oldest()
    log = await ConversationLog(redis).read(someone())
    assert [(entry.direction, entry.message_id) for entry in log] == [
        ("in", "m4"),
        ("in", "m5"),
        ("out", "m4"),
    ]
    assert (await taken(mailbox)).inbound.id == "m5"


async def taken_from(mailbox: Mailbox, user: str) -> Lease:
    """Takes until it is this person's turn; the others are postponed."""
    while True:
        lease = await taken(mailbox)
        if lease.person.user == user:
            return lease
        await mailbox.postpone(lease)


async def test_forgetting_someone_who_waits_for_nothing_removes_everything(
    mailbox: Mailbox, redis: Redis
) -> None:
    await mailbox.accept(message(1))
    await mailbox.complete(await taken(mailbox), REPLY)
    await Outbox(redis, "web", keep_seconds=60).deliver_oldest()
    await mailbox.forget(someone())
    assert await redis.keys("*web:an*") == []


async def test_the_steps_are_known_again_after_the_server_forgot_them(
    mailbox: Mailbox, redis: Redis
) -> None:
    await mailbox.accept(message(1))
    await redis.script_flush()
    lease = await taken(mailbox)
    await redis.script_flush()
    assert await mailbox.complete(lease, REPLY)
