"""The chat page and the two addresses it talks to: messages in, events out.

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

from bot.channels.web import parse
from bot.delivery.log import ConversationLog, Entry
from bot.delivery.mailbox import Accepted, Mailbox
from bot.delivery.postbox import Postbox
from bot.message import Person, Reply

__all__ = ["STATIC", "chat_router"]

STATIC = Path(__file__).parent / "static"
"""What the page is made of; to be served under ``/static``."""

COOKIE = "bhs"
COOKIE_SECONDS = 365 * 24 * 3600
LARGEST_BODY = 200_000
HEARTBEAT_SECONDS = 15.0
RETRY_MS = 1000

_CAPABILITY = re.compile(r"[0-9a-f]{32}")
_MESSAGE_ID = re.compile(r"[0-9A-Za-z-]{8,64}")

_CAUGHT_UP = b"event: caught-up\ndata:\n\n"
_BEAT = b":\nevent: beat\ndata:\n\n"

_TOO_LONG = "Tin nhắn dài quá. Xin chia thành nhiều tin ngắn hơn."
_UNREADABLE = "Máy chủ không đọc được tin nhắn này. Xin tải lại trang rồi gửi lại."
_FULL = "Đang có nhiều tin chờ trả lời. Xin đợi một lát."
_UNAVAILABLE = "Máy chủ đang bận hoặc khởi động lại."


def chat_router(
    mailbox: Mailbox,
    log: ConversationLog,
    postbox: Postbox,
    stopping: asyncio.Event,
    base_url: str,
    heartbeat_seconds: float = HEARTBEAT_SECONDS,
) -> APIRouter:
    """The routes ``/``, ``/chat/messages`` and ``/chat/events``.

    `stopping` ends the event streams: set it before the server waits for its connections.
    `base_url` is the public address without a slash at its end; links under it are sent
    as paths, so that they also work where the page was opened by another name.
    """
    router = APIRouter()
    secure = base_url.startswith("https:")

    @router.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(STATIC / "index.html")

    @router.post("/chat/messages", status_code=202)
    async def messages(request: Request) -> Response:
        capability = _capability(request)
        message_id, text = _read_message(await _read_body(request))
        inbound = parse(_user(capability), message_id, text, time.time())
        try:
            accepted = await mailbox.accept(inbound)
        except RedisError as error:
            raise HTTPException(503, _UNAVAILABLE) from error
        if accepted is Accepted.FULL:
            raise HTTPException(429, _FULL)
        response = JSONResponse({"status": accepted.value}, 202)
        _remember(response, capability, secure)
        return response

    @router.get("/chat/events")
    async def events(request: Request, after: str = "") -> Response:
        capability = _capability(request)
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


async def _read_body(request: Request) -> bytes:
    """The body; raises HTTPException 415 for other types than JSON, 413 for too much.

    No other site can make a browser send JSON here without asking first, and nobody answers
    that question: together with the cookie's SameSite this keeps forged messages out.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, _UNREADABLE)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise HTTPException(413, _TOO_LONG)
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
    """One server-sent event; a cursor begins with the entry's time in milliseconds."""
    at = int(entry.cursor.partition("-")[0]) / 1000
    fields: dict[str, Any] = {"direction": entry.direction, "id": entry.message_id, "at": at}
    if entry.direction == "in":
        fields["text"] = entry.text
    else:
        fields["replies"] = [_reply(reply, base_url) for reply in entry.replies]
    data = json.dumps(fields, ensure_ascii=False)
    return f"id: {entry.cursor}\ndata: {data}\n\n".encode("utf-8", "replace")


def _reply(reply: Reply, base_url: str) -> dict[str, Any]:
    fields = reply.to_dict()
    for name in ("image", "attachment"):
        address = fields[name]
        if address and address.startswith(f"{base_url}/"):
            fields[name] = address[len(base_url) :]
    return fields
