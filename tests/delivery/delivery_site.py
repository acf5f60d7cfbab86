"""A whole delivery around a handler: workers, the sender of a pulled channel and a postbox."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from redis.asyncio import Redis

from bot.channels.channel import Capabilities
from bot.delivery.log import ConversationLog, replies_from_json
from bot.delivery.mailbox import Mailbox
from bot.delivery.postbox import Postbox
from bot.delivery.sender import Sender
from bot.delivery.tasks import end
from bot.delivery.worker import Handler, Worker
from bot.message import Inbound, Person, Reply

APOLOGY = "Xin lỗi, vừa có trục trặc."


@dataclass(frozen=True)
class Web:
    """A channel whose people fetch their replies."""

    name: str = "web"

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(pull=True, buttons=True, text_limit=4096)


@dataclass
class Site:
    """What is running, and its parts."""

    mailbox: Mailbox
    postbox: Postbox
    log: ConversationLog
    workers: list[Worker]
    tasks: list[asyncio.Task[None]] = field(default_factory=list)


def someone(name: str = "an") -> Person:
    return Person("web", name)


def message(number: int, person: Person | None = None, text: str | None = None) -> Inbound:
    """The message `number` of a person; its text is the number."""
    text = str(number) if text is None else text
    return Inbound(person or someone(), f"m{number}", text, time.time())


async def echo(inbound: Inbound, _again: bool) -> list[Reply]:
    return [Reply(f"echo {inbound.text}")]


@contextlib.asynccontextmanager
async def running(
    redis: Redis,
    handler: Handler = echo,
    *,
    workers: int = 4,
    lease_seconds: float = 30.0,
    capacity: int = 2000,
    patience: float = 60.0,
    limit: float = 120.0,
) -> AsyncIterator[Site]:
    """Runs everything; at the end nothing of it is left."""
    mailbox = Mailbox(redis, lease_seconds=lease_seconds, capacity=capacity)
    site = Site(mailbox, Postbox(redis), ConversationLog(redis), [])
    for number in range(workers):
        site.workers.append(
            Worker(
                mailbox,
                handler,
                f"worker-{number}",
                apology=APOLOGY,
                patience=patience,
                limit=limit,
                block_ms=200,
            )
        )
    await site.postbox.start()
    site.tasks = [asyncio.create_task(worker.run()) for worker in site.workers]
    sending = asyncio.create_task(Sender(redis, Web(), "sender").run())
    try:
        yield site
    finally:
        await end(*site.tasks, sending)
        await site.postbox.stop()
        for task in (*site.tasks, sending):
            if not task.cancelled():
                task.result()


@dataclass(frozen=True)
class Outgoing:
    """What stands in an outbox."""

    entry: str
    person: Person
    message_id: str
    replies: list[Reply]


async def in_outbox(redis: Redis, channel: str = "web") -> list[Outgoing]:
    """All of it, oldest first."""
    return [
        Outgoing(
            entry.decode(),
            Person.from_key(fields[b"person"].decode()),
            fields[b"id"].decode(),
            replies_from_json(fields[b"replies"]),
        )
        for entry, fields in await redis.xrange(f"outbox:{channel}")
    ]


async def eventually_empty(redis: Redis, seconds: float = 20.0, *, mail: bool = True) -> None:
    """Returns once nobody is ready (unless without `mail`) and nothing is to be sent."""
    deadline = time.monotonic() + seconds
    while (mail and await redis.xlen("ready")) or await redis.xlen("outbox:web"):
        assert time.monotonic() < deadline, "the mail was not worked off"
        await asyncio.sleep(0.02)
