"""The Zalo Bot Platform: bots for small pilots, much like Telegram's."""

from __future__ import annotations

import hmac
import json
import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

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
from bot.channels.trust import authorities
from bot.channels.zalo_bot import limits
from bot.channels.zalo_bot.errors import NOTHING_NEW, connection_error, read_answer, send_error
from bot.channels.zalo_bot.incoming import CHANNEL, message, sent_at
from bot.channels.zalo_bot.outgoing import VOICE, calls
from bot.message import Media, Person, Reply

__all__ = ["ZaloBot"]

logger = logging.getLogger(__name__)

_SECRET_HEADER = "x-bot-api-secret-token"
_TIMEOUT = httpx.Timeout(20.0, connect=5.0)
_POLL_TIMEOUT = httpx.Timeout(limits.POLL_SECONDS + 15.0, connect=5.0)
_CONNECTIONS = httpx.Limits(max_connections=20, max_keepalive_connections=10)


class ZaloBot:
    """A bot of the platform; `token` is its own, `api_url` without a slash at its end.

    With a `secret` (8 to 256 characters) the platform sends updates to our webhook below
    `base_url` and proves itself by the secret; without one the bot asks for them.

    Asking can lose a message, by the platform's own design: getUpdates gives each update once,
    without a number by which it could be asked for again, and forgets it. What is lost is the one
    message whose answer is on its way to us while the connection breaks or this process is killed.
    The gap ends as soon as `poll` has it: it is given again by `poll` until it was acknowledged.
    Whoever may lose nothing uses the webhook, which is tried again.
    """

    name = CHANNEL
    capabilities = Capabilities(pull=False, buttons=False, text_limit=limits.TEXT_CHARACTERS)

    def __init__(self, token: str, *, secret: str | None, api_url: str, base_url: str) -> None:
        self._secret = secret
        self._webhook_url = f"{base_url}/webhooks/{self.name}"
        self._client = httpx.AsyncClient(
            base_url=f"{api_url}/bot",
            transport=_WithToken(token),
            timeout=_TIMEOUT,
            verify=authorities(),
        )
        self._downloads = Downloads(ZALO_HOSTS, api_url)
        self._unacknowledged: Received | None = None

    async def start(self) -> None:
        """Tells the platform how updates reach us; raises SendError."""
        if self._secret is None:
            await self._ask("deleteWebhook", {})
        else:
            wish = {"url": self._webhook_url, "secret_token": self._secret}
            await self._ask("setWebhook", wish)

    def receive(self, headers: Mapping[str, str], body: bytes, now: float) -> Received:
        """See WebhookChannel."""
        given = headers.get(_SECRET_HEADER, "")
        if self._secret is None or not hmac.compare_digest(_bytes(given), _bytes(self._secret)):
            raise Refused(RefusalKind.FORGED)
        try:
            update = json.loads(body)
            sent = sent_at(update)
            found = message(update, now)
        except (ValueError, RecursionError) as problem:
            raise Refused(RefusalKind.MALFORMED) from problem
        if sent is not None and sent < now - limits.REPLAY_SECONDS:
            raise Refused(RefusalKind.STALE)
        return Received((found,)) if found else Received()

    async def poll(self) -> Received:
        """See PollingChannel."""
        if self._unacknowledged is None:
            self._unacknowledged = await self._next()
        return self._unacknowledged or Received()

    async def acknowledge(self, receipt: Sequence[str]) -> None:
        """See WebhookChannel and PollingChannel."""
        if self._unacknowledged and set(self._unacknowledged.receipt) <= set(receipt):
            self._unacknowledged = None

    def render(self, person: Person, replies: Sequence[Reply]) -> list[Call]:
        """See PushChannel."""
        return calls(person, replies)

    async def send(self, call: Call) -> None:
        """See PushChannel; a sound that is not taken is left out, for its text was sent."""
        try:
            await self._ask(call.method, call.fields)
        except SendError as problem:
            if call.method != VOICE or problem.kind is not SendErrorKind.REJECTED:
                raise
            logger.warning("zalo_bot: a reply goes without its sound: %s", problem.kind.value)

    async def typing(self, person: Person) -> None:
        """See PushChannel."""
        await self._ask("sendChatAction", {"chat_id": person.user, "action": "typing"})

    async def fetch_media(self, media: Media) -> bytes:
        """See PushChannel."""
        return await self._downloads.fetch(media.place)

    async def close(self) -> None:
        """See PushChannel."""
        await self._client.aclose()

    async def _next(self) -> Received | None:
        """What somebody wrote, None where within `limits.POLL_SECONDS` nobody did."""
        # Documented as a string, shown as a number; both were seen to work.
        wish = {"timeout": str(limits.POLL_SECONDS)}
        response = await self._post("getUpdates", wish, _POLL_TIMEOUT)
        answer = read_answer(response.status_code, response.content)
        if answer is not None and answer.code == NOTHING_NEW:
            return None
        if problem := send_error(response.status_code, response.headers, response.content):
            raise problem
        try:
            found = message(answer and answer.fields, time.time())
        except ValueError:
            logger.error("an update of the Zalo Bot Platform cannot be read and was passed over")
            return None
        return Received((found,), receipt=(found.id,)) if found else None

    async def _ask(self, method: str, fields: Mapping[str, Any]) -> None:
        response = await self._post(method, fields, _TIMEOUT)
        problem = send_error(response.status_code, response.headers, response.content)
        if problem is None:
            return
        if problem.kind is SendErrorKind.QUOTA_SPENT:
            logger.error(
                "the Zalo Bot Platform takes no more messages this month (free plan: %d)",
                limits.MESSAGES_A_MONTH,
            )
        raise problem

    async def _post(
        self, method: str, fields: Mapping[str, Any], timeout: httpx.Timeout
    ) -> httpx.Response:
        try:
            return await self._client.post(method, json=dict(fields), timeout=timeout)
        except httpx.HTTPError as problem:
            raise connection_error(problem) from problem


class _WithToken(httpx.AsyncHTTPTransport):
    """Puts the token into addresses at the last moment: httpx logs them as they were before."""

    def __init__(self, token: str) -> None:
        super().__init__(verify=authorities(), limits=_CONNECTIONS)
        self._token = token

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        before, _, method = request.url.path.rpartition("/")
        return await super().handle_async_request(
            httpx.Request(
                request.method,
                request.url.copy_with(path=f"{before}{self._token}/{method}"),
                headers=request.headers,
                stream=request.stream,
                extensions=request.extensions,
            )
        )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
