"""Players are told when their contest begins and how it ended: once, whoever is killed."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import contest_telling
import pytest
from contest_telling import starts
from delivery_site import in_outbox
from redis.asyncio import Redis
from sqlalchemy.engine import Engine

from bot.delivery.tasks import end
from bot.learning.contest import Contest
from bot.learning.contest_book import KEPT, Contests
from bot.learning.learner import Learners
from bot.message import Person
from bot.store.database import open_engine

NOW = datetime(2026, 10, 10, 13, 0, tzinfo=timezone.utc)
FIVE = timedelta(minutes=5)


@pytest.fixture(name="engine")
def _engine(database: str) -> Iterator[Engine]:
    engine = open_engine(database, lock_wait=2.0)
    yield engine
    engine.dispose()


def contest(engine: Engine, *people: Person) -> Contest:
    """A contest that begins now, and who plays in it."""
    contests = Contests(engine)
    made = contests.make(None, "operator", "Tổ 5", ("a", "b"), NOW, FIVE, NOW)
    for person in people:
        Learners(engine).enrol(person.key, "1", NOW)
        contests.join(made.id, person.key, person.key, NOW)
    return made


async def test_the_start_and_the_result_go_out_once(redis: Redis, engine: Engine) -> None:
    an, binh = Person("web", "an"), Person("web", "bình")
    made = contest(engine, an, binh)
    Learners(engine).set_address_form(an.key, "bac")
    for seconds in (-60, 0, 1, 60):
        await starts(redis, engine, NOW + timedelta(seconds=seconds)).look()
    begun = await in_outbox(redis, "web")
    assert [each.person for each in begun] == [an, binh]
    text = begun[0].replies[0].text
    assert text.startswith("Cuộc đố vui “Tổ 5” bắt đầu rồi: 2 câu, còn 5 phút cho tất cả. Mời bác")
    assert [each.payload for each in begun[0].replies[0].buttons] == ["#join_contest"]
    Contests(engine).answer(made.id, an.key, "m1", "a", "x", True, NOW)
    for seconds in (300, 301, 900):
        await starts(redis, engine, NOW + timedelta(seconds=seconds)).look()
    ended = (await in_outbox(redis, "web"))[2:]
    assert [each.person for each in ended] == [an, binh]
    assert "Bác đúng 1/2 câu, đứng thứ 1 trong 2 người chơi" in ended[0].replies[0].text
    assert [each.payload for each in ended[1].replies[0].buttons] == [
        *("#contest_ranking", "#join_contest:missed-0"),
    ]


async def test_who_may_not_be_written_to_is_not(redis: Redis, engine: Engine) -> None:
    contest(engine, Person("rest", "an"), Person("gone", "bình"))
    await starts(redis, engine, NOW).look()
    assert await in_outbox(redis, "rest") == []
    assert await in_outbox(redis, "gone") == []


@pytest.mark.parametrize(("death", "put"), [("before", 0), ("after", 1)])
async def test_killed_on_the_way(
    redis: Redis, engine: Engine, database: str, valkey_url: str, death: str, put: int
) -> None:
    people = [Person("web", f"p{number}") for number in range(3)]
    contest(engine, *people)
    command = [sys.executable, contest_telling.__file__, database, valkey_url]
    process = await asyncio.create_subprocess_exec(
        *command,
        NOW.isoformat(),
        death,
        cwd=Path(__file__).parents[2],
        stderr=asyncio.subprocess.PIPE,
    )
    _, complaint = await process.communicate()
    assert process.returncode == -9, complaint
    assert len(await in_outbox(redis, "web")) == put
    await asyncio.gather(*(starts(redis, engine, NOW).look() for _ in range(3)))
    assert sorted(each.person.user for each in await in_outbox(redis, "web")) == ["p0", "p1", "p2"]


async def test_the_loop_tells_by_itself_and_sweeps(redis: Redis, engine: Engine) -> None:
    old = contest(engine)
    later = NOW + FIVE + KEPT + timedelta(seconds=1)
    task = asyncio.create_task(starts(redis, engine, later).run())
    for _ in range(1000):
        if Contests(engine).find(old.id) is None:
            break
        await asyncio.sleep(0.01)
    await end(task)
    assert Contests(engine).find(old.id) is None
