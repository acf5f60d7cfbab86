"""Two bots behind a front, one Redis, one PostgreSQL, three platforms; and what befalls them."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot_process import BotProcess
from databases import new_database, postgresql_server, restart
from front import Front
from platforms.faults import Fault
from platforms.stand_in import Sent, StandIn
from platforms.telegram import Telegram
from platforms.zalo_bot import ZaloBot
from platforms.zalo_oa import ZaloOA
from redis_process import RedisProcess

AWAY_SECONDS = 2.0
"""How long a store is away when it is restarted."""

HURRY = 25.0
"""How many times shorter platforms wait before they bring a message again. With more they would
give up while two bots start, which takes long on a machine with other work.
"""

SETTLE_SECONDS = 0.5
"""A bot that is killed so soon after a delivery may not have noted it yet."""

SENDING = {"telegram": "sendMessage", "zalo_bot": "sendMessage", "zalo_oa": "cs"}
"""The method by which a text is sent."""


@dataclass
class FaultySite:
    """All of it, running; what befell it is kept, times in seconds since the epoch.

    `kills` are those of bots, `redis_away` from when to when Redis did not answer, `ended` the
    last words of bots that ended by themselves, `happened` everything for people to read.
    """

    bots: list[BotProcess]
    front: Front
    redis: RedisProcess
    postgresql: Path
    database_url: str
    platforms: list[StandIn]
    kills: list[float] = field(default_factory=list)
    redis_away: list[tuple[float, float]] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    happened: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.time)

    def note(self, what: str) -> None:
        """Keeps a line for people to read."""
        self.happened.append(f"{time.time() - self.began:6.1f} s  {what}")

    async def kill(self, bot: BotProcess) -> None:
        """`kill -9`; it is started again at once."""
        self.note(f"kill -9 of bot {self.bots.index(bot) + 1}")
        await asyncio.to_thread(bot.kill, "bot")
        self.kills.append(time.time())

    async def restart_redis(self) -> None:
        """Redis goes away for a while."""
        self.note("Redis is restarted")
        began = time.time()
        await asyncio.to_thread(self.redis.stop)
        await asyncio.sleep(AWAY_SECONDS)
        await asyncio.to_thread(self.redis.start)
        self.redis_away.append((began, time.time()))

    async def restart_postgresql(self) -> None:
        """PostgreSQL crashes and comes back after a while."""
        self.note("PostgreSQL is restarted")
        await asyncio.to_thread(restart, self.postgresql, AWAY_SECONDS)

    async def unreachable(self, platform: StandIn, seconds: float) -> None:
        """A platform refuses connections for so long."""
        self.note(f"{platform.name} is unreachable for {seconds:.0f} s")
        await asyncio.to_thread(platform.unreachable, seconds)

    def silence(self, platform: StandIn, fault: Fault) -> None:
        """The platform shows the next text and does not say so in time, or never."""
        self.note(f"{platform.name} shows a text and does not answer")
        platform.faults.next(SENDING[platform.name], 1, fault)

    def unknown(self, sent: Sent, following: Sent) -> bool:
        """Whether no bot can have known of `sent` when it was sent again as `following`.

        The platform's answer was not read; or a bot was killed before it could note that it was:
        at once afterwards, or while Redis was away, where that is noted.
        """
        if not sent.answered:
            return True
        kills = [kill for kill in self.kills if sent.at <= kill <= following.at]
        if any(kill <= sent.at + SETTLE_SECONDS for kill in kills):
            return True
        noted_late = [
            end for began, end in self.redis_away if began <= sent.at + 1 and end > sent.at
        ]
        return any(kill <= end + SETTLE_SECONDS for kill in kills for end in noted_late)

    async def supervise(self, bot: BotProcess) -> None:
        """Starts the bot whenever it has ended, as a service manager does."""
        while True:
            await asyncio.sleep(0.05)
            if bot.ended is not None:
                if bot.ended >= 0:
                    self.ended.append(bot.log.strip().splitlines()[-1])
                    self.note(f"bot {self.bots.index(bot) + 1} ended: {self.ended[-1]}")
                    await asyncio.sleep(0.5)
                bot.start()


@contextlib.asynccontextmanager
async def faulty_site(
    folder: Path, settings: Mapping[str, str], key: Path
) -> AsyncIterator[FaultySite]:
    """The site in `folder`, ready; `settings` and the signing key are those of all its bots."""
    async with contextlib.AsyncExitStack() as stack:
        postgresql = stack.enter_context(postgresql_server())
        database_url = new_database(postgresql)
        redis = stack.enter_context(_redis(folder))
        platforms: list[StandIn] = [kind(hurry=HURRY) for kind in (Telegram, ZaloOA, ZaloBot)]
        for platform in platforms:
            stack.enter_context(platform)
        front = Front()
        of_platforms = {k: v for each in platforms for k, v in each.settings().items()}
        bots = [
            BotProcess(
                _data_dir(folder / f"bot{number}", key),
                **settings,
                **of_platforms,
                REDIS_URL=redis.url,
                DATABASE_URL=database_url,
                BOT_PUBLIC_URL=front.url,
                ZALO_BOT_WEBHOOK_SECRET="a-secret-of-the-tests",
            )
            for number in (1, 2)
        ]
        await stack.enter_async_context(front.before(bots))
        site = FaultySite(bots, front, redis, postgresql, database_url, platforms)
        for bot in bots:
            stack.callback(bot.remove)
            bot.start()
        for bot in bots:
            await asyncio.to_thread(bot.wait_ready)
        platforms[1].deliver_to(f"{front.url}/webhooks/zalo_oa")
        supervising = [asyncio.create_task(site.supervise(bot)) for bot in bots]
        try:
            yield site
        finally:
            for task in supervising:
                task.cancel()
            await asyncio.gather(*supervising, return_exceptions=True)


@contextlib.contextmanager
def _redis(folder: Path) -> Iterator[RedisProcess]:
    (folder / "redis").mkdir()
    redis = RedisProcess(folder / "redis")
    redis.start()
    try:
        yield redis
    finally:
        redis.stop()


def _data_dir(folder: Path, key: Path) -> Path:
    """A data folder of its own with the key of all, as the README says."""
    folder.mkdir()
    shutil.copy(key, folder)
    return folder
