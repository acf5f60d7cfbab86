"""Puts the roles of one process together, and takes them apart again.

`bot serve` and `bot chat` are the same program with other roles; several of them may run
against one Redis and one database.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Collection, Coroutine
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis

from actions.services import Services, services
from bot.channels import rest, terminal, web
from bot.delivery.connection import connect
from bot.delivery.dead_letters import DeadLetters
from bot.delivery.identity import Identity
from bot.delivery.log import ConversationLog
from bot.delivery.mailbox import Mailbox
from bot.delivery.postbox import Postbox
from bot.delivery.reminders import Reminders
from bot.delivery.sender import Sender
from bot.delivery.tasks import end
from bot.delivery.worker import Worker
from bot.dialogue.engine import Engine
from bot.message import Inbound, Reply
from bot.plans.reminder_book import ReminderBook
from bot.settings import Settings
from bot.store.valkey import EmbeddedValkey, embedded

__all__ = ["ROLES", "Runtime", "running"]

logger = logging.getLogger(__name__)

ROLES = frozenset({"web", "dialogue", "sender", "reminders"})
"""What a process can be asked to do; later: speech, answers."""

CHANNELS = (web.CHANNEL, rest.CHANNEL, terminal.CHANNEL)

WORKERS = 8
"""Messages in hand at once; dialogue itself is one thread, so more would only wait there."""

APOLOGY = (
    "Dạ, có trục trặc nên tin vừa rồi chưa xử lý được. Xin nhắn lại giúp, hoặc nhắn “trợ giúp” ạ."
)
"""What a person reads when handling their message failed for good."""


@dataclass(frozen=True)
class Runtime:
    """The parts that the web server and the terminal talk to."""

    settings: Settings
    services: Services
    redis: Redis
    mailbox: Mailbox
    log: ConversationLog
    postbox: Postbox
    dead_letters: DeadLetters
    engine: Engine | None


@contextlib.asynccontextmanager
async def running(settings: Settings, roles: Collection[str]) -> AsyncIterator[Runtime]:
    """The parts of this process while they run; stops them in the opposite order.

    Raises the one-sentence errors of its parts: ValkeyError, DatabaseError, ModelError,
    KnowledgeError, SigningKeyError.
    """
    held = services()
    async with contextlib.AsyncExitStack() as stack:
        valkey = None if settings.redis_url else embedded(settings.data_dir)
        redis_url = await _redis_url(settings, valkey)
        if valkey:
            stack.callback(valkey.stop)
            await stack.enter_async_context(_background(valkey.supervise(), "valkey"))
        redis = connect(redis_url)
        stack.push_async_callback(redis.connection_pool.disconnect)

        keep = settings.conversation_hours * 3600
        mailbox = Mailbox(redis, keep_seconds=keep)
        postbox = Postbox(redis)
        await postbox.start()
        stack.push_async_callback(postbox.stop)
        identity = Identity(settings.data_dir / "identities")
        stack.callback(identity.release)

        if "sender" in roles:
            for channel in CHANNELS:
                sender = Sender(redis, channel, identity.name, keep_seconds=keep)
                await stack.enter_async_context(_background(sender.run(), f"sender {channel.name}"))
        if "reminders" in roles:
            reminders = Reminders(
                redis,
                CHANNELS,
                held.subscriptions,
                ReminderBook(held.subscriptions.engine),
                register=lambda: held.plans,
                words=lambda form: held.library.values(held.library.address_forms.get(form)),
            )
            await stack.enter_async_context(_background(reminders.run(), "reminders"))
        engine = None
        if "dialogue" in roles:
            engine = Engine(settings.model, redis_url, settings.conversation_hours)
            await asyncio.get_running_loop().run_in_executor(None, engine.start)
            stack.callback(engine.stop)
            await stack.enter_async_context(_workers(mailbox, engine, identity.name))
        yield Runtime(
            settings,
            held,
            redis,
            mailbox,
            ConversationLog(redis),
            postbox,
            DeadLetters(redis, keep_seconds=keep),
            engine,
        )


async def _redis_url(settings: Settings, valkey: EmbeddedValkey | None) -> str:
    if valkey is None:
        assert settings.redis_url is not None
        return settings.redis_url
    return await asyncio.get_running_loop().run_in_executor(None, valkey.start)


@contextlib.asynccontextmanager
async def _workers(mailbox: Mailbox, engine: Engine, name: str) -> AsyncIterator[None]:
    async def handle(inbound: Inbound, again: bool) -> list[Reply]:
        turn = await engine.answer(inbound, again)
        if turn.forget:
            await mailbox.forget(inbound.person)
        return turn.replies

    workers = [Worker(mailbox, handle, f"{name}.{n}", apology=APOLOGY) for n in range(WORKERS)]
    tasks = [
        asyncio.create_task(worker.run(), name=f"worker {n}") for n, worker in enumerate(workers)
    ]
    for task in tasks:
        task.add_done_callback(_report)
    try:
        yield
    finally:
        for worker in workers:
            worker.stop()
        await asyncio.gather(*tasks)


@contextlib.asynccontextmanager
async def _background(work: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_report)
    try:
        yield
    finally:
        await end(task)


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception():
        logger.error("%s ended: %s", task.get_name(), task.exception())
