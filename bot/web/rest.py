"""`POST /webhooks/rest/webhook` and `POST /model/parse`, as Rasa's own server has them."""

from __future__ import annotations

import hmac
import time
import uuid
from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, validator
from redis.exceptions import RedisError

from bot.channels.rest import parse
from bot.delivery.mailbox import Accepted
from bot.message import Reply
from bot.runtime import Runtime

__all__ = ["rest_router"]

ANSWER_SECONDS = 60.0
"""How long a caller is kept waiting; the message is not lost after that."""

LARGEST_TEXT = 1_000_000

_UNAVAILABLE = "Máy chủ đang bận hoặc khởi động lại. Xin gửi lại sau ít giây."
_FULL = "Đang có quá nhiều tin chờ trả lời. Xin đợi một lát."
_LATE = "Tin đã được nhận nhưng chưa trả lời kịp. Gửi lại với cùng message_id để lấy câu trả lời."


class Incoming(BaseModel):
    """A message. The same `message_id` again gives the same answer again."""

    sender: str = Field(min_length=1, max_length=200)
    message: str = Field(max_length=LARGEST_TEXT)
    message_id: str | None = Field(None, min_length=1, max_length=100)

    @validator("sender", "message_id")
    def encodable(cls, name: str | None) -> str | None:  # noqa: N805
        """Names that UTF-8 cannot hold (half a surrogate pair) are refused."""
        if name is not None:
            name.encode("utf-8")
        return name


class Text(BaseModel):
    """A text to understand."""

    text: str = Field(max_length=LARGEST_TEXT)


def rest_router(runtime: Runtime) -> APIRouter:
    """The two routes; they ask for `Authorization: Bearer API_TOKEN` where one is set."""
    router = APIRouter(dependencies=[Depends(_token_check(runtime.settings.api_token))])

    @router.post("/webhooks/rest/webhook")
    async def webhook(incoming: Incoming) -> list[dict[str, Any]]:
        message_id = incoming.message_id or uuid.uuid4().hex
        inbound = parse(incoming.sender, message_id, incoming.message, time.time())
        try:
            accepted = await runtime.mailbox.accept(inbound)
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


def _token_check(token: str | None) -> Any:
    async def check(request: Request) -> None:
        # Latin-1 gives back the bytes that came; the token may have Vietnamese letters.
        given = request.headers.get("authorization", "").encode("latin-1")
        if token and not hmac.compare_digest(given, f"Bearer {token}".encode()):
            raise HTTPException(401, "Thiếu hoặc sai mã truy cập (Authorization: Bearer …).")

    return check


def _as_rasa(sender: str, reply: Reply) -> dict[str, Any]:
    """A reply as Rasa's REST channel gives it: only the fields that it has."""
    fields = {key: value for key, value in reply.to_dict().items() if value}
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
