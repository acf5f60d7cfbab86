"""The Bot API as python-telegram-bot speaks it, with two changes for reading updates."""

from __future__ import annotations

import json
from typing import Any

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram.incoming import ALLOWED_UPDATES
from bot.channels.trust import authorities

__all__ = ["Api", "connection"]


def connection() -> HTTPXRequest:
    """A pool of connections to the server of the Bot API."""
    return _Connection(
        connect_timeout=5.0,
        read_timeout=20.0,
        write_timeout=20.0,
        pool_timeout=5.0,
        media_write_timeout=60.0,
        httpx_kwargs={"verify": authorities()},
    )


class Api(Bot):
    """A bot whose updates are given as they come."""

    async def updates(self, offset: int | None, seconds: int) -> list[dict[str, Any]]:
        """The updates from `offset` on, after waiting for one for up to `seconds`.

        `Bot.get_updates` reads them all at once: one that it cannot read would hold up all that
        come after it, forever. Raises TelegramError.
        """
        data = {"offset": offset, "timeout": seconds, "allowed_updates": ALLOWED_UPDATES}
        found = await self._post("getUpdates", data, read_timeout=seconds + 10.0)
        if not isinstance(found, list) or not all(map(_has_id, found)):
            raise TelegramError("not updates")
        return found


def _has_id(update: Any) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)


class _Connection(HTTPXRequest):
    """An answer that cannot be read is not written to the log: people's messages may be in it."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or not answer.keys() & {"result", "description"}:
            raise TelegramError("not an answer of the Bot API")
        return answer
