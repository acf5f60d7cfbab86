"""Those who listen: what becomes of a voice note whatever happens to its sound or to them."""

from __future__ import annotations

import asyncio
import logging
import threading
import time

import pytest
from delivery_site import Web, message, running, someone
from redis.asyncio import Redis
from small_platform import until
from voices import Listener, listening, spoken, voice_platform

from bot.channels.channel import FetchError, FetchErrorKind
from bot.delivery.ear import Ear
from bot.delivery.hearing import MOST_DEATHS
from bot.delivery.mailbox import Lease, Mailbox
from bot.delivery.recordings import Recordings
from bot.delivery.voice_notes import UNAVAILABLE, VoiceNotes
from bot.message import Inbound, Media, Person, Reply, Spoken


async def passed_on(mailbox: Mailbox, seconds: float = 5.0) -> Lease:
    """The next message that a worker gets, who answers it at once."""
    lease = await mailbox.take("w", block_ms=int(1000 * seconds))
    assert lease is not None
    assert await mailbox.complete(lease, [Reply("dạ")])
    return lease


async def test_a_voice_note_becomes_words(redis: Redis) -> None:
    mailbox, platform = Mailbox(redis), voice_platform("câu thứ hai")
    async with listening(redis, Listener(), platform):
        await mailbox.accept(spoken(1))
        lease = await passed_on(mailbox)
    assert lease.inbound.text == "câu thứ hai"
    assert lease.inbound.spoken == Spoken(None, 0.9)
    assert lease.inbound.kind == "voice"
    assert platform.fetched == ["place-1"]


async def test_speech_and_writing_are_answered_in_their_order(redis: Redis) -> None:
    async def echo(inbound: Inbound, _again: bool) -> list[Reply]:
        return [Reply(inbound.text)]

    platform = voice_platform("một", "hai", "ba")
    async with running(redis, echo) as site, listening(redis, Listener(), platform):
        for each in (spoken(1), message(4, text="chữ"), spoken(2), spoken(3)):
            await site.mailbox.accept(each)
        for number, text in ((3, "ba"), (2, "hai"), (4, "chữ"), (1, "một")):
            replies = await site.postbox.wait_replies(someone(), f"m{number}", 5)
            assert replies == [Reply(text)]
        log = await site.log.read(someone())
    answered = [entry.message_id for entry in log if entry.direction == "out"]
    assert answered == ["m1", "m4", "m2", "m3"]


async def test_what_was_said_is_treated_like_what_was_written(redis: Redis) -> None:
    mailbox = Mailbox(redis)
    platform = voice_platform("mã otp là 482913   nhé", "x" * 5000)
    async with listening(redis, Listener(), platform):
        await mailbox.accept(spoken(1, caption="nghe giúp"))
        lease = await passed_on(mailbox)
        assert "482913" not in lease.inbound.text
        assert lease.inbound.text.startswith("nghe giúp mã otp là ")
        assert lease.inbound.masked == ("otp",)
        await mailbox.accept(spoken(2, someone("bình")))
        assert len((await passed_on(mailbox)).inbound.text) == 4096


@pytest.mark.parametrize("problem", ["too_quiet", "noise", "broken"])
async def test_a_problem_is_passed_on(redis: Redis, problem: str) -> None:
    mailbox = Mailbox(redis)
    async with listening(redis, Listener(problem=problem), voice_platform("?")):
        await mailbox.accept(spoken(1, caption="chú thích"))
        lease = await passed_on(mailbox)
    assert lease.inbound.spoken == Spoken(problem, 0.9)
    assert lease.inbound.text == "chú thích"


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (FetchError(FetchErrorKind.GONE), "unavailable"),
        (FetchError(FetchErrorKind.TOO_LARGE), "too_large"),
        (KeyError("file"), "unavailable"),
    ],
)
async def test_a_sound_that_cannot_be_had(redis: Redis, error: Exception, problem: str) -> None:
    mailbox, platform, listener = Mailbox(redis), voice_platform("?"), Listener()
    platform.fetch_errors = [error]
    async with listening(redis, listener, platform):
        await mailbox.accept(spoken(1))
        assert (await passed_on(mailbox)).inbound.spoken == Spoken(problem, 0.0)
    assert len(platform.fetched) == 1
    assert listener.heard == []


async def test_a_platform_that_is_away_is_asked_again(redis: Redis) -> None:
    mailbox, platform = Mailbox(redis), voice_platform("đây rồi")
    platform.fetch_errors = [FetchError(FetchErrorKind.UNAVAILABLE)]
    async with listening(redis, Listener(), platform, patience=5.0):
        await mailbox.accept(spoken(1))
        assert (await passed_on(mailbox)).inbound.text == "đây rồi"
    platform.fetch_errors = [FetchError(FetchErrorKind.UNAVAILABLE, retry_after=60.0)]
    async with listening(redis, Listener(), platform, patience=1.0):
        await mailbox.accept(spoken(1, someone("bình")))
        assert (await passed_on(mailbox)).inbound.spoken == UNAVAILABLE


async def test_a_listener_that_fails_is_no_reason_for_silence(
    redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    mailbox, listener = Mailbox(redis), Listener(error=ValueError("bác nói gì đó"))
    async with listening(redis, listener, voice_platform("?")):
        await mailbox.accept(spoken(1))
        assert (await passed_on(mailbox)).inbound.spoken == UNAVAILABLE
    assert "listening failed: ValueError" in caplog.text
    assert "bác nói" not in caplog.text


async def test_one_sound_at_a_time_and_not_more_than_some_in_memory(redis: Redis) -> None:
    mailbox, listener = Mailbox(redis), Listener()
    platform = voice_platform(*"abcdefgh")
    listener.free.clear()
    async with listening(redis, listener, platform, hands=3):
        for number in range(1, 9):
            await mailbox.accept(spoken(number, someone(f"p{number}")))
        await until(lambda: len(platform.fetched) == 3)
        await asyncio.sleep(0.1)
        assert len(platform.fetched) == 3
        assert len(listener.heard) == 1
        listener.free.set()
        heard = {(await passed_on(mailbox)).inbound.text for _ in range(8)}
    assert heard == set("abcdefgh")
    assert listener.most_at_once == 1


async def test_who_is_killed_while_listening_is_replaced(redis: Redis) -> None:
    mailbox, platform, listener = Mailbox(redis), voice_platform("còn đây"), Listener()
    listener.free.clear()
    async with listening(redis, listener, platform, hands=1):
        await mailbox.accept(spoken(1))
        await until(lambda: listener.heard)
    async with listening(redis, Listener(), platform, hands=1):  # under the same name
        lease = await passed_on(mailbox)
    assert (lease.inbound.text, lease.attempt) == ("còn đây", 1)


async def test_a_long_note_keeps_its_lease(redis: Redis) -> None:
    mailbox, listener = Mailbox(redis), Listener()
    listener.free.clear()
    async with listening(redis, listener, voice_platform("dài"), hands=2, lease_seconds=0.3):
        await mailbox.accept(spoken(1))
        await asyncio.sleep(1.0)
        assert len(listener.heard) == 1
        listener.free.set()
        assert (await passed_on(mailbox)).inbound.text == "dài"


async def test_a_note_that_kills_who_listens_is_answered_all_the_same(redis: Redis) -> None:
    mailbox, notes = Mailbox(redis), VoiceNotes(redis, lease_seconds=0.05)
    platform, listener = voice_platform("?"), Listener()
    await mailbox.accept(spoken(1))
    for number in range(MOST_DEATHS):
        assert await notes.take(f"dying-{number}", block_ms=1000)
        await asyncio.sleep(0.06)
    async with listening(redis, listener, platform, lease_seconds=0.05):
        assert (await passed_on(mailbox)).inbound.spoken == UNAVAILABLE
    assert platform.fetched == []


async def test_stopping_ends_the_note_or_gives_it_back(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.hearing.STOP_SECONDS", 0.3)
    mailbox, listener = Mailbox(redis), Listener()
    listener.free.clear()
    async with listening(redis, listener, voice_platform("một"), hands=1) as (hearing,):
        await mailbox.accept(spoken(1))
        await until(lambda: listener.heard)
        hearing.stop()
        await asyncio.sleep(0.1)
        listener.free.set()
        assert (await passed_on(mailbox)).inbound.text == "một"

    slow = Listener()
    slow.free.clear()
    async with listening(redis, slow, voice_platform("", "hai"), hands=1) as (hearing,):
        await mailbox.accept(spoken(2, someone("bình")))
        await until(lambda: slow.heard)
        hearing.stop()
        await asyncio.sleep(0.5)
        lease = await VoiceNotes(redis).take("another", block_ms=1000)
        assert lease is not None
        assert (lease.inbound.id, lease.deaths) == ("m2", 0)


async def test_a_sound_that_takes_too_long_is_let_go(redis: Redis) -> None:
    mailbox, listener = Mailbox(redis), Listener()
    listener.free.clear()
    async with listening(redis, listener, voice_platform("lâu", "sau"), limit=0.2):
        await mailbox.accept(spoken(1, someone("an")))
        assert (await passed_on(mailbox)).inbound.spoken == UNAVAILABLE
        await mailbox.accept(spoken(2, someone("bình")))
        await asyncio.sleep(0.3)
        assert len(listener.heard) == 1
        listener.free.set()
        assert (await passed_on(mailbox)).inbound.text == "sau"


async def test_an_ear_knows_when_it_is_stuck() -> None:
    free = threading.Event()

    def stubborn(_sound: bytes) -> Spoken:
        free.wait(5.0)
        raise ValueError("nothing heard")

    ear = Ear(stubborn, limit=0.1)  # type: ignore[arg-type]
    assert not ear.is_stuck
    with pytest.raises(asyncio.TimeoutError):
        await ear.listen(b"")
    await asyncio.sleep(0.1)  # the ear counts from when its thread began
    assert ear.is_stuck
    free.set()
    with pytest.raises(ValueError, match="nothing heard"):
        await ear.listen(b"")
    assert not ear.is_stuck


async def test_a_recording_of_our_own_page_is_heard_and_gone(redis: Redis) -> None:
    mailbox, recordings = Mailbox(redis), Recordings(redis)
    an = Person("web", "an")
    media = await recordings.keep(an, "m1", "xin chào".encode(), "audio/webm")
    async with listening(redis, Listener(), Web()):
        await mailbox.accept(Inbound(an, "m1", "", time.time(), kind="voice", media=media))
        assert (await passed_on(mailbox)).inbound.text == "xin chào"
        assert await recordings.take(an, "m1") is None
        lost = Inbound(an, "m2", "", time.time(), kind="voice", media=Media("m2"))
        await mailbox.accept(lost)
        assert (await passed_on(mailbox)).inbound.spoken == UNAVAILABLE


async def test_typing_is_shown_while_listening(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.typing.AFTER_SECONDS", 0.01)
    mailbox, listener, platform = Mailbox(redis), Listener(), voice_platform("dạ")
    listener.free.clear()
    async with listening(redis, listener, platform):
        await mailbox.accept(spoken(1))
        await until(lambda: listener.heard)
        await asyncio.sleep(0.8)
        assert platform.typed == ["an"]


async def test_neither_words_nor_people_are_logged(
    redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    mailbox, platform = Mailbox(redis), voice_platform("điều bí mật", "?")
    async with listening(redis, Listener(), platform):
        await mailbox.accept(spoken(1, someone("người kín")))
        await passed_on(mailbox)
        platform.fetch_errors = [FetchError(FetchErrorKind.GONE)]
        await mailbox.accept(spoken(2, someone("người khác")))
        await passed_on(mailbox)
    for word in ("bí mật", "người kín", "người khác", "place-1", "place-2"):
        assert word not in caplog.text
