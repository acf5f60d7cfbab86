"""`kill -9` of the bot, of its Valkey and of both, in the middle of twenty people's lessons."""

from __future__ import annotations

import asyncio
import os
import random
import re
from dataclasses import replace

import httpx
import pytest
from bot_process import BotProcess
from people import Client, Exchange, Replies, way_of
from records import assert_answered_once, progress

pytestmark = pytest.mark.timeout(900)  # a start may take minutes on a machine with other work

VICTIMS = ("bot", "valkey", "both")
PEOPLE = 20


async def test_five_kills(steady: BotProcess, mortal: BotProcess, http: httpx.AsyncClient) -> None:
    await kills_change_nothing(steady, mortal, http, kills=5, length=30)


@pytest.mark.soak
@pytest.mark.timeout(1500)
async def test_thirty_kills(
    steady: BotProcess, mortal: BotProcess, http: httpx.AsyncClient
) -> None:
    await kills_change_nothing(steady, mortal, http, kills=30, length=60)


async def kills_change_nothing(
    steady: BotProcess, mortal: BotProcess, http: httpx.AsyncClient, kills: int, length: int
) -> None:
    """Everybody hears and has learnt exactly what they would have without the kills.

    The kills' moments can be had again with the seed (BOT_KILL_SEED), as far as the machine allows.
    """
    seed = os.environ.get("BOT_KILL_SEED") or str(random.SystemRandom().randrange(10**6))
    print(f"BOT_KILL_SEED={seed}")
    names = [f"kill{kills}-{number}" for number in range(PEOPLE)]
    expected = await everybody(Client(steady.url, http), names, length)

    count = Answered()
    client = Client(mortal.url, http, count.one_more)
    try:
        said, _ = await asyncio.gather(
            everybody(client, names, length),
            kill_now_and_then(mortal, count, random.Random(seed), kills, PEOPLE * length),
        )
    except AssertionError:
        print(mortal.log[-5000:])  # pytest shows it beside what failed
        raise
    await assert_answered_once(mortal.redis_url, said)
    assert_same_ways(said, expected)
    rows = {name: progress(steady.database, name) for name in names}
    assert {name: progress(mortal.database, name) for name in names} == rows
    assert_they_learnt(rows)


class Answered:
    """Counts answered messages, and wakes whoever waits for a number of them."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = asyncio.Event()

    def one_more(self) -> None:
        self._count += 1
        self._changed.set()

    async def reach(self, number: int) -> None:
        while self._count < number:
            self._changed.clear()
            await self._changed.wait()


async def kill_now_and_then(
    bot: BotProcess, count: Answered, chance: random.Random, kills: int, messages: int
) -> None:
    """Kills after random numbers of answered messages, each kind of victim about equally often.

    A killed bot is started again at once; a Valkey that was killed alone is the bot's own affair.
    """
    moments = sorted(chance.sample(range(PEOPLE, messages - PEOPLE), kills))
    victims = [VICTIMS[number % len(VICTIMS)] for number in range(kills)]
    chance.shuffle(victims)
    for moment, victim in zip(moments, victims, strict=True):
        await count.reach(moment)
        await asyncio.sleep(chance.uniform(0, 0.05))
        bot.check_alive()
        await asyncio.to_thread(bot.kill, victim)
        print(f"killed after {moment} answered messages: {victim}")
        if victim != "valkey":
            bot.start()


async def everybody(client: Client, names: list[str], length: int) -> dict[str, list[Exchange]]:
    """The ways of all these people at once."""
    ways = await asyncio.gather(*(way_of(client.say, name, length) for name in names))
    return dict(zip(names, ways, strict=True))


def assert_same_ways(said: dict[str, list[Exchange]], expected: dict[str, list[Exchange]]) -> None:
    for name, way in expected.items():
        for number, exchange in enumerate(way):
            assert _as_read(said[name][number]) == _as_read(exchange), f"{name}, message {number}"


def _as_read(exchange: Exchange) -> Exchange:
    """What is read: the address of a picture is signed by whichever bot made it.

    How many minutes an exam has left depends on how long the answers took, and which lessons count
    as known also on how hard others found their questions.
    """
    replies = [
        {
            **reply,
            "text": re.sub(r"(còn|vững) \d+", r"\1 …", reply["text"]),
            "image": "image" in reply,
        }
        for reply in exchange.replies
    ]
    return replace(exchange, replies=replies)


def assert_they_learnt(rows: dict[str, dict[str, list[tuple[object, ...]]]]) -> None:
    """The load was what it should be: lessons, and answers right and wrong."""
    attempts = [row for person in rows.values() for row in person["attempt"]]
    right = sum(bool(row[5]) for row in attempts)
    assert right > PEOPLE
    assert len(attempts) - right > PEOPLE
    assert sum(len(person["lesson_read"]) for person in rows.values()) >= PEOPLE / 2
    assert 0 < sum(not person["learner"] for person in rows.values()) < PEOPLE / 2


async def test_every_message_may_be_handled_twice(
    steady: BotProcess, mortal: BotProcess, http: httpx.AsyncClient
) -> None:
    """The first handling writes what was learnt but cannot save the conversation's state.

    That is what is left when a bot dies between the two; here it happens at every message.
    """
    names = ["twice-1", "twice-2"]
    expected = await everybody(Client(steady.url, http), names, 40)
    client = Client(mortal.url, http)

    async def say(name: str, message_id: str, text: str) -> Replies:
        return await say_while_nothing_is_saved(mortal, client, name, message_id, text)

    said = {name: await way_of(say, name, 40) for name in names}
    assert_same_ways(said, expected)
    await assert_answered_once(mortal.redis_url, said)
    rows = {name: progress(steady.database, name) for name in names}
    assert {name: progress(mortal.database, name) for name in names} == rows


async def say_while_nothing_is_saved(
    bot: BotProcess, client: Client, name: str, message_id: str, text: str
) -> Replies:
    """Says something; Valkey refuses to save the conversation (SET) until one handling failed."""
    with bot.valkey() as valkey:
        valkey.execute_command("ACL", "SETUSER", "default", "-set")
        try:
            saying = asyncio.create_task(client.say(name, message_id, text))
            failure = f"message {message_id} on rest (attempt 1) waits"
            while failure not in bot.log:
                assert not saying.done(), f"{message_id} was handled without saving anything"
                await asyncio.sleep(0.02)
        finally:
            valkey.execute_command("ACL", "SETUSER", "default", "+set")
        return await saying


async def test_two_bots_side_by_side(
    steady: BotProcess, mortal: BotProcess, http: httpx.AsyncClient
) -> None:
    """The same name on two bots is two people."""
    one, other = Client(steady.url, http), Client(mortal.url, http)
    await one.say("an", "an-1", "xin chào")
    await one.say("an", "an-2", "1")
    [*_, question] = await other.say("an", "an-2", "xin chào")
    assert question["buttons"][0]["title"] == "1. Đồng ý"
    assert progress(steady.database, "an")["learner"]
    assert not progress(mortal.database, "an")["learner"]
