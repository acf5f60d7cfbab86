"""`POST /webhooks/rest/webhook` and `POST /model/parse`, as Rasa's own server has them."""

from __future__ import annotations

import base64
import binascii
import contextlib
import hmac
import time
import uuid
from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, SecretStr, root_validator, validator
from redis.exceptions import RedisError

from bot.channels.intake import inbound as inbound_of
from bot.channels.rest import CHANNEL, parse
from bot.delivery.mailbox import Accepted
from bot.delivery.pace import Pace
from bot.delivery.recordings import Recordings
from bot.message import Inbound, Person, Reply
from bot.runtime import Runtime
from bot.web import metrics
from bot.web.addresses import client_address
from bot.web.throttle import REFUSED_RATE, Throttle, too_many

__all__ = ["rest_router"]

ANSWER_SECONDS = 60.0
"""How long a caller is kept waiting; the message is not lost after that."""

LARGEST_TEXT = 1_000_000

LARGEST_AUDIO = 900_000
"""Characters of base64: some 650 kB, five minutes of speech as telephones record it."""

_UNAVAILABLE = "Máy chủ đang bận hoặc khởi động lại. Xin gửi lại sau ít giây."
_FULL = "Đang có quá nhiều tin chờ trả lời. Xin đợi một lát."
_LATE = "Tin đã được nhận nhưng chưa trả lời kịp. Gửi lại với cùng message_id để lấy câu trả lời."


class Incoming(BaseModel):
    """A message, or a voice note in `audio` (base64 of OGG, AAC, M4A, MP3, WAV or WebM).

    The same `message_id` again gives the same answer again; that of a voice note has no colon.
    """

    sender: str = Field(min_length=1, max_length=200)
    message: str = Field("", max_length=LARGEST_TEXT)
    message_id: str | None = Field(None, min_length=1, max_length=100)
    audio: str | None = Field(None, min_length=4, max_length=LARGEST_AUDIO)

    @validator("sender", "message_id")
    def encodable(cls, name: str | None) -> str | None:  # noqa: N805
        """Names that UTF-8 cannot hold (half a surrogate pair) are refused."""
        if name is not None:
            name.encode("utf-8")
        return name

    @validator("audio")
    def readable(cls, audio: str | None) -> str | None:  # noqa: N805
        """What is no base64 is refused."""
        if audio is not None:
            try:
                base64.b64decode(audio, validate=True)
            except binascii.Error as error:
                raise ValueError("not base64") from error
        return audio

    @root_validator(pre=True)
    def says_something(cls, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N805
        """Either `message` or `audio` must be there."""
        if given.get("message") is None and given.get("audio") is None:
            raise ValueError("neither message nor audio")
        if given.get("audio") is not None and ":" in str(given.get("message_id") or ""):
            raise ValueError("the message_id of a voice note must have no colon")
        return given


class Text(BaseModel):
    """A text to understand."""

    text: str = Field(max_length=LARGEST_TEXT)


def rest_router(runtime: Runtime) -> APIRouter:
    """The two routes; they ask for `Authorization: Bearer API_TOKEN` where one is set."""
    check = _token_check(runtime.settings.api_token, Pace(runtime.redis))
    router = APIRouter(dependencies=[Depends(check)])
    recordings = Recordings(runtime.redis)

    @router.post("/webhooks/rest/webhook")
    async def webhook(incoming: Incoming) -> list[dict[str, Any]]:
        message_id = incoming.message_id or uuid.uuid4().hex
        try:
            inbound = await _inbound(incoming, message_id, recordings)
            accepted = await runtime.mailbox.accept(inbound)
            if accepted is Accepted.FULL and inbound.media:
                await recordings.drop(inbound.person, message_id)
        except RedisError as error:
            raise HTTPException(503, _UNAVAILABLE) from error
        if accepted is Accepted.FULL:
            raise HTTPException(429, _FULL)
        replies = await runtime.postbox.wait_replies(inbound.person, message_id, ANSWER_SECONDS)
        if replies is None:
            raise HTTPException(504, _LATE)
        return [_as_rasa(incoming.sender, reply) for reply in replies]

    @router.post("/model/parse")
    async def model_parse(text: Text) -> JSONResponse:
        if runtime.engine is None:
            raise HTTPException(503, "Tiến trình này không giữ mô hình hội thoại.")
        return JSONResponse(_plain(await runtime.engine.parse(text.text)))

    return router


async def _inbound(incoming: Incoming, message_id: str, recordings: Recordings) -> Inbound:
    """The message as the mailbox takes it, its recording kept; raises RedisError."""
    now = time.time()
    if incoming.audio is None:
        return parse(incoming.sender, message_id, incoming.message, now)
    person = Person(CHANNEL.name, incoming.sender)
    media = await recordings.keep(person, message_id, base64.b64decode(incoming.audio), None)
    return inbound_of(person, message_id, "", now, "voice", media)


def _token_check(secret: SecretStr | None, pace: Pace) -> Any:
    token = secret.get_secret_value() if secret else None
    wrong = Throttle(pace, "token", REFUSED_RATE)

    async def check(request: Request) -> None:
        """Raises HTTPException 401, and 429 to an address that has guessed too often.

        That one is not even told that it guessed right: a limit on wrong guesses only would not
        slow anybody down who looks for the right one.
        """
        if not token:
            return
        address = client_address(request)
        wait = wrong.wait(address)
        # Latin-1 gives back the bytes that came; the token may have Vietnamese letters.
        given = request.headers.get("authorization", "").encode("latin-1")
        if not wait and hmac.compare_digest(given, f"Bearer {token}".encode()):
            return
        with contextlib.suppress(RedisError):
            wait = wait or await wrong.take(address)
        if wait:
            metrics.LIMITED.labels(wrong.name).inc()
            raise too_many(wait)
        raise HTTPException(401, "Thiếu hoặc sai mã truy cập (Authorization: Bearer …).")

    return check


def _as_rasa(sender: str, reply: Reply) -> dict[str, Any]:
    """A reply as Rasa's REST channel gives it: only the fields that it has."""
    fields = {key: value for key, value in reply.to_dict().items() if value and key != "urgent"}
    if reply.buttons:
        fields["buttons"] = [{"title": b.title, "payload": b.payload} for b in reply.buttons]
    return {"recipient_id": sender, **fields}


def _plain(value: Any) -> Any:
    """JSON values of what Rasa returns, which has numbers of NumPy and tuples in it."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.item() if hasattr(value, "item") else value
