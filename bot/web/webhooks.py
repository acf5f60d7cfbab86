"""`POST /webhooks/{name}`: what the platforms send."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence

from fastapi import APIRouter, HTTPException, Request, Response
from redis.exceptions import RedisError

from bot.channels.channel import Rate, Received, RefusalKind, Refused, WebhookChannel
from bot.delivery.mailbox import Accepted
from bot.delivery.pace import Pace
from bot.web import metrics
from bot.web.addresses import client_address
from bot.web.throttle import REFUSED_RATE, Throttle, too_many

__all__ = ["TakeIn", "webhook_router"]

logger = logging.getLogger(__name__)

TakeIn = Callable[[Received], Awaitable[Sequence[Accepted]]]
"""Stores what came, durably; raises redis.exceptions.RedisError."""

TAKE_SECONDS = 0.9
"""For storing it: platforms that wait for longer than two seconds send again."""

AGAIN_SECONDS = 30.0
"""When a message that nobody could take is best sent again."""

ASKED_AGAIN = Rate(count=100, seconds=3600.0, burst=200)
"""How often, for one person, a platform is asked to send again what they wrote too fast.

More is dropped: a platform that is refused for hours switches the webhook off, for everybody.
"""

ACKNOWLEDGE_SECONDS = 10.0
MOST_ACKNOWLEDGING = 200
"""Acknowledgements under way; where there are more, the next ones are left out."""

_FORGED = "Chữ ký hoặc mã bí mật không đúng."
_UNAVAILABLE = "Máy chủ đang bận hoặc khởi động lại."
_TOO_FAST = "Người này gửi nhanh quá."


def webhook_router(channels: Sequence[WebhookChannel], take_in: TakeIn, pace: Pace) -> APIRouter:
    """The route, for each of `channels`.

    Answers 200 once all of it is stored; 401 to what the platform did not send or sent long ago,
    429 where somebody writes too fast, 503 where it cannot be stored now: a platform sends such
    again. A request that is rightly signed but makes no sense is answered 200 and logged, because
    sending it again helps nobody; so channels must refuse as forged whatever they cannot verify.
    """
    router = APIRouter()
    served = {channel.name: channel for channel in channels}
    refused = Throttle(pace, "refused", REFUSED_RATE)
    behind = _Acknowledging()

    @router.post("/webhooks/{name}", include_in_schema=False)
    async def webhook(name: str, request: Request) -> Response:
        channel = served.get(name)
        if channel is None:
            raise HTTPException(404)
        body = await request.body()
        began = time.monotonic()
        try:
            received = channel.receive(dict(request.headers), body, time.time())
        except Refused as refusal:
            metrics.WEBHOOKS.labels(name, refusal.kind.value).inc()
            if refusal.kind is not RefusalKind.MALFORMED:
                raise await _refusal(refused, request) from refusal
            logger.error("%s sent %d bytes that make no sense; dropped", name, len(body))
            return Response()
        outcome = await _store(received, take_in, pace)
        metrics.WEBHOOKS.labels(name, outcome).inc()
        if outcome == "unavailable":
            raise HTTPException(503, _UNAVAILABLE, {"Retry-After": "5"})
        if outcome == "limited":
            raise too_many(AGAIN_SECONDS, _TOO_FAST)
        metrics.WEBHOOK_SECONDS.labels(name).observe(time.monotonic() - began)
        if received.receipt:
            behind.acknowledge(channel, received.receipt)
        return Response()

    return router


async def _refusal(refused: Throttle, request: Request) -> HTTPException:
    """The answer to what no platform sent: 401, from an address that does it often 429."""
    try:
        wait = await refused.take(client_address(request))
    except RedisError:
        wait = 0.0
    if wait:
        metrics.LIMITED.labels(refused.name).inc()
        return too_many(wait)
    return HTTPException(401, _FORGED)


async def _store(received: Received, take_in: TakeIn, pace: Pace) -> str:
    """What became of it: "taken", "dropped", "limited" or "unavailable"."""
    try:
        outcomes = await asyncio.wait_for(take_in(received), TAKE_SECONDS)
        for inbound, outcome in zip(received.inbounds, outcomes, strict=True):
            if outcome in (Accepted.LIMITED, Accepted.FULL):
                if await pace.take(f"again:{inbound.person.key}", ASKED_AGAIN):
                    logger.error("messages of %s are dropped: too many", inbound.person)
                    return "dropped"
                return "limited"
    except (RedisError, asyncio.TimeoutError) as problem:
        logger.warning("a webhook waits for Redis: %s", type(problem).__name__)
        return "unavailable"
    return "taken"


class _Acknowledging:
    """Tells platforms, after they were answered, that what they sent was seen."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def acknowledge(self, channel: WebhookChannel, receipt: Sequence[str]) -> None:
        """Begins it; nothing depends on how it ends."""
        if len(self._tasks) < MOST_ACKNOWLEDGING:
            task = asyncio.create_task(self._acknowledge(channel, receipt))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _acknowledge(self, channel: WebhookChannel, receipt: Sequence[str]) -> None:
        try:
            await asyncio.wait_for(channel.acknowledge(receipt), ACKNOWLEDGE_SECONDS)
        except Exception as problem:  # whatever it is: the message itself is stored
            logger.warning("%s was not told of a receipt: %s", channel.name, type(problem).__name__)
