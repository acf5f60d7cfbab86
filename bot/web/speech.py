"""Spoken replies: made when they are first fetched, by a platform or by a browser."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from bot.speech.encoding import FORMATS
from bot.speech.espeak import SpeechError
from bot.speech.speak import Speaker
from bot.speech.voice import Utterance

__all__ = ["speech_router"]

logger = logging.getLogger(__name__)

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,128}")
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_DAY = 24 * 3600
_SILENT = "Máy chưa đọc thành tiếng được. Xin thử lại sau ít phút."


def speech_router(
    find: Callable[[str], Awaitable[Utterance | None]], speaker: Speaker
) -> APIRouter:
    """`/speech/{token}.ogg`, `.m4a` and `.aac`: what `find` knows under the token, spoken.

    A token cannot be guessed: who has it was sent the reply. Parts of a file are answered too,
    for Safari plays nothing from a server that cannot send them (RFC 9110, 14.2).
    """
    router = APIRouter()

    @router.api_route("/speech/{token}.{ending}", methods=["GET", "HEAD"])
    async def speech(token: str, ending: str, request: Request) -> Response:
        utterance = await find(token) if _TOKEN.fullmatch(token) else None
        format = next((each for each in FORMATS if each == ending), None)
        if utterance is None or format is None:
            raise HTTPException(404)
        try:
            sound = await run_in_threadpool(speaker.speak, utterance, format)
        except SpeechError as error:
            logger.error("%s", error)
            raise HTTPException(503, _SILENT) from error
        headers = {
            "Accept-Ranges": "bytes",
            # What a token stands for never changes.
            "Cache-Control": f"private, max-age={_DAY}, immutable",
        }
        part = _part(request.headers.get("range"), len(sound))
        if part is None:
            return Response(sound, media_type=FORMATS[format], headers=headers)
        headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(sound)}"
        body = sound[part.start : part.stop]
        return Response(body, 206, media_type=FORMATS[format], headers=headers)

    return router


def _part(asked: str | None, size: int) -> range | None:
    """The bytes asked for; None where all are to be sent.

    Several parts at once, or what is no range of bytes, may be answered with the whole.
    """
    found = _RANGE.fullmatch(asked or "")
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        return range(max(0, size - int(found[2])), size)
    start = int(found[1])
    stop = min(size, int(found[2]) + 1) if found[2] else size
    if start >= size:
        raise HTTPException(416, headers={"Content-Range": f"bytes */{size}"})
    return range(start, stop) if start < stop else None
