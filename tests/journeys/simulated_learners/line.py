"""How a simulated learner reaches the bot: a message is sent again until it is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
from people import Exchange, Replies, message_body

PATIENCE = 600.0
"""Seconds in which one message is repeated: several starts of a bot on a busy machine."""

PAUSE = 0.5


@dataclass
class Line:
    """One learner's; `said` is every exchange, `resent` how often something was sent again."""

    http: httpx.AsyncClient
    url: str
    name: str
    answered: Callable[[], None]
    said: list[Exchange] = field(default_factory=list)
    resent: int = 0
    interrupted: int = 0

    async def say(self, text: str) -> tuple[str, Replies]:
        """The id of the message, and the replies; fails where there are none within PATIENCE."""
        message_id = f"{self.name}-{len(self.said) + 1}"
        body = message_body(self.name, message_id, text)
        deadline = asyncio.get_running_loop().time() + PATIENCE
        tries = 0
        while asyncio.get_running_loop().time() < deadline:
            tries += 1
            replies = await self._try(body)
            if replies is not None:
                self.resent += tries - 1
                self.interrupted += tries > 1
                self.said.append(Exchange(message_id, text, replies))
                self.answered()
                return message_id, replies
            await asyncio.sleep(PAUSE)
        raise AssertionError(f"{self.name} was not answered: {message_id} {text!r}")

    async def _try(self, body: bytes) -> Replies | None:
        try:
            answer = await self.http.post(f"{self.url}/webhooks/rest/webhook", content=body)
        except httpx.TransportError:
            return None
        if answer.status_code == 200:
            replies: Replies = answer.json()
            return replies
        assert answer.status_code >= 429, (answer.status_code, answer.text)
        return None
