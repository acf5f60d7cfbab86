"""A small platform that signs with a secret, and an application with its webhook."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI

from bot.channels.channel import (
    Call,
    Capabilities,
    Received,
    RefusalKind,
    Refused,
    SendError,
    SendErrorKind,
)
from bot.channels.intake import inbound
from bot.message import Media, Person, Reply

SECRET = "post-secret"


class Post:
    """Sends ``{"user", "id", "text"}``; ``old: true`` for what was sent long ago."""

    name = "post"
    capabilities = Capabilities(pull=False, buttons=False, text_limit=1000)

    def __init__(self, fails: bool = False) -> None:
        self.acknowledged: list[str] = []
        self._fails = fails

    def receive(self, headers: Mapping[str, str], body: bytes, now: float) -> Received:
        """See WebhookChannel."""
        if headers.get("x-secret") != SECRET:
            raise Refused(RefusalKind.FORGED)
        try:
            fields = json.loads(body)
            person = Person(self.name, fields["user"])
            message = inbound(person, fields["id"], fields["text"], now)
        except (ValueError, KeyError, TypeError) as problem:
            raise Refused(RefusalKind.MALFORMED) from problem
        if fields.get("old"):
            raise Refused(RefusalKind.STALE)
        return Received((message,), receipt=(message.id,))

    async def acknowledge(self, receipt: Sequence[str]) -> None:
        """See WebhookChannel."""
        if self._fails:
            raise SendError(SendErrorKind.UNAVAILABLE)
        self.acknowledged += receipt

    def render(self, person: Person, replies: Sequence[Reply]) -> list[Call]:
        """See PushChannel."""
        return [Call(person.user, {"text": reply.text}) for reply in replies]

    async def send(self, call: Call) -> None:
        """See PushChannel."""

    async def typing(self, person: Person) -> None:
        """See PushChannel."""

    async def fetch_media(self, media: Media) -> bytes:
        """See PushChannel."""
        return media.place.encode()

    async def close(self) -> None:
        """See PushChannel."""


def post(number: int, user: str = "an", **more: object) -> dict[str, object]:
    """The body of a message."""
    return {"user": user, "id": str(number), "text": f"tin {number}", **more}


@asynccontextmanager
async def visiting(app: FastAPI, address: str = "203.0.113.5") -> AsyncIterator[httpx.AsyncClient]:
    """Requests that come from this address; the application runs in this loop."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 4000))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client
