"""How much waits in the queues and for how long, for `GET /metrics`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone

from redis.asyncio import Redis

from bot.delivery import keys, metrics
from bot.delivery.quota import Quotas

__all__ = ["measure"]


async def measure(redis: Redis, channels: Iterable[str]) -> None:
    """Sets the gauges of the queues, those of `channels` (names) among them.

    To be called before the metrics are read. Raises redis.exceptions.RedisError.
    """
    now = datetime.now(timezone.utc)
    length, age = await _stream(redis, keys.READY, now)
    metrics.MAILBOXES.set(length)
    metrics.MAILBOXES_AGE.set(age)
    length, age = await _stream(redis, keys.HEARING, now)
    metrics.UNHEARD.set(length)
    metrics.UNHEARD_AGE.set(age)
    metrics.DEAD_LETTERS.set(await redis.xlen(keys.DEAD))
    quotas = Quotas(redis)
    for channel in channels:
        length, age = await _stream(redis, keys.outbox(channel), now)
        metrics.OUTBOX.labels(channel).set(length)
        metrics.OUTBOX_AGE.labels(channel).set(age)
        metrics.SENT.labels(channel).set(await quotas.sent_this_month(channel, now))


async def _stream(redis: Redis, name: str, now: datetime) -> tuple[int, float]:
    """How many entries a stream has, and the age of the first one in seconds (none: 0)."""
    first = await redis.xrange(name, count=1)
    if not first:
        return 0, 0.0
    milliseconds = int(first[0][0].partition(b"-")[0])
    return await redis.xlen(name), max(0.0, now.timestamp() - milliseconds / 1000)
