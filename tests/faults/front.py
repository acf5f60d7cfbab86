"""A reverse proxy before several bots, as operators set one up: it asks which of them are alive."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Sequence

import httpx
from bot_process import BotProcess, free_port

LOOK_SECONDS = 0.2
PATIENCE = 1.0
"""Seconds: a bot that does not answer within it is not given anything."""


class Front:
    """Hands each connection to a bot that is alive; hangs up where there is none."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._alive: set[BotProcess] = set()

    def alive(self, bot: BotProcess) -> bool:
        """Whether the bot answered when it was last asked."""
        return bot in self._alive

    @contextlib.asynccontextmanager
    async def before(self, bots: Sequence[BotProcess]) -> AsyncIterator[None]:
        """Stands before these bots meanwhile."""
        async with (
            httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as client,
            await asyncio.start_server(self._serve, "127.0.0.1", self.port),
        ):
            looking = [asyncio.create_task(self._look(client, bot)) for bot in bots]
            try:
                yield
            finally:
                for task in looking:
                    task.cancel()
                await asyncio.gather(*looking, return_exceptions=True)

    async def _look(self, client: httpx.AsyncClient, bot: BotProcess) -> None:
        while True:
            try:
                answer = await client.get(f"{bot.url}/health/live")
                good = answer.status_code == 200
            except httpx.HTTPError:
                good = False
            (self._alive.add if good else self._alive.discard)(bot)
            await asyncio.sleep(LOOK_SECONDS)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        candidates = list(self._alive)
        random.shuffle(candidates)
        for bot in candidates:
            try:
                behind = await asyncio.open_connection("127.0.0.1", bot.port)
            except OSError:
                continue
            await asyncio.gather(_pass_on(reader, behind[1]), _pass_on(behind[0], writer))
            return
        await _close(writer)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    await _close(writer)


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
