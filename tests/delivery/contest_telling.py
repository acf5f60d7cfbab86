"""One process that tells players of contests; run as a program it looks once and is killed.

Arguments: URL of the database, URL of Valkey, time (ISO), where to die ("before" or "after" the
outbox).
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from redis.asyncio import Redis
from sqlalchemy.engine import Engine

from bot.channels.pull import ONLY_ANSWERS, PullChannel
from bot.delivery.announcements import Announcements
from bot.delivery.connection import connect
from bot.delivery.contests import ContestStarts
from bot.learning.contest_book import Contests
from bot.store.database import open_engine

CHANNELS = (PullChannel("web"), PullChannel("rest", ONLY_ANSWERS))


def words(form: str | None) -> Mapping[str, str]:
    ban = "bác" if form == "bac" else "bạn"
    return {"ban": ban, "Ban": ban.capitalize()}


def starts(redis: Redis, engine: Engine, now: datetime) -> ContestStarts:
    """What is tested, at that time."""
    return ContestStarts(redis, CHANNELS, Contests(engine), words=words, clock=lambda: now)


class Dying(Announcements):
    """Is killed before or after it puts something in."""

    async def announce(self, *args: Any) -> Any:
        if sys.argv[4] == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        await super().announce(*args)
        os.kill(os.getpid(), signal.SIGKILL)


async def look_once(arguments: Sequence[str]) -> None:
    database, valkey, now, _ = arguments
    import bot.delivery.contests

    bot.delivery.contests.Announcements = Dying  # type: ignore[misc]
    redis = connect(valkey)
    await starts(redis, open_engine(database), datetime.fromisoformat(now)).look()


if __name__ == "__main__":
    asyncio.run(look_once(sys.argv[1:]))
