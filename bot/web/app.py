"""The web server: the chat page, the REST endpoint, certificates, health."""

from __future__ import annotations

import asyncio
import functools
import re
from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.delivery.intake import take_in
from bot.delivery.pace import Pace
from bot.delivery.recordings import MOST_BYTES, Recordings
from bot.knowledge.facts import Fact
from bot.message import TryLater
from bot.plans.revision import revised_at
from bot.runtime import Runtime
from bot.settings import Settings
from bot.speech.cache import SoundCache
from bot.speech.ear import Ear
from bot.speech.espeak import Espeak
from bot.speech.piper import Piper
from bot.speech.readings import read_readings
from bot.speech.speak import Speaker
from bot.web.badges import badge_router
from bot.web.calendars import calendar_router
from bot.web.certificates import certificate_router
from bot.web.chat import STATIC, chat_router
from bot.web.contest import contest_router
from bot.web.failures import Failures
from bot.web.groups import groups_router
from bot.web.headers import SecurityHeaders
from bot.web.health import health_router
from bot.web.limits import Limits
from bot.web.plans import plans_router
from bot.web.progress import progress_router
from bot.web.rest import rest_router
from bot.web.speech import speech_router
from bot.web.webhooks import webhook_router

__all__ = ["make_app"]


_IN_WORDS = {
    "application/json": {
        "schema": {
            "type": "object",
            "required": ["detail"],
            "properties": {"detail": {"type": "string"}},
        }
    }
}

_REFUSALS: dict[int | str, dict[str, Any]] = {
    422: {"description": "What was sent is wrong", "content": _IN_WORDS},
    429: {"description": "Too much was sent; Retry-After: when to come back", "content": _IN_WORDS},
    503: {"description": "The server is busy or starts again", "content": _IN_WORDS},
}
"""What every route may answer, for the description of the API."""

MOST_SPEECH_BYTES = 200 * 1024 * 1024
"""Spoken replies on disk, about 23 hours of them."""


def make_app(runtime: Runtime, stopping: asyncio.Event) -> FastAPI:
    """The application over running parts; `stopping` ends its event streams.

    The server in front of it must leave the address of a connection as it is.
    """
    app = FastAPI(title="Bạn Học Số", docs_url=None, redoc_url=None, responses=_REFUSALS)
    # From the inside out.
    app.add_middleware(Failures)
    app.add_middleware(Limits, largest_body=MOST_BYTES)
    app.add_middleware(SecurityHeaders)
    if proxies := runtime.settings.trusted_proxy_list:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=proxies)
    pace = Pace(runtime.redis)
    app.include_router(rest_router(runtime))
    app.include_router(
        webhook_router(runtime.webhooks, functools.partial(take_in, runtime.mailbox), pace)
    )
    app.include_router(badge_router(runtime))  # before what shows every other name as a page
    app.include_router(certificate_router(runtime))
    app.include_router(groups_router(runtime))
    app.include_router(health_router(runtime, runtime.channels))
    app.include_router(contest_router(runtime))
    app.include_router(plans_router(runtime))
    app.include_router(progress_router(runtime))
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
            runtime.mailbox,
            Recordings(runtime.redis),
            runtime.log,
            runtime.postbox,
            pace,
            stopping,
            runtime.settings.base_url,
        )
    )
    speaker = _speaker(runtime.settings, services.library.facts.values())
    # Nobody makes these addresses up: they come with the replies.
    app.include_router(speech_router(runtime.spoken.read, speaker), include_in_schema=False)
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


def _speaker(settings: Settings, facts: Iterable[Fact]) -> Speaker:
    """What says the replies; raises KnowledgeError, and SpeechError for a voice that is no voice.

    The telephone numbers among `facts` are read digit by digit, however they are written.
    """
    readings = read_readings(settings.knowledge_dir / "language" / "spoken_abbreviations.yml")
    telephones = {re.sub(r"\D", "", fact.value) for fact in facts if fact.kind == "telephone"}
    cache = SoundCache(
        settings.data_dir / "speech-cache", MOST_SPEECH_BYTES, settings.conversation_hours * 3600
    )
    cache.sweep()
    voice = Piper(settings.piper_voice) if settings.piper_voice else Espeak()
    return Speaker(voice, Ear(readings, telephones), cache)
