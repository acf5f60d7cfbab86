"""One who listens, as a program that can be killed.

Arguments: URL of Valkey, seconds that listening takes. It appends its process id to the list
`listeners` whenever it begins to listen; it listens until it is ended.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time

import redis
from delivery_site import Web
from voices import Understood

from bot.delivery.connection import connect
from bot.delivery.ear import Ear
from bot.delivery.hearing import Hearing
from bot.delivery.pace import Pace
from bot.delivery.recordings import Recordings
from bot.delivery.sounds import Sounds
from bot.delivery.voice_notes import VoiceNotes


async def listen(url: str, seconds: str) -> None:
    valkey, seen = connect(url), redis.Redis.from_url(url)

    def hear(sound: bytes) -> Understood:
        seen.rpush("listeners", os.getpid())
        time.sleep(float(seconds))
        return Understood(sound.decode())

    await Hearing(
        VoiceNotes(valkey, lease_seconds=0.5),
        Sounds([Web()], Recordings(valkey)),
        Ear(hear),
        f"hearer-{os.getpid()}",
        channels=[Web()],
        pace=Pace(valkey),
        block_ms=100,
    ).run()


if __name__ == "__main__":
    asyncio.run(listen(*sys.argv[1:]))
