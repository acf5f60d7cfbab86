"""`/health/live`, `/health/ready` and `/metrics`."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.channel import Channel
from bot.delivery.queues import measure
from bot.message import TryLater
from bot.runtime import Runtime
from bot.store.database import reading
from bot.web.platforms import platform_states

__all__ = ["health_router"]

_PATIENCE = 2.0


def health_router(runtime: Runtime, channels: Sequence[Channel]) -> APIRouter:
    """The three routes. Ready means that queue and database answer within two seconds.

    `/health/ready` also tells which platforms are served and how they are doing
    (`platforms.py`); a process is as ready while one of them is away.
    """
    router = APIRouter()

    @router.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @router.get("/health/ready")
    async def ready() -> JSONResponse:
        platforms = await _platforms(runtime, channels)
        parts = {
            "queue": "away" if platforms is None else "ok",
            "database": await _database(runtime),
        }
        good = all(state == "ok" for state in parts.values())
        status = "ready" if good else "waiting"
        return JSONResponse(
            {"status": status, **parts, "platforms": platforms or {}}, 200 if good else 503
        )

    @router.get("/metrics", response_class=PlainTextResponse)
    async def metrics() -> Response:
        with contextlib.suppress(RedisError, asyncio.TimeoutError):  # then those are the last ones
            names = [channel.name for channel in channels]
            await asyncio.wait_for(measure(runtime.redis, names), _PATIENCE)
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router


async def _platforms(runtime: Runtime, channels: Sequence[Channel]) -> dict[str, str] | None:
    """The state of every platform; None where Redis does not answer."""

    async def ask() -> dict[str, str]:
        await runtime.redis.ping()
        return await platform_states(runtime.redis, channels, time.time())

    try:
        return await asyncio.wait_for(ask(), _PATIENCE)
    except (RedisError, asyncio.TimeoutError):
        return None


async def _database(runtime: Runtime) -> str:
    def ask() -> None:
        with reading(runtime.services.learners.engine) as connection:
            connection.execute(text("SELECT 1"))

    try:
        await asyncio.wait_for(asyncio.to_thread(ask), _PATIENCE)
    except (TryLater, SQLAlchemyError, asyncio.TimeoutError):
        return "away"
    return "ok"
