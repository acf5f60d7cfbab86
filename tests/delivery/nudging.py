"""One process that reminds people to study; run as a program it looks once, and may be killed.

Arguments: URL of the database, URL of Valkey, folder of the knowledge, time (ISO), where to die
("": nowhere). It waits for a line of input before it looks, so that several begin together.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from sqlalchemy.engine import Engine

from bot.channels.pull import ONLY_ANSWERS, PullChannel
from bot.delivery.announcements import Announcements
from bot.delivery.connection import connect
from bot.delivery.study_nudges import StudyNudges
from bot.learning.learner import Learners
from bot.learning.library import Library, load_library
from bot.store.database import open_engine

CHANNELS = (PullChannel("web"), PullChannel("rest", ONLY_ANSWERS))


def words(form: str | None) -> Mapping[str, str]:
    ban = "bác" if form == "bac" else "bạn"
    return {"ban": ban, "Ban": ban.capitalize(), "toi": "cháu", "Toi": "Cháu"}


def nudges(
    redis: Redis, engine: Engine, library: Library, now: Callable[[], datetime], **more: Any
) -> StudyNudges:
    """What is tested."""
    return StudyNudges(
        redis,
        more.pop("channels", CHANNELS),
        Learners(engine),
        library=lambda: library,
        words=more.pop("words", words),
        clock=now,
        **more,
    )


class Dying(Announcements):
    """Is killed before or after it puts something in."""

    async def announce(self, *args: Any) -> Any:
        if sys.argv[5] == "before the outbox":
            os.kill(os.getpid(), signal.SIGKILL)
        outcome = await super().announce(*args)
        if sys.argv[5] == "after the outbox":
            os.kill(os.getpid(), signal.SIGKILL)
        return outcome


async def look_once(arguments: Sequence[str]) -> None:
    database, valkey, folder, now, death = arguments
    redis = connect(valkey)
    engine = open_engine(database)
    if death:
        import bot.delivery.study_nudges

        bot.delivery.study_nudges.Announcements = Dying  # type: ignore[misc]
    library = load_library(Path(folder))
    one = nudges(redis, engine, library, lambda: datetime.fromisoformat(now))
    print("ready", flush=True)
    sys.stdin.readline()
    await one.look()
    await redis.close()
    engine.dispose()


if __name__ == "__main__":
    asyncio.run(look_once(sys.argv[1:]))
