"""People on three platforms before two bots, while everything these stand on fails in turn.

Everybody is answered as by a bot that nobody disturbs, once, in order, and has learnt the same.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from bot_process import BotProcess
from deliveries_seen import expected, repeated
from faulty_site import FaultySite, faulty_site
from platform_people import Citizen, citizens, talk
from platforms.faults import Fault
from records import Progress, assert_no_dead_letters, progress_of
from replay import replay

from bot.delivery.connection import connect
from bot.delivery.log import ConversationLog, Entry
from bot.delivery.quota import Quotas
from bot.delivery.tasks import end
from bot.message import Person, Reply
from bot.store.database import open_engine

CUT = Fault(cut=True)
LATE = Fault(delay=25.0)
"""Later than any of the bot's channels waits."""

Step = Callable[[FaultySite], Coroutine[Any, Any, None]]


@dataclass(frozen=True)
class Plan:
    """What happens for `seconds`: `steps` at their moments, and `victims` (numbers of bots) are
    killed after pauses between the two of `pause`.

    `of_each`: people on each platform, of whom everybody writes until it is over, and `messages`
    at least.
    """

    of_each: int
    messages: int
    seconds: float
    steps: Sequence[tuple[float, Step]]
    victims: tuple[int, ...]
    pause: tuple[float, float]


def silent(place: int, fault: Fault) -> Step:
    async def step(site: FaultySite) -> None:
        site.silence(site.platforms[place], fault)

    return step


def unreachable(place: int, seconds: float) -> Step:
    async def step(site: FaultySite) -> None:
        await site.unreachable(site.platforms[place], seconds)

    return step


SHORT = Plan(
    of_each=3,
    messages=8,
    seconds=25.0,
    steps=(
        (2.0, silent(0, CUT)),
        (5.0, silent(1, CUT)),
        (8.0, FaultySite.restart_redis),
    ),
    victims=(0,),
    pause=(3.0, 5.0),
)

LONG = Plan(
    of_each=10,
    messages=12,
    seconds=120.0,
    steps=(
        (5.0, silent(0, LATE)),
        (8.0, unreachable(1, 20.0)),
        (15.0, silent(2, CUT)),
        (20.0, FaultySite.restart_redis),
        (32.0, FaultySite.restart_postgresql),
        (36.0, silent(0, CUT)),
        (40.0, unreachable(0, 20.0)),
        (45.0, silent(1, LATE)),
        (60.0, FaultySite.restart_redis),
        (72.0, unreachable(2, 20.0)),
        (80.0, FaultySite.restart_postgresql),
        (95.0, silent(2, LATE)),
        (100.0, silent(1, CUT)),
        (105.0, FaultySite.restart_redis),
    ),
    victims=(0, 1),
    pause=(2.0, 6.0),
)


@pytest.mark.timeout(300)
async def test_a_few_faults(
    steady: BotProcess, frozen: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await faults_change_nothing(SHORT, steady, frozen, tmp_path, capsys)


@pytest.mark.soak
@pytest.mark.timeout(1500)
async def test_two_minutes_of_faults(
    steady: BotProcess, frozen: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await faults_change_nothing(LONG, steady, frozen, tmp_path, capsys)


async def faults_change_nothing(
    plan: Plan,
    steady: BotProcess,
    frozen: dict[str, str],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The moments of the kills can be had again with the seed (BOT_KILL_SEED), nearly."""
    seed = os.environ.get("BOT_KILL_SEED") or str(random.SystemRandom().randrange(10**6))
    print(f"BOT_KILL_SEED={seed}")
    async with faulty_site(folder, frozen, steady.data_dir / "signing-key.pem") as site:
        people = citizens(site.platforms, plan.of_each)
        try:
            said = await talk_meanwhile(plan, site, people, random.Random(seed))
        finally:
            print("\n".join(site.happened))
        await assert_no_dead_letters(site.redis.url)
        logs = await logs_of(site, people)
        heard = {
            person: [entry for entry in log if entry.direction == "in"]
            for person, log in logs.items()
        }
        undisturbed = {
            person: {name: at(site.front.url, steady.url, told) for name, told in answers.items()}
            for person, answers in (await replay(steady.redis_url, heard)).items()
        }
        for citizen in people:
            person = citizen.person
            assert [entry.message_id for entry in heard[person]] == said[citizen], person.key
            assert_answered_alike(person, logs[person], undisturbed[person])
        again = {each.name: 0 for each in site.platforms}
        for citizen in people:
            again[citizen.platform.name] += seen_again(site, citizen, undisturbed[citizen.person])
        unsure = await unsure_of(site)
        assert all(again[name] <= unsure[name] for name in again), (again, unsure)
        assert not any(platform.given_up for platform in site.platforms)
        learnt = progress_of_all(steady, site, people)
        assert any(rows["learner"] for rows in learnt)
        with capsys.disabled():
            print(report(site, heard, learnt, again, unsure))


async def talk_meanwhile(
    plan: Plan, site: FaultySite, people: Sequence[Citizen], chance: random.Random
) -> dict[Citizen, list[str]]:
    """Has everybody talk while it happens; the ids of what they wrote. All of it is answered."""
    redis = connect(site.redis.url)
    site.began = time.time()
    happening = asyncio.create_task(happen(plan, site, chance))

    def enough(number: int) -> bool:
        return happening.done() and number >= plan.messages

    talking = [asyncio.create_task(talk(each, redis, enough)) for each in people]
    try:
        said = await asyncio.gather(*talking)
        await happening
    finally:
        await end(happening, *talking)
        await redis.close()
        await redis.connection_pool.disconnect()
    site.note("everything is answered")
    return dict(zip(people, said, strict=True))


async def happen(plan: Plan, site: FaultySite, chance: random.Random) -> None:
    await asyncio.gather(kill_now_and_then(plan, site, chance), take_steps(plan, site))


async def kill_now_and_then(plan: Plan, site: FaultySite, chance: random.Random) -> None:
    """Kills one of the victims after every pause; rarely the only bot that is at work."""
    victims = [site.bots[number] for number in plan.victims]
    while time.time() < site.began + plan.seconds:
        await asyncio.sleep(chance.uniform(*plan.pause))
        at_work = [bot for bot in victims if site.front.alive(bot)]
        others = sum(map(site.front.alive, site.bots)) > 1
        if at_work and (others or chance.random() < 0.125):
            await site.kill(chance.choice(at_work))


async def take_steps(plan: Plan, site: FaultySite) -> None:
    for moment, step in plan.steps:
        await asyncio.sleep(max(0.0, site.began + moment - time.time()))
        await step(site)


async def logs_of(site: FaultySite, people: Sequence[Citizen]) -> dict[Person, list[Entry]]:
    """What everybody wrote and was answered, as the bots kept it."""
    redis = connect(site.redis.url)
    try:
        log = ConversationLog(redis)
        return {each.person: await log.read(each.person, most=5000) for each in people}
    finally:
        await redis.close()
        await redis.connection_pool.disconnect()


async def unsure_of(site: FaultySite) -> dict[str, int]:
    """How many calls of each platform the bots themselves count as perhaps made twice."""
    redis = connect(site.redis.url)
    try:
        quotas = await Quotas(redis).read(datetime.now(timezone.utc))
        return {each.channel: each.unsure_this_month for each in quotas}
    finally:
        await redis.close()
        await redis.connection_pool.disconnect()


def at(url: str, instead_of: str, replies: Sequence[Reply]) -> list[Reply]:
    """Replies with the address of another bot in them."""
    return [
        replace(
            reply,
            text=reply.text.replace(instead_of, url),
            image=reply.image and reply.image.replace(instead_of, url),
            attachment=reply.attachment and reply.attachment.replace(instead_of, url),
        )
        for reply in replies
    ]


def assert_answered_alike(
    person: Person, log: Sequence[Entry], undisturbed: Mapping[str, list[Reply]]
) -> None:
    """Each message is in the log once, and behind it its answer, the same as without faults."""
    each_twice = [message_id for message_id in undisturbed for _ in range(2)]
    assert [entry.message_id for entry in log] == each_twice, person.key
    assert [entry.direction for entry in log] == ["in", "out"] * len(undisturbed), person.key
    for entry in log:
        if entry.direction == "out":
            assert list(entry.replies) == undisturbed[entry.message_id], person.key


def seen_again(site: FaultySite, citizen: Citizen, undisturbed: Mapping[str, list[Reply]]) -> int:
    """How many bubbles the person saw twice; fails where they did not see the right ones."""
    person = citizen.person
    wanted = [bubble for replies in undisturbed.values() for bubble in expected(person, replies)]
    return repeated(person.key, citizen.platform.chat(citizen.user), wanted, site.unknown)


def progress_of_all(
    steady: BotProcess, site: FaultySite, people: Sequence[Citizen]
) -> list[Progress]:
    """What everybody has learnt.

    Fails where what is in PostgreSQL is not what the bot without faults has in SQLite.
    """
    engines = [open_engine(f"sqlite:///{steady.database}"), open_engine(site.database_url)]
    try:
        found = []
        for citizen in people:
            one, other = (progress_of(engine, citizen.person) for engine in engines)
            assert one == other, citizen.person.key
            found.append(one)
        return found
    finally:
        for engine in engines:
            engine.dispose()


def report(
    site: FaultySite,
    heard: Mapping[Person, Sequence[Entry]],
    learnt: Sequence[Progress],
    again: Mapping[str, int],
    unsure: Mapping[str, int],
) -> str:
    """The counts."""
    questions = sum(len(rows["attempt"]) for rows in learnt)
    lines = [
        f"\n{len(heard)} people; bots killed {len(site.kills)} times, ended by themselves "
        f"{len(site.ended)} times; Redis restarted {len(site.redis_away)} times; "
        f"{questions} questions answered, all progress as without faults"
    ]
    for platform in site.platforms:
        name = platform.name
        accepted = sum(len(said) for person, said in heard.items() if person.channel == name)
        brought = platform.attempts
        lines.append(
            f"{name}: {accepted} messages accepted, each answered once; "
            f"{sum(not each.taken for each in brought)} deliveries to the bot failed, "
            f"{sum(each.number > 1 and each.taken for each in brought)} were taken later; "
            f"{again[name]} bubbles seen twice, {unsure[name]} calls counted as unsure"
        )
    return "\n".join(lines)
