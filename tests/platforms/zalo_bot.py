"""The Zalo Bot Platform as documented: https://docs.zaloplatforms.com/docs/BOT

What is not documented is marked as uncertain in `bot/channels/zalo_bot/`: the codes of errors, and
that a month's messages being spent is one of them.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from .deliveries import Habits
from .stand_in import Sent, StandIn

__all__ = ["SAMPLE_VOICE", "TOKEN", "ZaloBot"]

TOKEN = "1234567890:stand-in"

TEXT_LIMIT = 2000
CAPTION_LIMIT = 2000
SECRET_LENGTHS = range(8, 257)

SAMPLE_VOICE = b"\xff\xf1\x60\x40\x01\x7f\xfc" + bytes(4)
"""An ADTS frame: how a voice note begins."""


class ZaloBot(StandIn):
    """One bot; `poll_seconds`: the longest that a poll waits.

    `wrapped`: updates come inside ``{"ok": true, "result": …}`` to webhooks too. `quota`: how many
    messages the bot may still send. `gone`: people who blocked it. `typing`: to whom it showed
    that it writes, each time. `voices`: what voice notes hold, by path.
    """

    name = "zalo_bot"
    habits = Habits(patience=5.0, retries=(30, 300, 900, 1800, 3600), in_order=False)

    def __init__(self, *, port: int = 0, hurry: float = 100.0, poll_seconds: float = 30.0) -> None:
        super().__init__(port=port, hurry=hurry)
        self.wrapped = False
        self.quota = 3000
        self.poll_seconds = poll_seconds
        self.typing: list[str] = []
        self.gone: set[str] = set()
        self.voices: dict[str, bytes] = {}
        self._secret = ""

    def settings(self) -> dict[str, str]:
        return {"ZALO_BOT_TOKEN": TOKEN, "ZALO_BOT_API_URL": self.url}

    def signed(self, body: bytes, number: int) -> Mapping[str, str]:
        del body, number
        return {"x-bot-api-secret-token": self._secret}

    # What people do

    def say(self, user: str, text: str) -> str:
        return self._bring(user, "message.text.received", {"text": text}, "CHAT_TEXT")

    def voice(self, user: str, content: bytes = SAMPLE_VOICE) -> str:
        """The person speaks; `content` is raw AAC."""
        place = f"/voice/{self.number()}.aac"
        self.voices[place] = content
        fields = {"voice_url": self.url + place}
        return self._bring(user, "message.voice.received", fields, "CHAT_VOICE")

    def photo(self, user: str, caption: str | None = None) -> str:
        """The person sends a picture."""
        fields = {"photo_url": f"{self.url}/photo/{self.number()}.jpg"}
        if caption is not None:
            fields["caption"] = caption
        return self._bring(user, "message.image.received", fields, "CHAT_PHOTO")

    def sticker(self, user: str) -> str:
        """The person sends a sticker."""
        fields = {"sticker": "a1", "url": f"{self.url}/sticker/a1.png"}
        return self._bring(user, "message.sticker.received", fields, "CHAT_STICKER")

    def unsupported(self, user: str) -> str:
        """The person sends what the platform does not hand over: a file, a location, …"""
        return self._bring(user, "message.unsupported.received", {}, "CHAT_UNSUPPORTED")

    def _bring(self, user: str, event: str, content: dict[str, str], kind: str) -> str:
        message_id = f"{self.name}-m{self.number()}"
        message = {
            "date": int(1000 * time.time()),
            "chat": {"chat_type": "PRIVATE", "id": user},
            "message_id": message_id,
            "from": {"id": user, "is_bot": False, "display_name": user},
            **content,
            "message_type": kind,
        }
        update = {"event_name": event, "message": message}
        self.deliver(user, {"ok": True, "result": update} if self.wrapped else update)
        return message_id

    # What it answers

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/voice/{name}", self._voice),
        ]

    async def _voice(self, request: Request) -> Response:
        content = self.voices.get(request.url.path)
        if content is None:
            return Response(status_code=404)
        return Response(content, media_type="audio/aac")

    async def _call(self, request: Request) -> Response:
        if request.path_params["token"] != TOKEN:
            return _error(401, "Unauthorized")
        fields = await _fields(request)
        match request.path_params["method"]:
            case "getMe":
                return _result({"id": "1234567890", "account_name": "bot.stand-in"})
            case "getUpdates":
                return await self._updates(fields)
            case "setWebhook":
                return self._set_webhook(fields)
            case "deleteWebhook":
                self.deliver_to(None)
                return _result({"url": ""})
            case "getWebhookInfo":
                return _result({"url": self.webhook or ""})
            case "sendMessage":
                return self._send(request, fields)
            case "sendPhoto":
                return self._send_photo(request, fields)
            case "sendVoice":
                return self._send_voice(request, fields)
            case "sendChatAction":
                return self._act(fields)
        return _error(404, "Not Found")

    async def _updates(self, fields: Mapping[str, Any]) -> Response:
        if self.webhook:
            return _error(409, "Conflict: webhook is active")
        seconds = min(float(fields.get("timeout", 30)), self.poll_seconds)
        if await self.arrival(seconds):
            with self.lock:
                if self.pending:
                    _, update = self.pending.pop(0)
                    return JSONResponse(update) if self.wrapped else _result(update)
        return _error(408, "Request timeout")

    def _set_webhook(self, fields: Mapping[str, Any]) -> Response:
        secret = fields.get("secret_token", "")
        if not fields.get("url") or len(secret) not in SECRET_LENGTHS:
            return _error(400, "Bad Request: invalid webhook")
        self._secret = secret
        self.deliver_to(fields["url"])
        return _result({"url": fields["url"]})

    def _send(self, request: Request, fields: Mapping[str, Any]) -> Response:
        text = fields.get("text")
        if not isinstance(text, str) or not 1 <= len(text) <= TEXT_LIMIT:
            return _error(400, "Bad Request: text must be 1 to 2000 characters")
        return self._take(request, fields, text=text)

    def _send_photo(self, request: Request, fields: Mapping[str, Any]) -> Response:
        photo, caption = fields.get("photo"), fields.get("caption", "")
        if not str(photo).startswith("http") or len(caption) > CAPTION_LIMIT:
            return _error(400, "Bad Request: photo must be an address")
        return self._take(request, fields, text=caption, image=photo)

    def _send_voice(self, request: Request, fields: Mapping[str, Any]) -> Response:
        address = str(fields.get("voice_url"))
        if not address.startswith("http") or not address.partition("?")[0].endswith(".aac"):
            return _error(400, "Bad Request: voice_url must be the address of an .aac file")
        return self._take(request, fields, file=address)

    def _take(self, request: Request, fields: Mapping[str, Any], **content: Any) -> Response:
        user = fields.get("chat_id")
        if not user or user in self.gone:
            return _error(403, "Forbidden: user has blocked the bot")
        with self.lock:
            if self.quota <= 0:
                return _error(429, "Quota exceeded")
            self.quota -= 1
        sent = Sent(f"{self.name}-s{self.number()}", **content)
        self.show(request, user, sent)
        return _result({"message_id": sent.id, "date": int(1000 * sent.at)})

    def _act(self, fields: Mapping[str, Any]) -> Response:
        if fields.get("action") not in ("typing", "upload_photo"):
            return _error(400, "Bad Request: unknown action")
        self.typing.append(fields["chat_id"])
        return _result({})


async def _fields(request: Request) -> Mapping[str, Any]:
    body = await request.body()
    return await request.json() if body else dict(request.query_params)


def _result(fields: Mapping[str, Any]) -> Response:
    return JSONResponse({"ok": True, "result": fields})


def _error(code: int, description: str) -> Response:
    """Errors come with HTTP 200 and their code in the body, as the documentation shows them."""
    return JSONResponse({"ok": False, "error_code": code, "description": description})
