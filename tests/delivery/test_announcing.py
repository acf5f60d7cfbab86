"""What the bot says of its own accord: once, and only while the person may be written to."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from delivery_site import in_outbox, message, someone
from redis.asyncio import Redis

from bot.delivery.announcements import Announced, Announcements
from bot.delivery.mailbox import Mailbox
from bot.delivery.outbox import Outbox
from bot.message import Reply

REPLIES = [Reply("Nhắc hạn: {một} “việc”.")]
TWO_DAYS = timedelta(hours=48)


@pytest.fixture(name="outbox")
def _outbox(redis: Redis) -> Outbox:
    return Outbox(redis, "web", keep_seconds=3600)


@pytest.fixture(name="to_people")
def _to_people(redis: Redis) -> Announcements:
    return Announcements(redis)


def now() -> datetime:
    return datetime.now(timezone.utc)


async def test_an_announcement_is_put_in_once(redis: Redis, to_people: Announcements) -> None:
    outcomes = [
        await to_people.announce(someone(user), id, REPLIES, None, now())
        for user, id in (("an", "r1"), ("an", "r1"), ("bình", "r1"), ("an", "r2"))
    ]
    new, known = Announced.NEW, Announced.KNOWN
    assert outcomes == [new, known, new, new]
    waiting = await in_outbox(redis)
    assert [(each.person.user, each.message_id) for each in waiting] == [
        ("an", "r1"),
        ("bình", "r1"),
        ("an", "r2"),
    ]
    assert waiting[0].replies == REPLIES


async def test_it_is_known_for_as_long_as_anybody_could_send_it_again(
    redis: Redis, to_people: Announcements, outbox: Outbox
) -> None:
    await to_people.announce(someone(), "r1", REPLIES, None, now())
    await outbox.deliver_oldest()
    in_60_days = now() + timedelta(days=60)
    assert await to_people.announce(someone(), "r1", REPLIES, None, in_60_days) is Announced.KNOWN
    assert await redis.ttl("announced:web:an") > 60 * 24 * 3600
    in_100_days = now() + timedelta(days=100)
    await to_people.announce(someone(), "r2", REPLIES, None, in_100_days)
    assert await redis.zrange("announced:web:an", 0, -1) == [b"r2"]


@pytest.mark.parametrize(
    ("window", "after", "outcome"),
    [
        (None, timedelta(days=30), Announced.NEW),
        (TWO_DAYS, timedelta(hours=47), Announced.NEW),
        (TWO_DAYS, timedelta(hours=48, seconds=2), Announced.CLOSED),
        (timedelta(), timedelta(), Announced.CLOSED),
    ],
)
async def test_the_window_counts_from_the_last_message(
    redis: Redis,
    to_people: Announcements,
    window: timedelta | None,
    after: timedelta,
    outcome: Announced,
) -> None:
    await Mailbox(redis).accept(message(1))
    at = now() + after
    assert await to_people.announce(someone(), "r1", REPLIES, window, at) is outcome
    assert len(await in_outbox(redis)) == (outcome is Announced.NEW)


async def test_a_new_message_opens_the_window_again(redis: Redis, to_people: Announcements) -> None:
    assert await to_people.announce(someone(), "r1", REPLIES, TWO_DAYS, now()) is Announced.CLOSED
    await Mailbox(redis).accept(message(1, someone("bình")))
    assert await to_people.announce(someone(), "r1", REPLIES, TWO_DAYS, now()) is Announced.CLOSED
    await Mailbox(redis).accept(message(1))
    assert await to_people.announce(someone(), "r1", REPLIES, TWO_DAYS, now()) is Announced.NEW


async def test_forgetting_a_person_takes_what_was_announced_along(
    redis: Redis, to_people: Announcements, outbox: Outbox
) -> None:
    for user in ("an", "bình"):
        await to_people.announce(someone(user), "r1", REPLIES, None, now())
    await outbox.deliver_oldest()
    await to_people.announce(someone(), "r2", REPLIES, None, now())
    await Mailbox(redis).forget(someone())
    left = {key.decode() for key in await redis.keys("*") if b"web:an" in key}
    assert left == set()
    assert await in_outbox(redis) == []
    assert await redis.exists("announced:web:bình", "reply:web:bình:r1", "log:web:bình") == 3


async def test_who_has_left_is_not_written_to_until_they_write_again(
    redis: Redis, to_people: Announcements
) -> None:
    mailbox = Mailbox(redis)
    await mailbox.left(someone())
    assert await to_people.announce(someone(), "r1", REPLIES, None, now()) is Announced.CLOSED
    assert await to_people.announce(someone("bình"), "r1", REPLIES, None, now()) is Announced.NEW
    await mailbox.accept(message(1))
    assert await to_people.announce(someone(), "r1", REPLIES, None, now()) is Announced.NEW
