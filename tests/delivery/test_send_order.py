"""Whose replies are sent next: everybody in turn, whoever is in danger before all others, never
faster than the platform lets us.
"""

from __future__ import annotations

import asyncio
import time

from hypothesis import given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis
from small_platform import SmallPlatform, answer, send_all, until

from bot.channels.channel import Rate
from bot.delivery.sender import Sender
from bot.delivery.tasks import end
from bot.delivery.turns import Turns
from bot.message import Person

ONE_AFTER_ANOTHER = Rate(count=50, seconds=1.0, burst=1)


async def test_who_is_told_much_does_not_keep_others_waiting(redis: Redis) -> None:
    platform = SmallPlatform(rate=ONE_AFTER_ANOTHER)
    await answer(redis, "an", 1, *"abcd")
    await answer(redis, "an", 2, "e")
    await answer(redis, "bình", 1, "a", "b")
    await answer(redis, "chi", 1, "a")
    await send_all(redis, Sender(redis, platform, "s"))
    assert [f"{user} {text}" for user, text in platform.sent] == [
        "an a",
        "bình a",
        "chi a",
        "an b",
        "bình b",
        "an c",
        "an d",
        "an e",
    ]


async def test_what_is_urgent_goes_before_what_others_wait_for(redis: Redis) -> None:
    platform = SmallPlatform(rate=ONE_AFTER_ANOTHER)
    for number in range(120):  # more than are read from the outbox at once
        await answer(redis, f"u{number}", 1)
    task = asyncio.create_task(Sender(redis, platform, "s").run())
    await until(lambda: len(platform.sent) >= 3)
    await answer(redis, "an", 1, "earlier")
    await answer(redis, "an", 2, "scam a", "scam b", urgent=True)
    before = len(platform.sent)
    await until(lambda: ("an", "scam b") in platform.sent)
    of_an = [number for number, (user, _) in enumerate(platform.sent) if user == "an"]
    assert [platform.sent[number][1] for number in of_an] == ["earlier", "scam a", "scam b"]
    assert of_an[-1] < before + 12
    await end(task)


async def test_an_urgent_line_is_an_ordinary_one_again_afterwards(redis: Redis) -> None:
    platform = SmallPlatform(rate=ONE_AFTER_ANOTHER)
    for user in ("bình", "chi"):
        await answer(redis, user, 1, "a", "b")
    await answer(redis, "an", 1, "urgent", urgent=True)
    await answer(redis, "an", 2, "a", "b")
    await send_all(redis, Sender(redis, platform, "s"))
    assert platform.sent[0] == ("an", "urgent")
    assert {user for user, _ in platform.sent[1:4]} == {"an", "bình", "chi"}


async def test_the_rate_of_a_channel_is_kept(redis: Redis) -> None:
    platform = SmallPlatform(rate=Rate(count=20, seconds=1.0, burst=4))
    for number in range(10):
        await answer(redis, f"u{number}", 1)
    began = time.monotonic()
    await send_all(redis, Sender(redis, platform, "s"))
    assert time.monotonic() - began >= 6 * 0.05


async def test_the_rate_of_a_chat_is_kept_and_slows_nobody_else(redis: Redis) -> None:
    platform = SmallPlatform(chat_rate=Rate(count=10, seconds=1.0, burst=1))
    await answer(redis, "an", 1, "a", "b", "c")
    for number in range(20):
        await answer(redis, f"u{number}", 1)
    began = time.monotonic()
    await send_all(redis, Sender(redis, platform, "s"))
    assert time.monotonic() - began >= 2 * 0.1
    assert platform.sent[-2:] == [("an", "b"), ("an", "c")]


async def test_a_rate_holds_over_a_change_of_senders(redis: Redis) -> None:
    began = time.monotonic()
    for number in range(4):
        await answer(redis, "an", number)
        platform = SmallPlatform(rate=Rate(count=10, seconds=1.0, burst=1))
        await send_all(redis, Sender(redis, platform, f"s{number}", lease_seconds=1))
    assert time.monotonic() - began >= 3 * 0.1


people = st.sampled_from([Person("web", user) for user in "abcdef"])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(people, st.sampled_from(["come", "urgent", "aside", "turn"]), st.integers(0, 5))
    )
)
def test_nobody_is_in_the_row_twice_or_forgotten(steps: list[tuple[Person, str, int]]) -> None:
    urgent: set[Person] = set()
    inside: set[Person] = set()
    turns = Turns(lambda person: person in urgent)
    for now, (person, what, seconds) in enumerate(steps):
        if what == "come" and person not in inside:
            turns.join(person)
            inside.add(person)
        elif what == "urgent":
            urgent.add(person)
            turns.hurry(person)
        elif what == "aside":
            first = turns.next(now)
            if first is not None:
                turns.set_aside(first, now + seconds)
        elif what == "turn":
            first = turns.next(now)
            if first is not None:
                turns.leave(first)
                inside.remove(first)
                urgent.discard(first)
    served = []
    while (person_ := turns.next(10_000)) is not None:
        turns.leave(person_)
        served.append(person_)
    assert sorted(each.user for each in served) == sorted(each.user for each in inside)
    flags = [each in urgent for each in served]
    assert flags == sorted(flags, reverse=True)
