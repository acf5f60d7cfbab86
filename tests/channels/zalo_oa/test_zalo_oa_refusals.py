"""Tokens when something is refused, lost or away: nobody spends one twice, operators are told."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from platforms.faults import Fault
from platforms.zalo_oa import APP_ID, APP_SECRET, ZaloOA
from redis.asyncio import Redis
from sqlalchemy import update
from zalo_oa_site import refusal_of, stored, tokens_of

from bot.channels.channel import SendError, SendErrorKind
from bot.channels.zalo_oa.lock import RedisLock
from bot.channels.zalo_oa.token_store import Pair, TokenStore, TokenStoreError
from bot.channels.zalo_oa.tokens import Tokens
from bot.store.database import open_engine, writing
from bot.store.tables import channel_token


async def test_a_refused_refresh_token_is_said_once_in_one_sentence(
    platform: ZaloOA, redis: Redis, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    platform.tokens.revoke_refresh()
    async with tokens_of(platform, redis, database, hasty=True) as tokens:
        for _ in range(2):
            assert await refusal_of(tokens.access()) is SendErrorKind.UNAUTHORIZED
            await asyncio.sleep(0.01)
    assert platform.tokens.refused == 2
    (said,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert said.getMessage() == (
        "zalo_oa: Zalo refuses to renew the access token of the Official Account "
        "(Invalid refresh token, error -14014): authorise the application again at "
        "https://developers.zalo.me/tools/explorer and start the bot with the new "
        "ZALO_OA_REFRESH_TOKEN."
    )


async def test_a_refused_refresh_token_is_not_tried_again_soon(
    platform: ZaloOA, redis: Redis, database: str
) -> None:
    platform.tokens.revoke_refresh()
    async with tokens_of(platform, redis, database) as tokens:
        for _ in range(5):
            assert await refusal_of(tokens.access()) is SendErrorKind.UNAUTHORIZED
    assert platform.tokens.refused == 1


async def test_an_empty_answer_is_a_refusal(
    platform: ZaloOA, redis: Redis, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    platform.faults.next("access_token", 1, Fault(status=200))
    async with tokens_of(platform, redis, database) as tokens:
        assert await refusal_of(tokens.access()) is SendErrorKind.UNAUTHORIZED
    assert "(no reason given)" in caplog.text


async def test_a_spent_token_whose_answer_was_lost_is_named_as_such(
    platform: ZaloOA, redis: Redis, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    platform.faults.next("access_token", 1, Fault(cut=True))
    async with tokens_of(platform, redis, database) as tokens:
        assert await refusal_of(tokens.access()) is SendErrorKind.UNAVAILABLE
    async with tokens_of(platform, redis, database) as restarted:
        assert await refusal_of(restarted.access()) is SendErrorKind.UNAUTHORIZED
    assert "; a renewal begun at 20" in caplog.text
    assert "UTC was never answered)" in caplog.text


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500),
        Fault(status=429, headers={"retry-after": "1"}),
        Fault(status=200, body="<html>"),
    ],
)
async def test_a_platform_in_trouble_refuses_nothing(
    platform: ZaloOA, redis: Redis, database: str, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    platform.faults.next("access_token", 1, fault)
    async with tokens_of(platform, redis, database) as tokens:
        assert await refusal_of(tokens.access()) is SendErrorKind.UNAVAILABLE
    async with tokens_of(platform, redis, database) as later:
        assert await later.access()
    assert "refuses" not in caplog.text


async def test_while_nobody_renews_the_old_token_is_used(
    platform: ZaloOA, redis: Redis, database: str
) -> None:
    platform.tokens.access_seconds = 1800
    async with tokens_of(platform, redis, database) as tokens:
        access = await tokens.access()
        platform.faults.next("access_token", 1, Fault(status=503))
        for _ in range(3):
            assert await tokens.access() == access
            await asyncio.sleep(0.05)
    assert len(platform.tokens.spent) == 1


async def test_without_redis_a_stored_token_is_used_and_none_renewed(
    platform: ZaloOA, redis: Redis, database: str
) -> None:
    async with tokens_of(platform, redis, database) as tokens:
        access = await tokens.access()
    nowhere = Redis.from_url("redis://127.0.0.1:9")
    async with tokens_of(platform, nowhere, database) as tokens:
        assert await tokens.access() == access
    async with tokens_of(platform, nowhere, database, hasty=True) as tokens:
        assert await refusal_of(tokens.instead_of(access)) is SendErrorKind.UNAVAILABLE
    await nowhere.close()
    assert len(platform.tokens.spent) == 1


class Everybody:
    """A lock that was lost: all may go in."""

    async def take(self, _seconds: float) -> bool:
        return True

    async def release(self) -> None:
        pass


async def test_who_lost_the_lock_unnoticed_takes_what_the_other_stored(
    platform: ZaloOA, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    platform.faults.next("access_token", 2, Fault(delay=0.2))
    engine = open_engine(database)
    both = [
        Tokens(
            TokenStore(engine, APP_ID, platform.tokens.first),
            Everybody(),
            app_id=APP_ID,
            app_secret=APP_SECRET,
            oauth_url=platform.url,
        )
        for _ in range(2)
    ]
    one, other = await asyncio.gather(*(each.access() for each in both))
    assert one == other
    assert (len(platform.tokens.spent), platform.tokens.refused) == (1, 1)
    assert caplog.text == ""
    for each in both:
        await each.close()
    engine.dispose()


async def test_a_new_first_token_begins_anew_and_leaves_older_processes_alone(
    platform: ZaloOA, redis: Redis, database: str
) -> None:
    with ZaloOA() as authorised_again:
        assert isinstance(authorised_again, ZaloOA)
        async with (
            tokens_of(platform, redis, database) as old,
            tokens_of(authorised_again, redis, database) as new,
        ):
            before = await old.access()
            assert await new.access() != before
            assert await old.access() == before
        async with tokens_of(authorised_again, redis, database) as restarted:
            assert authorised_again.tokens.problem(await restarted.access()) == 0
        assert authorised_again.tokens.refused == 0
    assert len(stored(database)) == 2


async def test_what_nobody_can_use_any_more_is_forgotten(
    platform: ZaloOA, redis: Redis, database: str
) -> None:
    async with tokens_of(platform, redis, database) as tokens:
        await tokens.access()
    engine = open_engine(database)
    with writing(engine) as connection:
        long_ago = datetime(2026, 1, 1) - timedelta(days=365)
        connection.execute(update(channel_token).values(changed_at=long_ago))
    engine.dispose()
    with ZaloOA() as other:
        assert isinstance(other, ZaloOA)
        async with tokens_of(other, redis, database) as tokens:
            access = await tokens.access()
    assert [each[1] for each in stored(database)] == [access]


async def test_the_lock_has_one_owner_and_ends_by_itself(redis: Redis) -> None:
    one, other = RedisLock(redis, "a"), RedisLock(redis, "a")
    assert await one.take(0.2)
    assert await one.take(0.2)
    assert not await other.take(0.2)
    await other.release()
    assert not await other.take(0.2)
    await asyncio.sleep(0.25)
    assert await other.take(5.0)
    await one.release()
    assert not await one.take(5.0)
    await other.release()
    assert await one.take(5.0)


async def test_nothing_secret_is_ever_said(
    platform: ZaloOA, redis: Redis, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said = []
    async with tokens_of(platform, redis, database, hasty=True) as tokens:
        access = await tokens.access()
        platform.tokens.revoke_refresh()
        with pytest.raises(SendError) as problem:
            await tokens.instead_of(access)
        said += [repr(tokens), str(problem.value), repr(problem.value)]
    secrets = [APP_SECRET, access, platform.tokens.first, stored(database)[0][0]]
    pair = Pair(secrets[3], access)
    said += [caplog.text, repr(pair), repr(TokenStore(open_engine(database), APP_ID, "first"))]
    assert not any(secret in each for secret in secrets for each in said)


def test_an_error_of_the_database_names_no_token(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    store = TokenStore(engine, APP_ID, "first-token")
    with pytest.raises(TokenStoreError) as problem:
        store.begin(Pair("first-token"))
    assert "first-token" not in str(problem.value)
    assert problem.value.__cause__ is None
    engine.dispose()
