"""The Zalo Bot Platform's channel against its stand-in: polling, webhook, what can be lost."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from platforms.faults import Fault
from platforms.zalo_bot import TOKEN
from platforms.zalo_bot import ZaloBot as Platform

from bot.channels.channel import (
    FetchError,
    FetchErrorKind,
    PollingChannel,
    Received,
    Refused,
    SendError,
    SendErrorKind,
    WebhookChannel,
)
from bot.channels.zalo_bot.channel import ZaloBot
from bot.message import Button, Media, Person, Reply

AN = Person("zalo_bot", "an")


@pytest.fixture(name="platform")
def _platform() -> Iterator[Platform]:
    platform = Platform(poll_seconds=0.1)
    with platform:
        yield platform


@pytest.fixture(name="channel")
async def _channel(platform: Platform) -> AsyncIterator[ZaloBot]:
    channel = made(platform)
    yield channel
    await channel.close()


def made(platform: Platform, secret: str | None = None, token: str = TOKEN) -> ZaloBot:
    base_url = "http://127.0.0.1:9"
    return ZaloBot(token, secret=secret, api_url=platform.url, base_url=base_url)


async def say(channel: ZaloBot, *replies: Reply, to: Person = AN) -> None:
    for call in channel.render(to, replies):
        await channel.send(call)


async def taken(channel: ZaloBot) -> list[str]:
    """The texts of everything that can be polled, acknowledged at once."""
    texts = []
    while found := await channel.poll():
        if not found.inbounds:
            return texts
        texts += [each.text for each in found.inbounds]
        await channel.acknowledge(found.receipt)
    return texts


def test_it_is_both_kinds_of_channel(platform: Platform) -> None:
    channel = made(platform)
    assert isinstance(channel, WebhookChannel)
    assert isinstance(channel, PollingChannel)


async def test_what_people_write_is_polled_one_by_one(platform: Platform, channel: ZaloBot) -> None:
    await channel.start()
    ids = [platform.say("an", "một"), platform.say("an", "hai"), platform.say("binh", "ba")]
    first = await channel.poll()
    assert [each.id for each in first.inbounds] == ids[:1] == list(first.receipt)
    await channel.acknowledge(first.receipt)
    assert await taken(channel) == ["hai", "ba"]


async def test_nobody_writes(platform: Platform, channel: ZaloBot) -> None:
    began = time.monotonic()
    assert await channel.poll() == Received()
    assert time.monotonic() - began >= 0.1
    assert platform.asked[-1].json == {"timeout": "4"}


async def test_a_message_comes_as_soon_as_it_is_written(
    platform: Platform, channel: ZaloBot
) -> None:
    platform.poll_seconds = 5.0
    polling = asyncio.create_task(channel.poll())
    await asyncio.sleep(0.1)
    platform.say("an", "chào")
    assert [each.text for each in (await polling).inbounds] == ["chào"]


async def test_what_was_polled_is_given_until_it_was_stored(
    platform: Platform, channel: ZaloBot
) -> None:
    """The platform forgets it at once, so our own copy outlasts a Redis that is away."""
    platform.say("an", "một")
    platform.say("an", "hai")
    first = await channel.poll()
    assert await channel.poll() == first
    await channel.acknowledge(["something else"])
    assert await channel.poll() == first
    await channel.acknowledge(first.receipt)
    assert await taken(channel) == ["hai"]


async def test_what_is_on_its_way_while_the_connection_breaks_is_lost(
    platform: Platform, channel: ZaloBot
) -> None:
    """The platform's design, told in the channel's docstring: this is all that can be lost."""
    platform.say("an", "một")
    platform.say("an", "hai")
    platform.faults.next("getUpdates", 1, Fault(truncated=True))
    with pytest.raises(SendError) as error:
        await channel.poll()
    assert error.value.kind is SendErrorKind.UNANSWERED
    assert await taken(channel) == ["hai"]


async def test_an_update_that_cannot_be_read_does_not_stop_the_others(
    platform: Platform, channel: ZaloBot, caplog: pytest.LogCaptureFixture
) -> None:
    platform.deliver("an", {"what": "is this"})
    platform.sticker("an")
    assert await channel.poll() == Received()
    assert "cannot be read" in caplog.text
    assert [each.kind for each in (await channel.poll()).inbounds] == ["sticker"]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(status=429, headers={"retry-after": "2"}), SendErrorKind.RATE_LIMITED),
        (Fault(status=502, body="<html>"), SendErrorKind.UNAVAILABLE),
        (Fault(status=200, body={"ok": False, "error_code": 401}), SendErrorKind.UNAUTHORIZED),
        (Fault(cut=True), SendErrorKind.UNANSWERED),
    ],
)
async def test_errors_while_polling(
    platform: Platform, channel: ZaloBot, fault: Fault, kind: SendErrorKind
) -> None:
    platform.faults.next("getUpdates", 1, fault)
    with pytest.raises(SendError) as error:
        await channel.poll()
    assert error.value.kind is kind
    assert await channel.poll() == Received()


async def test_a_webhook_and_its_secret(platform: Platform) -> None:
    channel = made(platform, secret="a-very-secret")
    await channel.start()
    assert platform.webhook == "http://127.0.0.1:9/webhooks/zalo_bot"
    headers = platform.signed(b"", 1)
    body = b'{"event_name":"message.text.received","message":{"chat":{"id":"an"},"message_id":"1"}}'
    assert [each.id for each in channel.receive(headers, body, 0.0).inbounds] == ["1"]
    with pytest.raises(Refused):
        channel.receive({**headers, "x-bot-api-secret-token": "guess"}, body, 0.0)
    with pytest.raises(SendError):  # while a webhook is set, nothing can be polled
        await channel.poll()
    await channel.close()


async def test_without_a_secret_a_webhook_takes_nothing(channel: ZaloBot) -> None:
    with pytest.raises(Refused):
        channel.receive({"x-bot-api-secret-token": ""}, b"{}", 0.0)


async def test_polling_again_after_a_webhook(platform: Platform, channel: ZaloBot) -> None:
    hooked = made(platform, secret="a-very-secret")
    await hooked.start()
    await hooked.close()
    await channel.start()
    platform.say("an", "chào")
    assert await taken(channel) == ["chào"]


async def test_a_reply_with_choices_is_answered_by_number(
    platform: Platform, channel: ZaloBot
) -> None:
    buttons = (Button("Có", "#affirm"), Button("Không", "#deny"))
    await say(channel, Reply("Học nhé?", buttons), Reply("Xem", image="https://bot.example/a.png"))
    first, second = platform.wait_for("an", 2)
    assert first.text == "Học nhé?\n1. Có\n2. Không\nNhắn số để chọn."
    assert (second.text, second.image) == ("Xem", "https://bot.example/a.png")
    platform.press("an", "Không")
    platform.press("an", "1")
    assert await taken(channel) == ["2", "1"]
    with pytest.raises(LookupError):
        platform.press("an", "3")


async def test_typing_is_shown(platform: Platform, channel: ZaloBot) -> None:
    await channel.typing(AN)
    assert platform.typing == ["an"]


async def test_the_months_messages_are_spent(
    platform: Platform, channel: ZaloBot, caplog: pytest.LogCaptureFixture
) -> None:
    platform.quota = 1
    await say(channel, Reply("một"))
    with pytest.raises(SendError) as error:
        await say(channel, Reply("hai"))
    assert error.value.kind is SendErrorKind.QUOTA_SPENT
    assert "free plan: 3000" in caplog.text
    assert [sent.text for sent in platform.chat("an")] == ["một"]


async def test_somebody_who_blocked_the_bot(platform: Platform, channel: ZaloBot) -> None:
    platform.gone.add("an")
    with pytest.raises(SendError) as error:
        await say(channel, Reply("chào"))
    assert error.value.kind is SendErrorKind.UNREACHABLE


async def test_a_message_that_may_have_come_is_told_from_one_that_surely_did_not(
    platform: Platform, channel: ZaloBot
) -> None:
    platform.faults.next("sendMessage", 1, Fault(cut=True))
    with pytest.raises(SendError) as error:
        await say(channel, Reply("một"))
    assert error.value.kind is SendErrorKind.UNANSWERED
    with platform.away(), pytest.raises(SendError) as error:
        await say(channel, Reply("hai"))
    assert error.value.kind is SendErrorKind.UNAVAILABLE
    await say(channel, Reply("ba"))
    assert [(sent.text, sent.answered) for sent in platform.chat("an")] == [
        ("một", False),
        ("ba", True),
    ]


async def test_a_wrong_token(platform: Platform) -> None:
    channel = made(platform, token="1:wrong")
    with pytest.raises(SendError) as error:
        await say(channel, Reply("chào"))
    assert error.value.kind is SendErrorKind.UNAUTHORIZED
    await channel.close()


async def test_the_token_is_in_no_log_and_no_error(
    platform: Platform, channel: ZaloBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await say(channel, Reply("chào"))
    with platform.away(), pytest.raises(SendError) as error:
        await say(channel, Reply("chào"))
    cause = error.value.__cause__
    assert isinstance(cause, httpx.HTTPError)
    said = caplog.text + repr(channel) + str(cause) + repr(cause.request)
    assert "HTTP Request: POST" in said
    assert TOKEN not in said
    assert "stand-in" not in said


async def test_a_voice_note_is_fetched(platform: Platform, channel: ZaloBot) -> None:
    platform.voice("an", b"\xff\xf1 and more")
    (spoken,) = (await channel.poll()).inbounds
    assert spoken.media is not None
    assert await channel.fetch_media(spoken.media) == b"\xff\xf1 and more"
    platform.voices.clear()
    with pytest.raises(FetchError) as raised:
        await channel.fetch_media(spoken.media)
    assert raised.value.kind is FetchErrorKind.GONE
    with pytest.raises(FetchError):
        await channel.fetch_media(Media("http://127.0.0.1:9/a.aac"))
