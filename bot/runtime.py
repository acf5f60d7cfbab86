"""Puts the roles of one process together, and takes them apart again.

`bot serve` and `bot chat` are the same program with other roles; several of them may run
against one Redis and one database.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Collection, Coroutine, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from redis.asyncio import Redis

from actions.services import Services, services
from bot.channels import rest, terminal, web
from bot.channels.channel import Channel, WebhookChannel
from bot.channels.platforms import open_platforms
from bot.delivery.connection import connect
from bot.delivery.dead_letters import DeadLetters
from bot.delivery.identity import Identity
from bot.delivery.log import ConversationLog
from bot.delivery.mailbox import Mailbox
from bot.delivery.postbox import Postbox
from bot.delivery.spoken import SpokenReplies
from bot.delivery.tasks import end, wind_down
from bot.roles import KNOWING, ROLES, Part, Site, parts_of
from bot.settings import Settings
from bot.store.valkey import EmbeddedValkey, embedded

if TYPE_CHECKING:
    from bot.dialogue.engine import Engine

__all__ = ["ROLES", "Runtime", "running"]

logger = logging.getLogger(__name__)

OWN_CHANNELS = (web.CHANNEL, rest.CHANNEL, terminal.CHANNEL)

STOP_SECONDS = 8.0
"""How long work may take to end; what takes longer is cut off and done again by another."""


@dataclass(frozen=True)
class Runtime:
    """The parts that the web server and the terminal talk to.

    `webhooks` are those of `channels` whose platforms send to us.
    """

    settings: Settings
    services: Services
    redis: Redis
    mailbox: Mailbox
    spoken: SpokenReplies
    log: ConversationLog
    postbox: Postbox
    dead_letters: DeadLetters
    engine: Engine | None
    channels: tuple[Channel, ...]
    webhooks: tuple[WebhookChannel, ...]


@contextlib.asynccontextmanager
async def running(settings: Settings, roles: Collection[str]) -> AsyncIterator[Runtime]:
    """The parts of this process while they run; stops them in the opposite order.

    Raises the one-sentence errors of its parts: ValkeyError, DatabaseError, ModelError,
    KnowledgeError, SigningKeyError, PlatformError, ModelFileError.
    """
    held = services()
    if not KNOWING.isdisjoint(roles):
        # Mistakes in them end the start, not a conversation.
        _ = held.library, held.plans, held.scams
    async with contextlib.AsyncExitStack() as stack:
        valkey = None if settings.redis_url else embedded(settings.data_dir)
        redis_url = await _redis_url(settings, valkey)
        if valkey:
            stack.callback(valkey.stop)
            await stack.enter_async_context(_background(valkey.supervise(), "valkey"))
        redis = connect(redis_url)
        stack.push_async_callback(redis.connection_pool.disconnect)

        keep = settings.conversation_hours * 3600
        postbox = Postbox(redis)
        await postbox.start()
        stack.push_async_callback(postbox.stop)
        identity = Identity(settings.data_dir / "identities")
        stack.callback(identity.release)

        platforms = open_platforms(settings, held.learners.engine, redis)
        for close in platforms.closing:
            stack.push_async_callback(close)
        site = Site(
            settings,
            held,
            redis,
            redis_url,
            identity.name,
            platforms,
            (*OWN_CHANNELS, *platforms.channels),
            Mailbox(redis, keep_seconds=keep),
            SpokenReplies(redis, settings.base_url, keep),
            keep,
        )
        parts = await stack.enter_async_context(parts_of(site, frozenset(roles)))
        for name, work in parts.beside:
            await stack.enter_async_context(_background(work, name))
        await stack.enter_async_context(_at_work(parts.stoppable))
        yield Runtime(
            settings,
            held,
            redis,
            site.mailbox,
            site.spoken,
            ConversationLog(redis),
            postbox,
            DeadLetters(redis, keep_seconds=keep),
            parts.engine,
            site.channels,
            platforms.webhooks,
        )


async def _redis_url(settings: Settings, valkey: EmbeddedValkey | None) -> str:
    if valkey is None:
        assert settings.redis_url is not None
        return settings.redis_url
    return await asyncio.get_running_loop().run_in_executor(None, valkey.start)


@contextlib.asynccontextmanager
async def _at_work(parts: Sequence[Part]) -> AsyncIterator[None]:
    """Runs them side by side; at the end all stop at once, within STOP_SECONDS."""
    tasks = [asyncio.create_task(part.run(), name=type(part).__name__) for part in parts]
    for task in tasks:
        task.add_done_callback(_report)
    try:
        yield
    finally:
        await wind_down(parts, tasks, STOP_SECONDS)


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
