"""`kill -9` of the bot, its Valkey or both at random moments, while learners learn."""

from __future__ import annotations

import asyncio
from random import Random

from bot_process import BotProcess

VICTIMS = ("bot", "valkey", "both")


class Reaper:
    """Kills after random numbers of answered messages; `done` names the victims in order."""

    def __init__(self, bot: BotProcess, kills: int, messages: int, lot: Random) -> None:
        self.done: list[str] = []
        self._bot = bot
        self._kills = kills
        self._mean = messages / (kills + 1)
        self._lot = lot
        self._left = 0.0
        self._due = asyncio.Event()

    def answered(self) -> None:
        """A message was answered."""
        self._left -= 1
        if self._left <= 0:
            self._due.set()

    async def kill_now_and_then(self) -> None:
        """All kills; a killed bot is started again at once, a Valkey alone is the bot's affair."""
        victims = [VICTIMS[number % len(VICTIMS)] for number in range(self._kills)]
        self._lot.shuffle(victims)
        for victim in victims:
            self._left = self._mean * self._lot.uniform(0.4, 1.6)
            self._due.clear()
            await self._due.wait()
            await asyncio.sleep(self._lot.uniform(0, 0.1))
            self._bot.check_alive()
            await asyncio.to_thread(self._bot.kill, victim)
            if victim != "valkey":
                self._bot.start()
            self.done.append(victim)
