"""Puts the roles of one process together, and takes them apart again.

`bot serve` and `bot chat` are the same program with other roles; several of them may run
against one Redis and one database.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from redis.asyncio import Redis

from actions.services import Services, services
from bot.channels import rest, terminal, web
from bot.channels.channel import Channel, SendError, WebhookChannel
from bot.channels.platforms import Platforms, open_platforms
from bot.delivery.attendance import Attendance
from bot.delivery.backoff import Backoff
from bot.delivery.connection import connect
from bot.delivery.dead_letters import DeadLetters
from bot.delivery.ear import Ear, Hear
from bot.delivery.hearing import Hearing
from bot.delivery.identity import Identity
from bot.delivery.log import ConversationLog
from bot.delivery.mailbox import Mailbox
from bot.delivery.pace import Pace
from bot.delivery.patience import Patience
from bot.delivery.polling import Polling
from bot.delivery.postbox import Postbox
from bot.delivery.recordings import Recordings
from bot.delivery.sender import Sender
from bot.delivery.sounds import Sounds
from bot.delivery.spoken import SpokenReplies
from bot.delivery.tasks import Stoppable, end, wind_down
from bot.delivery.typing import typing
from bot.delivery.voice_notes import VoiceNotes
from bot.delivery.worker import Handler, Worker
from bot.message import Inbound, Person, Reply
from bot.settings import Settings
from bot.store.valkey import EmbeddedValkey, embedded

if TYPE_CHECKING:
    from bot.dialogue.engine import Engine

__all__ = ["ROLES", "Runtime", "running"]

logger = logging.getLogger(__name__)

ROLES = frozenset({"web", "dialogue", "speech", "sender", "reminders"})
"""What a process can be asked to do: `web` takes in what people write, by polling too."""

KNOWING = frozenset({"web", "dialogue", "reminders"})
"""Those who need what is in the knowledge folder, some 60 MB."""

OWN_CHANNELS = (web.CHANNEL, rest.CHANNEL, terminal.CHANNEL)

STOP_SECONDS = 8.0
"""How long work may take to end; what takes longer is cut off and done again by another."""

WORKERS = 8
"""Messages in hand at once; dialogue itself is one thread, so more would only wait there."""

HEARERS = 3
"""Voice notes in hand at once: one is listened to, the next ones are fetched meanwhile."""

SOON_HEARD = "{Toi} nghe xong ngay đây ạ."
"""What a person reads whose voice note waits for long."""

APOLOGY = (
    "Dạ, có trục trặc nên tin vừa rồi chưa xử lý được. Xin nhắn lại giúp, hoặc nhắn “trợ giúp” ạ."
)
"""What a person reads when handling their message failed for good."""


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
        _ = held.library, held.plans  # mistakes in them end the start, not a conversation
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
        spoken = SpokenReplies(redis, settings.base_url, keep)
        postbox = Postbox(redis)
        await postbox.start()
        stack.push_async_callback(postbox.stop)
        identity = Identity(settings.data_dir / "identities")
        stack.callback(identity.release)

        platforms = open_platforms(settings, held.learners.engine, redis)
        for close in platforms.closing:
            stack.push_async_callback(close)
        channels = (*OWN_CHANNELS, *platforms.channels)

        parts: list[_Part] = []
        if "sender" in roles:
            parts += [Sender(redis, each, identity.name, keep_seconds=keep) for each in channels]
            for number, upkeep in enumerate(platforms.upkeep):
                await stack.enter_async_context(_background(_once(upkeep), f"upkeep {number}"))
        if "web" in roles:
            for name, start in platforms.starts:
                await stack.enter_async_context(
                    _background(_until_started(name, start), f"start of {name}")
                )
            parts += [Polling(redis, each, mailbox, identity.name) for each in platforms.polled]
        if "reminders" in roles:
            from bot.delivery.reminders import Reminders
            from bot.plans.reminder_book import ReminderBook

            reminders = Reminders(
                redis,
                channels,
                held.subscriptions,
                ReminderBook(held.subscriptions.engine),
                register=lambda: held.plans,
                words=lambda form: held.library.values(held.library.address_forms.get(form)),
            )
            await stack.enter_async_context(_background(reminders.run(), "reminders"))
        notes = VoiceNotes(redis, keep_seconds=keep)
        if "speech" in roles:
            ear = Ear(await asyncio.get_running_loop().run_in_executor(None, _listener, settings))
            recordings = Recordings(redis)
            attendance = Attendance(notes, recordings, ear)
            await stack.enter_async_context(_background(attendance.run(), "attendance"))
            sounds = Sounds(channels, recordings)
            parts += [
                Hearing(
                    notes,
                    sounds,
                    ear,
                    f"{identity.name}.{number}",
                    channels=channels,
                    pace=Pace(redis),
                )
                for number in range(HEARERS)
            ]
        engine = None
        if "dialogue" in roles:
            from bot.dialogue.engine import Engine  # Rasa: seconds, and half a gigabyte

            engine = Engine(settings.model, redis_url, settings.conversation_hours)
            await asyncio.get_running_loop().run_in_executor(None, engine.start)
            stack.callback(engine.stop)
            patience = Patience(notes, channels, lambda person: _soon_heard(held, person))
            await stack.enter_async_context(_background(patience.run(), "patience"))
            handle = _handling(engine, mailbox, spoken, platforms, Pace(redis))
            parts += [
                Worker(mailbox, handle, f"{identity.name}.{number}", apology=APOLOGY)
                for number in range(WORKERS)
            ]
        await stack.enter_async_context(_at_work(parts))
        yield Runtime(
            settings,
            held,
            redis,
            mailbox,
            spoken,
            ConversationLog(redis),
            postbox,
            DeadLetters(redis, keep_seconds=keep),
            engine,
            channels,
            platforms.webhooks,
        )


def _listener(settings: Settings) -> Hear:
    """What listens to voice notes; takes seconds and memory, so only who needs it imports it."""
    from bot.speech.listen import load_listener

    spoken = settings.knowledge_dir / "language" / "spoken.yml"
    return load_listener(settings.speech_engine, spoken).listen


def _soon_heard(held: Services, person: Person) -> str:
    """SOON_HEARD in the form of address the person chose; raises TryLater."""
    linked = held.identities.resolve(person.key)
    learner = held.learners.find(linked.person if linked else person.key)
    forms = held.library.address_forms
    return held.library.fill(SOON_HEARD, forms.get(learner.address_form if learner else None))


async def _redis_url(settings: Settings, valkey: EmbeddedValkey | None) -> str:
    if valkey is None:
        assert settings.redis_url is not None
        return settings.redis_url
    return await asyncio.get_running_loop().run_in_executor(None, valkey.start)


async def _until_started(channel: str, start: Callable[[], Awaitable[None]]) -> None:
    backoff = Backoff(1.0, 60.0)
    while True:
        try:
            await start()
            return
        except SendError as problem:
            logger.error("%s does not take where its messages go: %s", channel, problem.kind.value)
            await asyncio.sleep(max(backoff.next(), problem.retry_after or 0.0))


async def _once(work: Callable[[], Awaitable[None]]) -> None:
    await work()


def _handling(
    engine: Engine, mailbox: Mailbox, spoken: SpokenReplies, platforms: Platforms, pace: Pace
) -> Handler:
    """Answers a message; where a platform can, people see meanwhile that an answer is coming."""
    channels = {channel.name: channel for channel in platforms.channels}

    async def handle(inbound: Inbound, again: bool) -> list[Reply]:
        async with typing(channels.get(inbound.person.channel), inbound.person, pace):
            turn = await engine.answer(inbound, again)
        for person in turn.forget:
            await mailbox.forget(person)
            await spoken.forget(person)
        return await spoken.add(inbound.person, turn)

    return handle


class _Part(Stoppable, Protocol):
    """Work that goes on until it is asked to stop."""

    async def run(self) -> None: ...


@contextlib.asynccontextmanager
async def _at_work(parts: Sequence[_Part]) -> AsyncIterator[None]:
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
