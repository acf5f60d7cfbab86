"""The chat page and the addresses it talks to: messages and voice notes in, events out.

A browser is known by a random cookie. Stores see only its hash, so that whoever reads
them cannot take over a conversation.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import secrets
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse, JSONResponse, StreamingResponse
from redis.exceptions import RedisError

from bot.channels.intake import inbound
from bot.channels.web import CHANNEL, parse
from bot.delivery.intake import PERSON_RATE
from bot.delivery.log import ConversationLog, Entry
from bot.delivery.mailbox import Accepted, Mailbox
from bot.delivery.pace import Pace
from bot.delivery.postbox import Postbox
from bot.delivery.recordings import MOST_BYTES, Recordings
from bot.message import Person, Reply
from bot.web import metrics
from bot.web.addresses import client_address
from bot.web.throttle import VISIT_RATE, WRITE_RATE, Throttle, too_many

__all__ = ["STATIC", "chat_router"]

STATIC = Path(__file__).parent / "static"
"""What the page is made of; to be served under ``/static``."""

COOKIE = "bhs"
COOKIE_SECONDS = 365 * 24 * 3600
LARGEST_BODY = 200_000
HEARTBEAT_SECONDS = 15.0
RETRY_MS = 1000
AGAIN_SECONDS = 5.0

_CAPABILITY = re.compile(r"[0-9a-f]{32}")
_MESSAGE_ID = re.compile(r"[0-9A-Za-z-]{8,64}")

_REFUSED = (Accepted.FULL, Accepted.LIMITED)

_CAUGHT_UP = b"event: caught-up\ndata:\n\n"
_BEAT = b":\nevent: beat\ndata:\n\n"

_BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["id", "text"],
                "properties": {
                    "id": {"type": "string", "pattern": f"^{_MESSAGE_ID.pattern}$"},
                    "text": {"type": "string"},
                },
            }
        }
    },
}
"""What a message looks like, for the description of the API."""

_SOUNDS = ("audio/webm", "audio/mp4", "audio/ogg")
"""What browsers record."""

_VOICE_BODY = {
    "required": True,
    "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in _SOUNDS},
}

_TOO_LONG = "Tin nhắn dài quá. Xin chia thành nhiều tin ngắn hơn."
_TOO_LONG_A_NOTE = "Đoạn ghi âm dài quá. Xin nói ngắn hơn, mỗi lần một ý."
_EMPTY_NOTE = "Đoạn ghi âm này không có gì. Xin ghi lại."
_UNREADABLE = "Máy chủ không đọc được tin nhắn này. Xin tải lại trang rồi gửi lại."
_FULL = "Đang có nhiều tin chờ trả lời. Xin đợi một lát."
_UNAVAILABLE = "Máy chủ đang bận hoặc khởi động lại."


def chat_router(
    mailbox: Mailbox,
    recordings: Recordings,
    log: ConversationLog,
    postbox: Postbox,
    pace: Pace,
    stopping: asyncio.Event,
    base_url: str,
    heartbeat_seconds: float = HEARTBEAT_SECONDS,
) -> APIRouter:
    """The routes ``/``, ``/chat/messages``, ``/chat/messages/{id}/voice`` and ``/chat/events``.

    `stopping` ends the event streams: set it before the server waits for its connections.
    `base_url` is the public address without a slash at its end; links under it are sent
    as paths, so that they also work where the page was opened by another name.
    """
    router = APIRouter()
    secure = base_url.startswith("https:")
    writing = Throttle(pace, "write", WRITE_RATE)
    visiting = Throttle(pace, "visit", VISIT_RATE)

    def answer(accepted: Accepted, capability: str) -> Response:
        if accepted in _REFUSED:
            raise too_many(AGAIN_SECONDS, _FULL)
        response = JSONResponse({"status": accepted.value}, 202)
        _remember(response, capability, secure)
        return response

    @router.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(STATIC / "index.html")

    @router.post("/chat/messages", status_code=202, openapi_extra={"requestBody": _BODY})
    async def messages(request: Request) -> Response:
        capability = _capability(request)
        await _take_turn(writing, request)
        body = await _read_body(request, ("application/json",), LARGEST_BODY, _TOO_LONG)
        message_id, text = _read_message(body)
        message = parse(_user(capability), message_id, text, time.time())
        try:
            accepted = await mailbox.accept(message, PERSON_RATE)
        except RedisError as error:
            raise HTTPException(503, _UNAVAILABLE) from error
        return answer(accepted, capability)

    @router.post(
        "/chat/messages/{message_id}/voice",
        status_code=202,
        openapi_extra={"requestBody": _VOICE_BODY},
    )
    async def voice(message_id: str, request: Request) -> Response:
        capability = _capability(request)
        await _take_turn(writing, request)
        if not _MESSAGE_ID.fullmatch(message_id):
            raise HTTPException(400, _UNREADABLE)
        sound = await _read_body(request, _SOUNDS, MOST_BYTES, _TOO_LONG_A_NOTE)
        if not sound:
            raise HTTPException(400, _EMPTY_NOTE)
        person = Person(CHANNEL.name, _user(capability))
        try:
            media = await recordings.keep(person, message_id, sound, _content_type(request))
            note = inbound(person, message_id, "", time.time(), "voice", media)
            accepted = await mailbox.accept(note, PERSON_RATE)
            if accepted in _REFUSED:
                await recordings.drop(person, message_id)
        except RedisError as error:
            raise HTTPException(503, _UNAVAILABLE) from error
        return answer(accepted, capability)

    @router.get("/chat/events", response_class=StreamingResponse)
    async def events(request: Request, after: str = "") -> Response:
        capability = _capability(request)
        await _take_turn(visiting, request)
        person = Person("web", _user(capability))
        cursor = request.headers.get("last-event-id") or after
        try:
            past = await _past(log, person, cursor)
        except ValueError as error:
            raise HTTPException(400, _UNREADABLE) from error
        except RedisError as error:
            raise HTTPException(503, _UNAVAILABLE) from error
        response = StreamingResponse(
            _stream(postbox, person, past, cursor, stopping, heartbeat_seconds, base_url),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )
        _remember(response, capability, secure)
        return response

    return router


async def _take_turn(throttle: Throttle, request: Request) -> None:
    """Raises HTTPException: 429 where an address sends too much, 503 where Redis is away."""
    try:
        wait = await throttle.take(client_address(request))
    except RedisError as error:
        raise HTTPException(503, _UNAVAILABLE) from error
    if wait:
        metrics.LIMITED.labels(throttle.name).inc()
        raise too_many(wait)


def _capability(request: Request) -> str:
    """The secret of this browser: from its cookie, or a new one."""
    held = request.cookies.get(COOKIE, "")
    return held if _CAPABILITY.fullmatch(held) else secrets.token_hex(16)


def _remember(response: Response, capability: str, secure: bool) -> None:
    response.set_cookie(
        COOKIE, capability, COOKIE_SECONDS, httponly=True, samesite="lax", secure=secure
    )


def _user(capability: str) -> str:
    return hashlib.sha256(capability.encode()).hexdigest()[:32]


def _content_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _read_body(
    request: Request, types: tuple[str, ...], most_bytes: int, too_long: str
) -> bytes:
    """The body; raises HTTPException 415 for other content types, 413 for too much.

    No other site can make a browser send these types here without asking first, and nobody answers
    that question: together with the cookie's SameSite this keeps forged messages out.
    """
    if _content_type(request) not in types:
        raise HTTPException(415, _UNREADABLE)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most_bytes:
            raise HTTPException(413, too_long)
    return bytes(body)


def _read_message(body: bytes) -> tuple[str, str]:
    """Id and text of a message; raises HTTPException 400 for anything else."""
    try:
        fields = json.loads(body)
        message_id, text = fields["id"], fields["text"]
        understood = isinstance(text, str) and _MESSAGE_ID.fullmatch(message_id)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise HTTPException(400, _UNREADABLE) from error
    if not understood:
        raise HTTPException(400, _UNREADABLE)
    return message_id, text


async def _past(log: ConversationLog, person: Person, cursor: str) -> list[Entry]:
    """Every entry after `cursor`; raises RedisError, and ValueError where it is no cursor."""
    entries: list[Entry] = []
    while found := await log.read(person, entries[-1].cursor if entries else cursor or "-"):
        entries += found
    return entries


async def _stream(
    postbox: Postbox,
    person: Person,
    past: list[Entry],
    cursor: str,
    stopping: asyncio.Event,
    beat_seconds: float,
    base_url: str,
) -> AsyncIterator[bytes]:
    """The `past` and then each new entry as server-sent events, until `stopping`.

    ``caught-up`` follows the past, which the page restores silently. ``beat`` comes whenever
    nothing else did for `beat_seconds`: by its absence the page notices a connection that
    died without being closed (comments do not reach scripts).
    """
    yield f"retry: {RETRY_MS}\n\n".encode() + _events(past, base_url) + _CAUGHT_UP
    cursor = past[-1].cursor if past else cursor or "-"
    stop = asyncio.ensure_future(stopping.wait())
    try:
        while not stop.done():
            wait = asyncio.ensure_future(postbox.wait_entries(person, cursor, beat_seconds))
            try:
                await asyncio.wait((stop, wait), return_when=asyncio.FIRST_COMPLETED)
                if wait.done():
                    entries = wait.result()
                    cursor = entries[-1].cursor if entries else cursor
                    yield _events(entries, base_url) or _BEAT
            finally:
                wait.cancel()
    finally:
        stop.cancel()


def _events(entries: list[Entry], base_url: str) -> bytes:
    return b"".join(_event(entry, base_url) for entry in entries)


def _event(entry: Entry, base_url: str) -> bytes:
    """One server-sent event; a cursor begins with the entry's time in milliseconds.

    What came in without text is a voice note; "heard" tells later what was understood of it.
    """
    at = int(entry.cursor.partition("-")[0]) / 1000
    fields: dict[str, Any] = {"direction": entry.direction, "id": entry.message_id, "at": at}
    if entry.direction == "out":
        fields["replies"] = [_reply(reply, base_url) for reply in entry.replies]
    else:
        fields["text"] = entry.text
    data = json.dumps(fields, ensure_ascii=False)
    return f"id: {entry.cursor}\ndata: {data}\n\n".encode("utf-8", "replace")


def _reply(reply: Reply, base_url: str) -> dict[str, Any]:
    fields = reply.to_dict()
    for name in ("image", "attachment", "audio"):
        address = fields[name]
        if address and address.startswith(f"{base_url}/"):
            fields[name] = address[len(base_url) :]
    return fields
