"""Telegram's stand-in, whose webhooks are brought by the benchmark at times of its own."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.platforms.telegram import BOT_ID, TOKEN, Telegram

from .arrivals import Request
from .platforms_stock import USERNAME

__all__ = ["TOKEN", "CountedTelegram"]

SENDS = ("sendMessage", "sendPhoto", "sendDocument", "sendVoice", "sendChatAction")


class CountedTelegram(Telegram):
    """The stand-in; `strict` False: it lets a bot write as fast as it likes."""

    def __init__(self, *, strict: bool) -> None:
        super().__init__()
        self.strict = strict
        self._written: dict[str, Any] = {}

    def webhook_of(self, user: str, text: str, at: float = 0.0) -> Request:
        """What the person writes as a signed request due after `at` seconds.

        Ask once the bot has told the secret.
        """
        self.say(user, text)
        update = self._written.pop(user)
        return Request(at, dict(self.signed(b"", 1)), json.dumps(update, ensure_ascii=False))

    def sends(self) -> int:
        """Calls so far that count against the limit of Telegram."""
        return sum(asked.method in SENDS for asked in list(self.asked))

    def bubbles(self) -> int:
        """Messages that people have read so far."""
        with self.lock:
            return sum(len(chat) for chat in self._chats.values())

    def first_bubble(self, user: str) -> float | None:
        """When the person first read something, in seconds since the epoch; None: never."""
        chat = self.chat(user)
        return chat[0].at if chat else None

    def deliver(self, user: str, update: dict[str, Any]) -> None:
        """Keeps the update for `webhook_of`."""
        self._written[user] = update

    def routes(self) -> list[BaseRoute]:
        """Those of the stand-in; getMe tells a name as well, by which stock Rasa knows itself."""
        return [Route("/bot{token}/getMe", _me, methods=["GET", "POST"]), *super().routes()]


async def _me(_: HttpRequest) -> Response:
    me = {"id": BOT_ID, "is_bot": True, "first_name": "Bạn Học Số", "username": USERNAME}
    return JSONResponse({"ok": True, "result": me})
