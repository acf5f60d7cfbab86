"""A Valkey of one's own that may be killed and is started again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

from redis.asyncio import Redis

from bot.delivery.connection import connect
from bot.delivery.tasks import end
from bot.store.valkey import EmbeddedValkey, embedded


@contextlib.asynccontextmanager
async def supervised(folder: Path) -> AsyncIterator[tuple[EmbeddedValkey, Redis]]:
    """A Valkey of one's own that may be killed."""
    server = embedded(folder)
    redis = connect(server.start())
    supervisor = asyncio.create_task(server.supervise(every=0.3))
    try:
        yield server, redis
    finally:
        await redis.close()
        await redis.connection_pool.disconnect()
        await end(supervisor)
        server.stop()


def signal_to(server: EmbeddedValkey, number: signal.Signals) -> None:
    os.kill(int((server.folder / "valkey.pid").read_text()), number)
