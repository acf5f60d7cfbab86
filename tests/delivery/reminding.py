"""One process that reminds; run as a program it looks once, and may be killed on the way.

Arguments: URL of the database, URL of Valkey, time (ISO), where to die ("": nowhere). It waits for
a line of input before it looks, so that several begin together.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from sqlalchemy.engine import Engine

from bot.channels.pull import ONLY_ANSWERS, PullChannel
from bot.delivery.announcements import Announcements
from bot.delivery.connection import connect
from bot.delivery.reminders import Reminders
from bot.plans.register import Register
from bot.plans.reminder_book import ReminderBook
from bot.plans.subscriptions import Subscriptions
from bot.store.database import open_engine

sys.path.append(str(Path(__file__).parent.parent / "plans"))
from small_register import QUARTERLY, TENTH, register_with, task

PLANS = register_with(task("1", TENTH), task("2", QUARTERLY), task("3", TENTH, lead=("Sở B",)))
DAY = date(2027, 6, 10)
CHANNELS = (PullChannel("web"), PullChannel("rest", ONLY_ANSWERS))


def words(form: str | None) -> Mapping[str, str]:
    return {"ban": "bác" if form == "bac" else "bạn"}


def reminders(
    redis: Redis, engine: Engine, now: Callable[[], datetime], plans: Register = PLANS, **more: Any
) -> Reminders:
    """What is tested, over the small register."""
    return Reminders(
        redis,
        more.pop("channels", CHANNELS),
        Subscriptions(engine),
        ReminderBook(engine),
        register=lambda: plans,
        words=more.pop("words", words),
        clock=now,
        **more,
    )


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Dying(Announcements):
    """Is killed before or after it puts something in."""

    async def announce(self, *args: Any) -> Any:
        if sys.argv[4] == "before the outbox":
            die()
        outcome = await super().announce(*args)
        if sys.argv[4] == "after the outbox":
            die()
        return outcome


async def look_once(arguments: Sequence[str]) -> None:
    database, valkey, now, death = arguments
    redis = connect(valkey)
    engine = open_engine(database)
    if death:
        import bot.delivery.reminders

        bot.delivery.reminders.Announcements = Dying  # type: ignore[misc]
    one = reminders(redis, engine, lambda: datetime.fromisoformat(now))
    print("ready", flush=True)
    sys.stdin.readline()
    await one.look()
    await redis.close()
    engine.dispose()


if __name__ == "__main__":
    asyncio.run(look_once(sys.argv[1:]))
