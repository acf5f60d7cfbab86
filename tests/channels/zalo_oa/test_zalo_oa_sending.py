"""Replies to the platform's stand-in: what arrives, and what goes wrong."""

from __future__ import annotations

import asyncio
import json
import logging
import time

import httpx
import pytest
from platforms.faults import Fault
from platforms.zalo_oa import APP_ID, APP_SECRET, OA_SECRET, ZaloOA, channel_at
from redis.asyncio import Redis
from zalo_oa_site import AN, DAY, PDF, Web, channel_of, kind_of, send, texts

from bot.channels.channel import SendError, SendErrorKind
from bot.channels.zalo_oa.channel import ZaloOA as Channel
from bot.channels.zalo_oa.errors import connection_problem
from bot.channels.zalo_oa.signature import Signature
from bot.message import Button, Person, Reply


def left(channel: Channel) -> int:
    """How many messages may still be sent, as Zalo said."""
    assert channel.quota is not None
    told = json.loads(channel.quota)
    assert (told["quota_type"], told["total"]) == ("sub_quota", "500")
    return int(told["remain"])


async def test_a_certificate_arrives_as_it_is_and_is_uploaded_once(
    platform: ZaloOA, redis: Redis, database: str
) -> None:
    web = Web(channel_at("http://127.0.0.1:9"))
    platform.follow("an")
    platform.follow("be")
    with web.running():
        async with channel_of(platform, redis, database, web.url) as channel:
            reply = Reply("Chúc mừng bác!", attachment=f"{web.url}/chung-nhan.pdf")
            await send(channel, reply)
            await send(channel, reply, to=Person("zalo_oa", "be"))
    for user in ("an", "be"):
        file, words = platform.chat(user)
        assert (file.file, file.content) == ("chung-nhan.pdf", PDF)
        assert words.text == "Chúc mừng bác!"
    assert len(platform.uploads) == 1


async def test_long_texts_many_choices_and_pictures(platform: ZaloOA, channel: Channel) -> None:
    platform.follow("an")
    sentence = "Bác bấm vào nút màu xanh ở góc dưới bên phải. "
    many = tuple(Button(f"Bài {n}", f"#choose_module:M{n:02}") for n in range(1, 8))
    await send(
        channel,
        Reply(sentence * 100, image="https://hoc.example/a.png"),
        Reply("Chọn một bài.", many),
    )
    chat = platform.chat("an")
    assert chat[0].image == "https://hoc.example/a.png"
    assert [text.endswith(".") for text in texts(platform)[1:4]] == [True] * 3
    assert max(map(len, texts(platform))) <= 2000
    assert " ".join(texts(platform)[1:-1]) == (sentence * 100).strip()
    assert not chat[-1].buttons
    assert "7. Bài 7" in chat[-1].text


async def test_typing_is_nothing_zalo_knows(platform: ZaloOA, channel: Channel) -> None:
    await channel.typing(AN)
    await channel.acknowledge(())
    assert not platform.asked


# The window and the quota


async def test_within_two_days_answers_are_free_later_they_are_billed(
    platform: ZaloOA, channel: Channel
) -> None:
    platform.say("an", "xin chào")
    assert channel.quota is None
    await send(channel, Reply("a"))
    assert left(channel) == 500
    platform.silent_for("an", 3 * DAY)
    await send(channel, Reply("b"))
    assert left(channel) == 499


async def test_after_seven_days_the_window_is_closed(platform: ZaloOA, channel: Channel) -> None:
    platform.silent_for("an", 8 * DAY)
    assert await kind_of(channel, Reply("a")) is SendErrorKind.WINDOW_CLOSED


async def test_a_spent_quota_stops_only_what_is_billed(platform: ZaloOA, channel: Channel) -> None:
    platform.quota = 1
    platform.silent_for("an", 3 * DAY)
    await send(channel, Reply("a"))
    assert await kind_of(channel, Reply("b")) is SendErrorKind.QUOTA_SPENT
    platform.say("an", "xin chào")
    await send(channel, Reply("c"))
    assert texts(platform) == ["a", "c"]
    assert left(channel) == 0


async def test_a_quota_in_another_shape_changes_nothing(platform: ZaloOA, channel: Channel) -> None:
    for quota in (None, "all", {"remain": []}, {"total": 2}):
        body = {"error": 0, "data": {"quota": quota}}
        platform.faults.next("cs", 1, Fault(status=200, body=body))
        await send(channel, Reply("a"))
        assert channel.quota is None


async def test_people_who_block_accounts_and_too_many_requests(
    platform: ZaloOA, channel: Channel
) -> None:
    platform.follow("an")
    platform.blocked.add("an")
    assert await kind_of(channel, Reply("a")) is SendErrorKind.UNREACHABLE
    platform.requests_a_minute = 0
    with pytest.raises(SendError) as problem:
        await send(channel, Reply("a"))
    assert problem.value.kind is SendErrorKind.RATE_LIMITED
    assert problem.value.retry_after


# Tokens


async def test_an_expired_token_is_renewed_once_and_everything_arrives_once(
    platform: ZaloOA, redis: Redis, database: str
) -> None:
    platform.follow("an")
    async with (
        channel_of(platform, redis, database) as one,
        channel_of(platform, redis, database) as other,
    ):
        await asyncio.gather(send(one, Reply("0")), send(other, Reply("0")))
        platform.tokens.expire_access()
        sending = [send((one, other)[n % 2], Reply(str(n))) for n in range(1, 21)]
        await asyncio.gather(*sending)
    assert sorted(texts(platform), key=int) == ["0", "0", *map(str, range(1, 21))]
    assert len(platform.tokens.spent) == 2
    assert platform.tokens.refused == 0


async def test_a_revoked_token_is_replaced(platform: ZaloOA, channel: Channel) -> None:
    platform.follow("an")
    await send(channel, Reply("a"))
    platform.tokens.revoke_access()
    await send(channel, Reply("b"))
    assert texts(platform) == ["a", "b"]


async def test_without_any_token_an_operator_has_to_act(platform: ZaloOA, channel: Channel) -> None:
    platform.tokens.revoke_refresh()
    assert await kind_of(channel, Reply("a")) is SendErrorKind.UNAUTHORIZED


# What goes wrong


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(cut=True), SendErrorKind.UNANSWERED),
        (Fault(truncated=True), SendErrorKind.UNANSWERED),
        (Fault(status=200, body='{"error": 0, "da'), SendErrorKind.UNANSWERED),
        (Fault(status=500), SendErrorKind.UNAVAILABLE),
    ],
)
async def test_whether_a_message_may_have_arrived_is_known(
    platform: ZaloOA, channel: Channel, fault: Fault, kind: SendErrorKind
) -> None:
    platform.follow("an")
    platform.faults.next("cs", 1, fault)
    assert await kind_of(channel, Reply("a")) is kind
    assert len(platform.chat("an")) == (0 if fault.status else 1)


async def test_a_platform_that_is_not_there_has_taken_nothing(
    platform: ZaloOA, channel: Channel
) -> None:
    platform.follow("an")
    await send(channel, Reply("a"))
    with platform.away():
        assert await kind_of(channel, Reply("b")) is SendErrorKind.UNAVAILABLE
    await send(channel, Reply("b"))
    assert texts(platform) == ["a", "b"]


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (httpx.ReadTimeout("a"), SendErrorKind.UNANSWERED),
        (httpx.WriteTimeout("a"), SendErrorKind.UNANSWERED),
        (httpx.ReadError("a"), SendErrorKind.UNANSWERED),
        (httpx.RemoteProtocolError("a"), SendErrorKind.UNANSWERED),
        (httpx.ConnectTimeout("a"), SendErrorKind.UNAVAILABLE),
        (httpx.ConnectError("a"), SendErrorKind.UNAVAILABLE),
        (httpx.PoolTimeout("a"), SendErrorKind.UNAVAILABLE),
    ],
)
def test_what_a_broken_connection_means(problem: httpx.HTTPError, kind: SendErrorKind) -> None:
    assert connection_problem(problem).kind is kind


async def test_retry_after_may_be_a_date(platform: ZaloOA, channel: Channel) -> None:
    when = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 60))
    platform.faults.next("cs", 1, Fault(status=429, headers={"retry-after": when}))
    with pytest.raises(SendError) as problem:
        await send(channel, Reply("a"))
    assert problem.value.retry_after == pytest.approx(60, abs=2)


async def test_nothing_secret_and_nobodys_words_are_logged(
    platform: ZaloOA, channel: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    platform.follow("an-1234")
    person = Person("zalo_oa", "an-1234")
    await send(channel, Reply("lời riêng"), to=person)
    platform.unfollow("an-1234")
    assert await kind_of(channel, Reply("lời riêng"), to=person) is SendErrorKind.UNREACHABLE
    access = platform.asked[-1].headers["access_token"]
    said = caplog.text + repr(channel) + repr(Signature(APP_ID, OA_SECRET))
    for secret in (access, OA_SECRET, APP_SECRET, platform.tokens.first, "lời riêng", "an-1234"):
        assert secret not in said
    assert "error -213: unreachable" in said
