"""Access tokens: renewed once by whoever comes first, stored before they are used."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from platforms.faults import Fault
from platforms.zalo_oa import ZaloOA
from redis.asyncio import Redis
from zalo_oa_site import eventually, refusal_of, stored, tokens_of

from bot.channels.channel import SendErrorKind

PROCESS = """
import asyncio, sys
sys.path[:0] = sys.argv[4:]
from platforms.zalo_oa import APP_ID, APP_SECRET
from redis.asyncio import Redis
from bot.channels.zalo_oa.lock import RedisLock
from bot.channels.zalo_oa.token_store import TokenStore
from bot.channels.zalo_oa.tokens import Tokens
from bot.store.database import open_engine

async def main(url, first, redis, database):
    client = Redis.from_url(redis)
    tokens = Tokens(
        TokenStore(open_engine(database), APP_ID, first), RedisLock(client, "zalo_oa:renewing"),
        app_id=APP_ID, app_secret=APP_SECRET, oauth_url=url,
    )
    print("ready", flush=True)
    sys.stdin.readline()
    found = await asyncio.gather(*(tokens.access() for _ in range(5)))
    print(" ".join(sorted(set(found))), flush=True)
    await tokens.close()
    await client.close()

url, _, first = sys.argv[1].partition(" ")
asyncio.run(main(url, first, *sys.argv[2:4]))
"""


async def test_the_first_token_is_got_once_and_stored(
    platform: ZaloOA, redis: Redis, either_database: str
) -> None:
    async with tokens_of(platform, redis, either_database) as one:
        access = await one.access()
        assert await one.access() == access
    async with tokens_of(platform, redis, either_database) as later:
        assert await later.access() == access
    assert platform.tokens.spent == [platform.tokens.first]
    assert [each[1] for each in stored(either_database)] == [access]
    assert platform.tokens.problem(access) == 0


async def test_two_processes_with_many_messages_renew_once(
    platform: ZaloOA, redis: Redis, either_database: str
) -> None:
    platform.faults.next("access_token", 1, Fault(delay=0.3))
    async with (
        tokens_of(platform, redis, either_database, hasty=True) as one,
        tokens_of(platform, redis, either_database, hasty=True) as other,
    ):
        first = await asyncio.gather(*(each.access() for each in (one, other) * 10))
        assert len(set(first)) == 1
        platform.tokens.expire_access()
        second = await asyncio.gather(*(each.instead_of(first[0]) for each in (one, other) * 10))
        assert len(set(second)) == 1
        assert second[0] != first[0]
    assert len(platform.tokens.spent) == 2
    assert platform.tokens.refused == 0


def test_real_processes_that_start_together_renew_once(
    platform: ZaloOA, redis_url: str, database: str
) -> None:
    paths = [str(Path(__file__).parent.parent.parent)]
    place = f"{platform.url} {platform.tokens.first}"
    command = [sys.executable, "-c", PROCESS, place, redis_url, database, *paths]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    processes = [subprocess.Popen(command, text=True, **pipes) for _ in range(2)]  # type: ignore[call-overload]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    endings = [process.communicate(timeout=30) for process in processes]
    found = {said for said, _ in endings}
    assert [error for _, error in endings] == [""] * 2
    assert len(found) == 1
    assert len(found.pop().split()) == 1
    assert platform.tokens.spent == [platform.tokens.first]
    assert platform.tokens.refused == 0


async def test_a_token_is_renewed_ahead_of_its_end_and_used_meanwhile(
    platform: ZaloOA, redis: Redis, database: str
) -> None:
    platform.tokens.access_seconds = 1800
    async with tokens_of(platform, redis, database) as tokens:
        first = await tokens.access()
        platform.tokens.access_seconds = 90_000
        platform.faults.next("access_token", 1, Fault(delay=0.2))
        assert await tokens.access() == first
        await eventually(lambda: len(platform.tokens.spent) == 2)
        for _ in range(500):
            if await tokens.access() != first:
                break
            await asyncio.sleep(0.01)
        assert await tokens.access() == stored(database)[0][1] != first


async def test_a_token_is_kept_fresh_when_nothing_is_sent(
    platform: ZaloOA, redis: Redis, database: str
) -> None:
    platform.tokens.access_seconds = 1800
    async with tokens_of(platform, redis, database) as tokens:
        keeping = asyncio.create_task(tokens.keep_fresh(every=0.02))
        await eventually(lambda: len(platform.tokens.spent) >= 3)
        keeping.cancel()
        await asyncio.wait({keeping})
    assert platform.tokens.refused == 0


async def test_another_process_has_renewed_already(
    platform: ZaloOA, redis: Redis, database: str
) -> None:
    async with (
        tokens_of(platform, redis, database) as one,
        tokens_of(platform, redis, database, hasty=True) as other,
    ):
        access = await one.access()
        assert await other.access() == access
        platform.tokens.expire_access()
        renewed = await other.instead_of(access)
        assert await one.instead_of(access) == renewed
    assert len(platform.tokens.spent) == 2


async def test_a_token_refused_as_soon_as_it_is_issued_is_not_renewed_again_and_again(
    platform: ZaloOA, redis: Redis, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with tokens_of(platform, redis, database) as tokens:
        access = await tokens.access()
        for _ in range(3):
            assert await refusal_of(tokens.instead_of(access)) is SendErrorKind.UNAUTHORIZED
    assert len(platform.tokens.spent) == 1
    assert caplog.text.count("it has just issued") == 1


async def test_a_new_pair_is_not_used_before_it_is_stored(
    platform: ZaloOA, redis: Redis, database: str
) -> None:
    platform.faults.next("access_token", 1, Fault(delay=0.3))
    other = sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
    async with tokens_of(platform, redis, database) as tokens:
        asking = asyncio.create_task(tokens.access())
        await eventually(lambda: bool(platform.tokens.spent))
        other.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(0.8)
        assert not asking.done()
        assert stored(database) == [(platform.tokens.first, None)]
        other.execute("ROLLBACK")
        access = await asking
        assert [each[1] for each in stored(database)] == [access]
    other.close()
    assert len(platform.tokens.spent) == 1


async def test_no_refresh_token_is_spent_while_nothing_can_be_stored(
    platform: ZaloOA, redis: Redis, database: str
) -> None:
    other = sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with tokens_of(platform, redis, database) as tokens:
        assert await refusal_of(tokens.access()) is SendErrorKind.UNAVAILABLE
    other.close()
    assert platform.tokens.spent == []


async def test_a_message_that_is_given_up_does_not_lose_the_answer(
    platform: ZaloOA, redis: Redis, database: str
) -> None:
    platform.faults.next("access_token", 1, Fault(delay=0.3))
    async with tokens_of(platform, redis, database) as tokens:
        asking = asyncio.create_task(tokens.access())
        await eventually(lambda: bool(platform.tokens.spent))
        asking.cancel()
        await asyncio.wait({asking})
        assert asking.cancelled()
    ((refresh, access),) = stored(database)
    assert refresh != platform.tokens.first
    assert access
