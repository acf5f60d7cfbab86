"""Processes that are killed while they listen: the note is heard by another, answered once."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

from delivery_site import running, someone
from redis.asyncio import Redis

from bot.delivery import keys
from bot.delivery.recordings import Recordings
from bot.message import Inbound, Reply

FOR_EVER = 3600.0


@contextlib.asynccontextmanager
async def hearer(url: str, seconds: float) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that listens so long to each note; it is killed at the end, if not before."""
    program = Path(__file__).parent / "listening.py"
    process = await asyncio.create_subprocess_exec(sys.executable, str(program), url, str(seconds))
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        assert await process.wait() == -signal.SIGKILL


async def test_a_note_whose_hearer_is_killed_is_heard_by_another(
    redis: Redis, valkey_url: str
) -> None:
    answers = []

    async def answer(inbound: Inbound, _again: bool) -> list[Reply]:
        answers.append(inbound.text)
        return [Reply(f"dạ, {inbound.text}")]

    async def listeners() -> list[int]:
        return [int(each) for each in await redis.lrange("listeners", 0, -1)]

    an = someone()
    async with running(redis, answer) as site:
        media = await Recordings(redis).keep(an, "m1", "câu hai".encode(), None)
        async with hearer(valkey_url, FOR_EVER) as first:
            await site.mailbox.accept(Inbound(an, "m1", "", time.time(), kind="voice", media=media))
            while not await listeners():  # noqa: ASYNC110  another process; pytest's limit ends it
                await asyncio.sleep(0.02)
            first.kill()
            await first.wait()
        assert await redis.keys(keys.recording("*", "*"))
        async with hearer(valkey_url, 0.0) as second:
            assert await site.postbox.wait_replies(an, "m1", 20) == [Reply("dạ, câu hai")]
            assert await listeners() == [first.pid, second.pid]
            assert await redis.keys(keys.recording("*", "*")) == []
            await asyncio.sleep(1.0)  # two leases: nobody begins again
            assert await listeners() == [first.pid, second.pid]
        log = await site.log.read(an)
    assert answers == ["câu hai"]
    assert [entry.direction for entry in log].count("out") == 1
