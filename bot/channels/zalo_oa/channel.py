"""A Zalo Official Account: events come by webhook, replies go out by OpenAPI v3."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.attachments import Attachments
from bot.channels.channel import (
    Call,
    Capabilities,
    Received,
    RefusalKind,
    Refused,
    SendError,
    SendErrorKind,
)
from bot.channels.media import ZALO_HOSTS, Downloads
from bot.channels.zalo_oa import incoming, limits
from bot.channels.zalo_oa.api import AccessTokens, Api
from bot.channels.zalo_oa.outgoing import FILE, calls, file_message, file_type, text_message
from bot.channels.zalo_oa.signature import Signature, TimestampFrom
from bot.channels.zalo_oa.uploads import Uploads
from bot.message import Media, Person, Reply

__all__ = ["ZaloOA"]

logger = logging.getLogger(__name__)

_MESSAGES = "/v3.0/oa/message/cs"

_QUOTA = ("quota_type", "remain", "total", "expired_date")

_SEND_AS_LINK = frozenset({SendErrorKind.REJECTED, SendErrorKind.QUOTA_SPENT})
"""Uploads have a quota of their own, and a link is better than nothing."""


class ZaloOA:
    """The Official Account behind the application `app_id`.

    `secret` signs events, of the account or of the application; `timestamp_from` says where the
    signed timestamp stands. `api_url` is without a slash at its end. `quota` is what Zalo said last
    of the messages that may still be sent, as JSON; None before it said anything.
    """

    name = incoming.NAME
    capabilities = Capabilities(
        pull=False,
        buttons=True,
        text_limit=limits.TEXT_LIMIT,
        window=limits.WINDOW,
        rate=limits.PACE,
    )

    def __init__(
        self,
        app_id: str,
        *,
        secret: str,
        tokens: AccessTokens,
        api_url: str,
        fetch: Attachments,
        timestamp_from: TimestampFrom = "body",
    ) -> None:
        self._signature = Signature(app_id, secret, timestamp_from)
        self._fetch = fetch
        self._api = Api(api_url, tokens)
        self._uploads = Uploads(self._api)
        self._downloads = Downloads(ZALO_HOSTS, api_url)
        self.quota: str | None = None

    def receive(self, headers: Mapping[str, str], body: bytes, now: float) -> Received:
        """See WebhookChannel."""
        event = incoming.event(body)
        self._signature.verify(headers, body, incoming.timestamp(event or {}), now)
        if event is None:
            raise Refused(RefusalKind.MALFORMED)
        return incoming.received(event, body, now)

    async def acknowledge(self, receipt: Sequence[str]) -> None:
        """See WebhookChannel; Zalo wants to know nothing."""

    def render(self, person: Person, replies: Sequence[Reply]) -> list[Call]:
        """See PushChannel."""
        return calls(person, replies)

    async def send(self, call: Call) -> None:
        """See PushChannel."""
        if call.method == FILE:
            await self._send_file(call.fields["user_id"], call.fields["url"])
        else:
            await self._send(call.fields)

    async def typing(self, person: Person) -> None:
        """See PushChannel; Zalo has no way to show it."""

    async def fetch_media(self, media: Media) -> bytes:
        """See PushChannel."""
        return await self._downloads.fetch(media.place)

    async def close(self) -> None:
        """See PushChannel."""
        await self._api.close()

    async def _send(self, message: Mapping[str, Any]) -> None:
        data = await self._api.post(_MESSAGES, message)
        self.quota = _quota(data.get("quota")) or self.quota

    async def _send_file(self, user: str, url: str) -> None:
        """Sends what is at `url` as a file, or where that is not taken, its address."""
        token = ""
        try:
            file = await self._fetch.fetch(url)
            token = await self._uploads.token(file, file_type(url) or file.mime)
            await self._send(file_message(user, token))
        except SendError as problem:
            if problem.kind not in _SEND_AS_LINK:
                raise
            self._uploads.forget(token)
            logger.warning("zalo_oa: a file goes out as a link: %s", problem.kind.value)
            await self._send(text_message(user, url))


def _quota(found: object) -> str | None:
    """The quota in an answer: which one, how many are left and of how many, until when."""
    fields = found if isinstance(found, dict) else {}
    told = {name: fields[name] for name in _QUOTA if isinstance(fields.get(name), (str, int))}
    return json.dumps(told) if "remain" in told else None
