"""Those who wait for their voice note to be heard are told so, and do not wait for ever."""

from __future__ import annotations

import asyncio
import time

import pytest
from delivery_site import Web, in_outbox, message, someone
from redis.asyncio import Redis
from voices import Listener, listening, spoken, voice_platform

from bot.channels.pull import ONLY_ANSWERS, PullChannel
from bot.delivery.attendance import Attendance
from bot.delivery.ear import Ear
from bot.delivery.mailbox import Mailbox
from bot.delivery.patience import Patience
from bot.delivery.recordings import Recordings
from bot.delivery.tasks import end
from bot.delivery.voice_notes import UNAVAILABLE, VoiceNotes
from bot.message import Person, Reply, TryLater


@pytest.fixture(name="busy")
async def _busy(redis: Redis) -> None:
    """Somebody listens, to something else."""
    await VoiceNotes(redis).note_listening(60.0)


def sentence(person: Person) -> str:
    return f"{person.user} ơi, cháu nghe xong ngay đây ạ."


def patience(redis: Redis, reassure_after: float = 0.0, give_up_after: float = 60.0) -> Patience:
    return Patience(
        VoiceNotes(redis),
        [Web(), PullChannel("rest", ONLY_ANSWERS)],
        sentence,
        reassure_after=reassure_after,
        give_up_after=give_up_after,
        every=0.02,
    )


@pytest.mark.usefixtures("busy")
async def test_who_waits_is_told_so_once(redis: Redis) -> None:
    mailbox = Mailbox(redis)
    await mailbox.accept(spoken(1))
    await mailbox.accept(message(1, someone("bình")))
    for each in (patience(redis), patience(redis)):
        await each.look()
        await each.look()
    [said] = await in_outbox(redis)
    assert said.replies == [Reply("an ơi, cháu nghe xong ngay đây ạ.")]
    assert said.message_id == "hearing:m1"


@pytest.mark.usefixtures("busy")
async def test_not_before_it_takes_long(redis: Redis) -> None:
    mailbox, looking = Mailbox(redis), patience(redis, reassure_after=0.3)
    await mailbox.accept(spoken(1))
    await looking.look()
    assert await in_outbox(redis) == []
    await asyncio.sleep(0.35)
    await looking.look()
    assert len(await in_outbox(redis)) == 1


@pytest.mark.usefixtures("busy")
async def test_where_only_answers_are_seen_nothing_is_said(redis: Redis) -> None:
    mailbox = Mailbox(redis)
    await mailbox.accept(spoken(1, Person("rest", "an")))
    await mailbox.accept(spoken(1, Person("unknown", "an")))
    await patience(redis).look()
    assert await redis.keys("outbox:*") == []


@pytest.mark.usefixtures("busy")
async def test_many_who_wait_are_all_told(redis: Redis) -> None:
    mailbox = Mailbox(redis)
    for number in range(130):
        await mailbox.accept(spoken(1, someone(f"p{number}")))
    await patience(redis).look()
    assert len(await in_outbox(redis)) == 130


async def test_where_nobody_listens_notes_are_given_up(redis: Redis) -> None:
    mailbox, notes = Mailbox(redis), VoiceNotes(redis)
    for number in range(130):
        await mailbox.accept(spoken(1, someone(f"p{number}")))
    await notes.note_listening(10.0)
    looking = patience(redis, reassure_after=60.0, give_up_after=0.0)
    await looking.look()
    assert await mailbox.take("w", block_ms=0) is None
    await redis.delete("listening")
    await looking.look()
    assert await redis.xlen("hearing") == 0
    assert await in_outbox(redis) == []
    lease = await mailbox.take("w", block_ms=0)
    assert lease is not None
    assert lease.inbound.spoken == UNAVAILABLE


@pytest.mark.usefixtures("busy")
async def test_one_person_whose_words_fail_keeps_nobody_waiting(redis: Redis) -> None:
    def failing(person: Person) -> str:
        if person.user == "an":
            raise KeyError(person.user)
        return sentence(person)

    mailbox = Mailbox(redis)
    await mailbox.accept(spoken(1, someone("an")))
    await mailbox.accept(spoken(1, someone("bình")))
    await Patience(VoiceNotes(redis), [Web()], failing, reassure_after=0.0).look()
    [said] = await in_outbox(redis)
    assert said.person == someone("bình")


@pytest.mark.usefixtures("busy")
async def test_it_goes_on_after_a_database_was_away(redis: Redis) -> None:
    tries = 0

    def locked_once(person: Person) -> str:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise TryLater
        return sentence(person)

    await Mailbox(redis).accept(spoken(1))
    looking = Patience(VoiceNotes(redis), [Web()], locked_once, reassure_after=0.0, every=0.02)
    task = asyncio.create_task(looking.run())
    deadline = time.monotonic() + 5
    while not await in_outbox(redis):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)
    await end(task)


@pytest.mark.parametrize("stuck", [False, True])
async def test_who_listens_says_so_unless_it_is_stuck(redis: Redis, stuck: bool) -> None:
    listener = Listener()
    listener.free.clear()
    ear = Ear(listener, limit=0.01 if stuck else 60.0)
    hanging = asyncio.create_task(ear.listen(b"x"))
    await asyncio.sleep(0.05)
    notes = VoiceNotes(redis)
    attending = asyncio.create_task(Attendance(notes, Recordings(redis), ear, seconds=0.3).run())
    await asyncio.sleep(0.5)
    assert await notes.is_listened_to() is not stuck
    await end(attending)
    await asyncio.sleep(0.35)
    assert not await notes.is_listened_to()
    listener.free.set()
    await end(hanging)


async def test_a_busy_ear_is_waited_for(redis: Redis) -> None:
    mailbox, listener, platform = Mailbox(redis), Listener(), voice_platform("một", "hai")
    listener.free.clear()
    looking = patience(redis, reassure_after=0.2, give_up_after=0.2)
    await VoiceNotes(redis).note_listening(10.0)
    async with listening(redis, listener, platform, hands=1):
        await mailbox.accept(spoken(1, someone("an")))
        await mailbox.accept(spoken(2, someone("bình")))
        await asyncio.sleep(0.4)
        await looking.look()
        assert {each.person.user for each in await in_outbox(redis)} == {"an", "bình"}
        listener.free.set()
        for _ in range(2):
            lease = await mailbox.take("w", block_ms=5000)
            assert lease is not None
            assert lease.inbound.text in ("một", "hai")
            await mailbox.complete(lease, [Reply("dạ")])
