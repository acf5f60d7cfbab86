"""`/health/live`, `/health/ready` and `/metrics`."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.message import TryLater
from bot.runtime import Runtime
from bot.store.database import reading

__all__ = ["health_router"]

_PATIENCE = 2.0


def health_router(runtime: Runtime) -> APIRouter:
    """The three routes. Ready means that queue and database answer within two seconds."""
    router = APIRouter()

    @router.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @router.get("/health/ready")
    async def ready() -> JSONResponse:
        parts = {"queue": await _queue(runtime), "database": await _database(runtime)}
        good = all(state == "ok" for state in parts.values())
        return JSONResponse(
            {"status": "ready" if good else "waiting", **parts}, 200 if good else 503
        )

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router


async def _queue(runtime: Runtime) -> str:
    try:
        await asyncio.wait_for(runtime.redis.ping(), _PATIENCE)
    except (RedisError, asyncio.TimeoutError):
        return "away"
    return "ok"


async def _database(runtime: Runtime) -> str:
    def ask() -> None:
        with reading(runtime.services.learners.engine) as connection:
            connection.execute(text("SELECT 1"))

    try:
        await asyncio.wait_for(asyncio.to_thread(ask), _PATIENCE)
    except (TryLater, SQLAlchemyError, asyncio.TimeoutError):
        return "away"
    return "ok"
