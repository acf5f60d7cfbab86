"""The whole run: a bot, learners, kills, and what must be true afterwards."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot_process import BotProcess
from people import many_connections
from records import assert_no_dead_letters

from bot.learning.library import load_library
from bot.settings import ROOT
from bot.store.database import open_engine

from .checks import check_certificate, check_log, check_stored
from .days import a_day_earlier
from .kills import Reaper
from .learner import Learner
from .line import Line
from .profiles import Profile


@dataclass(frozen=True)
class Outcome:
    """What came of a run; `compared` are entries of the log, `seconds` what it took."""

    learners: Sequence[Learner]
    killed: Sequence[str]
    compared: int
    seconds: float
    seed: str


async def run(
    folder: Path, people: Sequence[Profile], kills: int, messages: int, seed: str
) -> Outcome:
    """Lets them learn, with everything of the bot in `folder`; raises AssertionError.

    `messages` is how many there will be at least, over which the kills are spread.
    """
    knowledge = shutil.copytree(ROOT / "knowledge", folder / "knowledge")
    model = shutil.copy(ROOT / "models" / "bot.tar.gz", folder)
    settings = {"BOT_MODEL": str(model), "BOT_KNOWLEDGE_DIR": str(knowledge)}
    bot = BotProcess(folder / "data", **settings)
    bot.start()
    began = time.monotonic()
    try:
        bot.wait_ready()
        learners, killed, compared = await _learn(bot, knowledge, people, kills, messages, seed)
    finally:
        bot.remove()
    return Outcome(learners, killed, compared, time.monotonic() - began, seed)


async def _learn(
    bot: BotProcess,
    knowledge: Path,
    people: Sequence[Profile],
    kills: int,
    messages: int,
    seed: str,
) -> tuple[list[Learner], list[str], int]:
    library = load_library(knowledge)
    reaper = Reaper(bot, kills, messages, Random(f"{seed}/kills"))
    engine = open_engine(f"sqlite:///{bot.database}")
    compared = 0
    async with many_connections() as http:
        learners = [
            Learner(each, Line(http, bot.url, each.name, reaper.answered), library, seed)
            for each in people
        ]

        async def sleep(name: str) -> None:
            await asyncio.to_thread(a_day_earlier, bot, engine, name)

        reaping = asyncio.create_task(reaper.kill_now_and_then())
        try:
            await asyncio.gather(*(_live(each, sleep) for each in learners))
            assert reaping.done(), f"only {reaper.done} were killed"
            await reaping
            await asyncio.to_thread(bot.wait_ready)
            problems = []
            for each in learners:
                try:
                    check_stored(engine, each)
                    compared += await check_log(bot.redis_url, each)
                    await check_certificate(http, bot.url, each)
                except AssertionError as error:
                    problems.append(str(error))
            assert not problems, "\n".join(problems)
            await assert_no_dead_letters(bot.redis_url)
        finally:
            reaping.cancel()
            engine.dispose()
    return learners, reaper.done, compared


async def _live(one: Learner, sleep: Callable[[str], Awaitable[None]]) -> None:
    await one.live(sleep)
    print(f"{one.profile.name}: day {one.day}, {len(one.line.said)} messages", flush=True)
