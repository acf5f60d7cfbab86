"""Pictures of progress, fetched by platforms and browsers under the address they were sent."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from bot.learning.progress_link import Drawn, drawn_of
from bot.runtime import Runtime

__all__ = ["progress_router"]


def progress_router(runtime: Runtime) -> APIRouter:
    """`/progress/{token}.png`: what stands in the token, drawn; 404 where we did not sign it."""
    router = APIRouter()
    public_key = runtime.services.certificates.key.public_key()

    @router.get("/progress/{token}.png", response_class=Response)
    async def picture(token: str) -> Response:
        drawn = drawn_of(public_key, token)
        if drawn is None:
            raise HTTPException(404)
        body = await run_in_threadpool(_picture, runtime, drawn)
        # What a token stands for never changes.
        headers = {"Cache-Control": "private, max-age=86400, immutable"}
        return Response(body, media_type="image/png", headers=headers)

    return router


def _picture(runtime: Runtime, drawn: Drawn) -> bytes:
    # Here, because what draws it takes a while to import at every start.
    from bot.learning.progress_picture import Bar, draw

    modules = runtime.services.library.curriculum.modules
    bars = [
        Bar(module.title, *drawn.modules[module.id], len(module.lessons))
        for module in modules
        if module.id in drawn.modules
    ]
    return draw(bars, f"Bạn Học Số · ngày {drawn.day:%d/%m/%Y}")
