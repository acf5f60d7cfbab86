"""A voice note keeps its place: it is heard before it is answered, and only then what follows."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from delivery_site import in_outbox, message, someone
from redis.asyncio import Redis
from voices import spoken

from bot.delivery.dead_letters import DeadLetters
from bot.delivery.log import ConversationLog
from bot.delivery.mailbox import Accepted, Lease, Mailbox
from bot.delivery.recordings import Recordings
from bot.delivery.voice_notes import UNAVAILABLE, VoiceNotes
from bot.message import Inbound, Reply, Spoken

REPLY = [Reply("dạ")]


@pytest.fixture(name="mailbox")
def _mailbox(redis: Redis) -> Mailbox:
    return Mailbox(redis, lease_seconds=0.2)


@pytest.fixture(name="notes")
def _notes(redis: Redis) -> VoiceNotes:
    return VoiceNotes(redis, lease_seconds=0.2)


async def taken(line: Mailbox | VoiceNotes, consumer: str = "a") -> Lease:
    lease = await line.take(consumer, block_ms=0)
    assert lease is not None
    return lease


def understood(inbound: Inbound, text: str = "câu thứ hai") -> Inbound:
    return replace(inbound, text=text, spoken=Spoken(sure=0.8))


async def test_a_voice_note_is_heard_and_then_answered_in_its_place(
    mailbox: Mailbox, notes: VoiceNotes, redis: Redis
) -> None:
    for each in (message(1), spoken(2), message(3)):
        assert await mailbox.accept(each) is Accepted.NEW
    assert await notes.take("h", block_ms=0) is None
    await mailbox.complete(await taken(mailbox), REPLY)
    assert await mailbox.take("a", block_ms=0) is None

    listening = await taken(notes, "h")
    assert (listening.inbound.id, listening.attempt) == ("m2", 1)
    assert await mailbox.take("a", block_ms=0) is None
    assert await notes.heard(listening, understood(listening.inbound))

    lease = await taken(mailbox)
    assert lease.inbound == understood(listening.inbound)
    assert (lease.attempt, lease.deaths) == (1, 0)
    await mailbox.complete(lease, REPLY)
    assert (await taken(mailbox)).inbound.id == "m3"
    assert [each.message_id for each in await in_outbox(redis)] == ["m1", "m2"]


@pytest.mark.parametrize(
    "heard_elsewhere",
    [
        replace(spoken(1), media=None),
        understood(spoken(1)),
        replace(spoken(1), kind="photo"),
    ],
)
async def test_what_need_not_or_cannot_be_listened_to_is_not(
    mailbox: Mailbox, notes: VoiceNotes, heard_elsewhere: Inbound
) -> None:
    await mailbox.accept(heard_elsewhere)
    assert await notes.take("h", block_ms=0) is None
    assert (await taken(mailbox)).inbound == heard_elsewhere


async def test_words_about_voice_notes_are_no_voice_note(
    mailbox: Mailbox, notes: VoiceNotes
) -> None:
    await mailbox.accept(message(1, text='{"kind": "voice", "media": {"place": "x"}}'))
    assert await notes.take("h", block_ms=0) is None
    assert (await taken(mailbox)).inbound.kind == "text"


async def test_what_was_heard_outlives_workers_and_postponing(
    mailbox: Mailbox, notes: VoiceNotes
) -> None:
    await mailbox.accept(spoken(1))
    listening = await taken(notes)
    await notes.heard(listening, understood(listening.inbound))
    await mailbox.postpone(await taken(mailbox))
    lost = await taken(mailbox)
    await asyncio.sleep(0.25)
    lease = await taken(mailbox, "b")
    assert lease.inbound.text == "câu thứ hai"
    assert (lease.attempt, lease.deaths) == (3, 1)
    assert not await mailbox.complete(lost, REPLY)
    assert await mailbox.complete(lease, REPLY)


async def test_every_note_is_heard_for_itself(mailbox: Mailbox, notes: VoiceNotes) -> None:
    for number in (1, 2):
        await mailbox.accept(spoken(number))
    for text in ("một", "hai"):
        listening = await taken(notes)
        await notes.heard(listening, understood(listening.inbound, text))
        lease = await taken(mailbox)
        assert lease.inbound.text == text
        await mailbox.complete(lease, REPLY)


async def test_who_listens_too_late_is_refused(mailbox: Mailbox, notes: VoiceNotes) -> None:
    await mailbox.accept(spoken(1))
    late = await taken(notes, "a")
    await asyncio.sleep(0.25)
    lease = await taken(notes, "b")
    assert (lease.attempt, lease.deaths) == (2, 1)
    assert not await notes.heard(late, understood(late.inbound, "muộn"))
    assert not await notes.give_back(late)
    assert not await notes.renew(late)
    assert await notes.heard(lease, understood(lease.inbound))
    assert not await notes.heard(lease, understood(lease.inbound, "hai lần"))
    assert (await taken(mailbox)).inbound.text == "câu thứ hai"


async def test_a_note_given_back_waits_again_after_the_others(
    mailbox: Mailbox, notes: VoiceNotes
) -> None:
    await mailbox.accept(spoken(1, someone("an")))
    await mailbox.accept(spoken(1, someone("bình")))
    assert await notes.give_back(await taken(notes))
    assert (await taken(notes)).person == someone("bình")
    lease = await taken(notes)
    assert (lease.person, lease.attempt, lease.deaths) == (someone("an"), 2, 0)


async def test_a_note_that_nobody_listens_to_is_given_up(
    mailbox: Mailbox, notes: VoiceNotes
) -> None:
    await mailbox.accept(spoken(1, someone("an")))
    await mailbox.accept(spoken(1, someone("bình")))
    late = await taken(notes)
    [first, second] = await notes.waiting(0.0)
    assert (first.person, second.person) == (someone("an"), someone("bình"))
    assert await notes.waiting(0.0, first.entry) == [second]
    assert await notes.waiting(60.0) == []
    assert await notes.give_up(first)
    assert not await notes.give_up(first)
    assert not await notes.heard(late, understood(late.inbound))
    assert (await taken(mailbox)).inbound == replace(late.inbound, spoken=UNAVAILABLE)


async def test_waiting_is_answered_once(mailbox: Mailbox, notes: VoiceNotes, redis: Redis) -> None:
    await mailbox.accept(spoken(1))
    [unheard] = await notes.waiting(0.0)
    assert await notes.reassure(unheard, REPLY)
    assert not await notes.reassure(unheard, REPLY)
    await notes.give_back(await taken(notes))
    [again] = await notes.waiting(0.0)
    assert again.entry != unheard.entry
    assert not await notes.reassure(again, REPLY)
    [said] = await in_outbox(redis)
    assert (said.person, said.message_id, said.replies) == (someone(), "hearing:m1", REPLY)

    listening = await taken(notes)
    await notes.heard(listening, understood(listening.inbound))
    assert not await notes.reassure(again, REPLY)
    await mailbox.accept(spoken(2))
    await mailbox.complete(await taken(mailbox), REPLY)
    [next_one] = await notes.waiting(0.0)
    assert await notes.reassure(next_one, REPLY)
    assert [each.message_id for each in await in_outbox(redis)] == [
        "hearing:m1",
        "m1",
        "hearing:m2",
    ]


async def test_the_log_tells_what_was_understood(
    mailbox: Mailbox, notes: VoiceNotes, redis: Redis
) -> None:
    for number in (1, 2):
        await mailbox.accept(spoken(number))
        listening = await taken(notes)
        problem = replace(listening.inbound, spoken=Spoken("noise", 0.0))
        await notes.heard(listening, understood(listening.inbound) if number == 1 else problem)
        await mailbox.complete(await taken(mailbox), REPLY)
    log = await ConversationLog(redis).read(someone())
    assert [(entry.direction, entry.message_id, entry.text) for entry in log] == [
        ("in", "m1", ""),
        ("heard", "m1", "câu thứ hai"),
        ("in", "m2", ""),
    ]


async def test_a_dead_letter_that_was_heard_is_not_listened_to_again(
    mailbox: Mailbox, notes: VoiceNotes, redis: Redis
) -> None:
    await mailbox.accept(spoken(1))
    listening = await taken(notes)
    await notes.heard(listening, understood(listening.inbound))
    await mailbox.bury(await taken(mailbox), "ValueError", REPLY)
    letters = DeadLetters(redis)
    [letter] = await letters.read()
    assert letter.texts == ["câu thứ hai"]
    assert await letters.send_again(letter.letter_id)
    assert (await taken(mailbox)).inbound.text == "câu thứ hai"


async def test_mail_that_expired_leaves_nothing_that_was_heard(
    mailbox: Mailbox, notes: VoiceNotes, redis: Redis
) -> None:
    await mailbox.accept(spoken(1))
    listening = await taken(notes)
    await notes.heard(listening, understood(listening.inbound))
    await redis.delete("mailbox:web:an")
    await mailbox.accept(spoken(2))
    assert (await taken(notes)).inbound.id == "m2"
    assert await mailbox.take("a", block_ms=0) is None


async def test_nothing_of_a_voice_note_is_kept_for_ever(
    mailbox: Mailbox, notes: VoiceNotes, redis: Redis
) -> None:
    await Recordings(redis).keep(someone(), "m2", b"sound", None)
    await mailbox.accept(spoken(1))
    await mailbox.accept(spoken(2))
    listening = await taken(notes)
    await notes.heard(listening, understood(listening.inbound))
    await mailbox.complete(await taken(mailbox), REPLY)
    await notes.note_listening(10.0)
    for key in set(await redis.keys()) - {b"hearing", b"ready", b"outbox:web", b"tokens"}:
        assert await redis.ttl(key) > 0, key


async def test_forgetting_somebody_takes_their_recordings_along(
    mailbox: Mailbox, notes: VoiceNotes, redis: Redis
) -> None:
    await Recordings(redis).keep(someone(), "m1", b"sound", None)
    await mailbox.accept(spoken(1))
    listening = await taken(notes)
    await notes.heard(listening, understood(listening.inbound))
    await mailbox.complete(await taken(mailbox), REPLY)
    await redis.set("audio:web:an:m1", b"left behind")
    await mailbox.forget(someone())
    assert await redis.keys("*web:an*") == []
