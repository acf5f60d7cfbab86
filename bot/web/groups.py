"""Pictures with the code of a group, fetched under the address its leader was sent."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from bot import group_code
from bot.runtime import Runtime

__all__ = ["groups_router"]


def groups_router(runtime: Runtime) -> APIRouter:
    """`/groups/{code}.png`: the code as a picture, whether or not a group has it; else 404."""
    router = APIRouter()
    base_url = runtime.services.settings.base_url

    @router.get("/groups/{code}.png", response_class=Response)
    async def picture(code: str) -> Response:
        if group_code.read(code) != code:
            raise HTTPException(404)
        body = await run_in_threadpool(_picture, base_url, code)
        headers = {"Cache-Control": "private, max-age=86400, immutable"}
        return Response(body, media_type="image/png", headers=headers)

    return router


def _picture(base_url: str, code: str) -> bytes:
    # Here, because what draws it takes a while to import at every start.
    from bot.learning.group_picture import draw

    return draw(base_url, code)
