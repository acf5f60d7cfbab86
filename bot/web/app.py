"""The web server: the chat page, the REST endpoint, certificates, health."""

from __future__ import annotations

import asyncio

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

from bot.message import TryLater
from bot.plans.revision import revised_at
from bot.runtime import Runtime
from bot.web.calendars import calendar_router
from bot.web.certificates import certificate_router
from bot.web.chat import STATIC, chat_router
from bot.web.headers import SecurityHeaders
from bot.web.health import health_router
from bot.web.plans import plans_router
from bot.web.rest import rest_router

__all__ = ["make_app"]


def make_app(runtime: Runtime, stopping: asyncio.Event) -> FastAPI:
    """The application over running parts; `stopping` ends its event streams."""
    app = FastAPI(title="Bạn Học Số", docs_url=None, redoc_url=None)
    app.add_middleware(SecurityHeaders)
    app.include_router(rest_router(runtime))
    app.include_router(certificate_router(runtime))
    app.include_router(health_router(runtime))
    app.include_router(plans_router(runtime))
    services = runtime.services
    app.include_router(
        calendar_router(
            services.subscriptions,
            lambda: services.plans,
            lambda: revised_at(services.settings.knowledge_dir / "plans"),
            f"{runtime.settings.base_url}/plans",
        )
    )
    app.include_router(
        chat_router(
            runtime.mailbox, runtime.log, runtime.postbox, stopping, runtime.settings.base_url
        )
    )
    app.mount("/static", StaticFiles(directory=STATIC), name="static")

    @app.exception_handler(RequestValidationError)
    async def refuse(_: Request, error: RequestValidationError) -> JSONResponse:
        places = [
            f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"
            for problem in error.errors()
        ]
        return JSONResponse({"detail": "Dữ liệu gửi lên chưa đúng. " + "; ".join(places)}, 422)

    @app.exception_handler(TryLater)
    async def wait(_: Request, __: TryLater) -> JSONResponse:
        return JSONResponse({"detail": "Máy chủ đang bận. Xin thử lại sau ít giây."}, 503)

    return app
