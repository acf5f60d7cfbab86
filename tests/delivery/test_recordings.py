"""Recordings of our own page: kept for a message, gone with it, swept after a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from delivery_site import someone
from redis.asyncio import Redis
from voices import spoken

from bot.delivery.connection import connect
from bot.delivery.mailbox import Mailbox
from bot.delivery.recordings import KEEP_SECONDS, MOST_BYTES, Recordings, TooLargeError
from bot.message import Media, Person
from bot.store.valkey import embedded


async def test_a_recording_comes_out_as_it_went_in(redis: Redis) -> None:
    recordings, sound = Recordings(redis), bytes(range(256))
    media = await recordings.keep(someone(), "m1", sound, "audio/webm")
    assert media == Media("m1", "audio/webm", size=256)
    assert await recordings.take(someone(), "m1") == sound
    assert await recordings.take(someone("bình"), "m1") is None
    assert 0 < await redis.ttl("audio:web:an:m1") <= KEEP_SECONDS
    await recordings.drop(someone(), "m1")
    assert await recordings.take(someone(), "m1") is None


async def test_a_recording_that_is_too_large_is_not_kept(redis: Redis) -> None:
    recordings = Recordings(redis)
    await recordings.keep(someone(), "m1", bytes(MOST_BYTES), None)
    with pytest.raises(TooLargeError):
        await recordings.keep(someone(), "m2", bytes(MOST_BYTES + 1), None)
    assert await redis.keys("audio:*") == [b"audio:web:an:m1"]


async def test_the_recording_of_a_message_sent_again_does_not_come_back(redis: Redis) -> None:
    recordings, mailbox = Recordings(redis), Mailbox(redis)
    await recordings.keep(someone(), "m1", b"first", None)
    await mailbox.accept(spoken(1))
    await recordings.keep(someone(), "m1", b"again", None)
    assert await recordings.take(someone(), "m1") == b"first"
    await recordings.drop(someone(), "m1")  # as when it was heard
    assert await recordings.keep(someone(), "m1", b"again", None) == Media("m1", None, size=5)
    assert await recordings.take(someone(), "m1") is None


async def test_sweeping_leaves_what_is_waited_for(redis: Redis) -> None:
    recordings, mailbox = Recordings(redis), Mailbox(redis)
    odd = Person("rest", "a:b*c")
    for person, message_id in ((someone(), "m1"), (odd, "m1"), (someone(), "m2"), (odd, "m2")):
        await recordings.keep(person, message_id, b"sound", None)
        await redis.expire(f"audio:{person.key}:{message_id}", KEEP_SECONDS - 100)
    await recordings.keep(someone(), "m3", b"being taken in", None)
    await mailbox.accept(spoken(1))
    await mailbox.accept(spoken(1, odd))
    assert await recordings.sweep() == 2
    assert sorted(await redis.keys("audio:*")) == [
        b"audio:rest:a:b*c:m1",
        b"audio:web:an:m1",
        b"audio:web:an:m3",
    ]
    assert await recordings.sweep() == 0


async def test_what_was_deleted_cannot_be_read_in_the_files_of_the_server(tmp_path: Path) -> None:
    server = embedded(tmp_path)
    redis = connect(server.start())
    try:
        recordings = Recordings(redis)
        await recordings.keep(someone(), "m1", b"a voice nobody else is to hear", None)
        await recordings.drop(someone(), "m1")
        assert _holds(tmp_path, b"a voice nobody else")
        await recordings.scrub()
        await recordings.scrub()  # while it is under way
        while (await redis.info("persistence"))["aof_rewrite_in_progress"]:
            pass
        assert not _holds(tmp_path, b"a voice nobody else")
    finally:
        await redis.close()
        await redis.connection_pool.disconnect()
        server.stop()


def _holds(folder: Path, words: bytes) -> bool:
    files = (folder / "valkey" / "appendonlydir").glob("*.aof")
    return any(words in file.read_bytes() for file in files)
