"""What operators are told of queues and quotas."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from delivery_site import message, someone
from prometheus_client import REGISTRY
from redis.asyncio import Redis
from small_platform import SmallPlatform, answer, send_all
from voices import spoken

from bot.channels.channel import Call, SendError, SendErrorKind
from bot.delivery.mailbox import Mailbox
from bot.delivery.outbox import tally_of
from bot.delivery.queues import measure
from bot.delivery.quota import ChannelQuota, Quotas
from bot.delivery.sender import Sender
from bot.delivery.voice_notes import VoiceNotes
from bot.message import Spoken


def gauge(name: str, **labels: str) -> float:
    value = REGISTRY.get_sample_value(f"bot_{name}", labels)
    assert value is not None
    return value


def now() -> datetime:
    return datetime.now(timezone.utc)


async def test_queues(redis: Redis) -> None:
    mailbox = Mailbox(redis)
    await answer(redis, "an", 1)
    await mailbox.accept(message(2))
    await mailbox.accept(message(1, someone("bình")))
    lease = await mailbox.take("w", 0)
    assert lease is not None
    await mailbox.bury(lease, "ValueError", [])
    await asyncio.sleep(0.05)
    await measure(redis, ["web", "telegram"])
    assert gauge("mailboxes_waiting") == 1
    assert 0.04 < gauge("mailboxes_oldest_seconds") < 20
    assert gauge("outbox_waiting", channel="web") == 2
    assert gauge("outbox_waiting", channel="telegram") == 0
    assert 0.04 < gauge("outbox_oldest_seconds", channel="web") < 20
    assert gauge("outbox_oldest_seconds", channel="telegram") == 0
    assert gauge("dead_letters") == 1


async def test_voice_notes(redis: Redis) -> None:
    mailbox, notes = Mailbox(redis), VoiceNotes(redis)
    for number, user in enumerate(("an", "bình", "chi")):
        await mailbox.accept(spoken(number, someone(user)))
    await asyncio.sleep(0.05)
    await measure(redis, [])
    assert gauge("voice_notes_waiting") == 3
    assert 0.04 < gauge("voice_notes_oldest_seconds") < 20
    outcomes = [Spoken(sure=1.0), Spoken("noise", 0.0)]
    before = [heard(outcome) for outcome in ("understood", "noise", "refused")]
    for outcome in outcomes:
        lease = await notes.take("h", 0)
        assert lease is not None
        for _ in range(2):  # the second time comes too late
            await notes.heard(lease, replace(lease.inbound, spoken=outcome))
    assert [heard(outcome) for outcome in ("understood", "noise", "refused")] == [
        before[0] + 1,
        before[1] + 1,
        before[2] + 2,
    ]
    await measure(redis, [])
    assert gauge("voice_notes_waiting") == 1


def heard(outcome: str) -> float:
    labels = {"outcome": outcome, "channel": "web"}
    return REGISTRY.get_sample_value("bot_voice_notes_heard_total", labels) or 0.0


class Counting(SmallPlatform):
    """Says after each call how many are left."""

    left = 100

    @property
    def quota(self) -> str | None:
        return None if self.left == 100 else json.dumps({"remain": self.left})

    async def send(self, call: Call) -> None:
        await super().send(call)
        self.left -= 1


async def test_quotas(redis: Redis) -> None:
    platform = Counting(window=timedelta(hours=48))
    platform.after["an"] = [SendError(SendErrorKind.UNANSWERED)]
    for user in ("an", "bình"):
        await answer(redis, user, 1, "a", "b")
    await redis.zadd("seen:web:chi", {"m1": (now() - timedelta(hours=49)).timestamp() * 1000})
    await send_all(redis, Sender(redis, platform, "s", first_retry=0.001))
    assert await Quotas(redis).read(now()) == [
        ChannelQuota(
            channel="web",
            sent_today=4,
            sent_this_month=4,
            unsure_this_month=1,
            told='{"remain": 96}',
            window=timedelta(hours=48),
            people=3,
            outside_window=1,
        )
    ]
    await measure(redis, ["web"])
    assert gauge("sent_this_month", channel="web") == 4
    next_month = now() + timedelta(days=32)
    [later] = await Quotas(redis).read(next_month)
    assert (later.sent_today, later.sent_this_month) == (0, 0)


@pytest.mark.parametrize(
    ("utc", "name", "day"),
    [
        ("2026-11-30T16:59:59+00:00", "tally:web:2026-11", 30),
        ("2026-11-30T17:00:00+00:00", "tally:web:2026-12", 1),
    ],
)
def test_a_day_begins_at_midnight_in_vietnam(utc: str, name: str, day: int) -> None:
    assert tally_of("web", datetime.fromisoformat(utc)) == (name, day)
