"""What each role of a process consists of; `bot.runtime` runs it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from redis.asyncio import Redis

from actions.services import Services
from bot.channels.channel import Channel, SendError
from bot.channels.platforms import Platforms
from bot.delivery.attendance import Attendance
from bot.delivery.backoff import Backoff
from bot.delivery.ear import Ear, Hear
from bot.delivery.hearing import Hearing
from bot.delivery.mailbox import Mailbox
from bot.delivery.pace import Pace
from bot.delivery.patience import Patience
from bot.delivery.polling import Polling
from bot.delivery.recordings import Recordings
from bot.delivery.sender import Sender
from bot.delivery.sounds import Sounds
from bot.delivery.spoken import SpokenReplies
from bot.delivery.tasks import Stoppable
from bot.delivery.typing import typing
from bot.delivery.voice_notes import VoiceNotes
from bot.delivery.wordings import Wordings, handed_over, left_as_they_are
from bot.delivery.worker import Handler, Worker
from bot.delivery.writing import LeftOver, Writing
from bot.message import Inbound, Person, Reply
from bot.settings import Settings
from bot.store.database import VIETNAM_TIME

if TYPE_CHECKING:
    from bot.dialogue.engine import Engine

__all__ = ["KNOWING", "ROLES", "Parts", "Site", "parts_of"]

logger = logging.getLogger(__name__)

KNOWING = frozenset({"web", "dialogue", "reminders"})
"""Those who need what is in the knowledge folder, some 60 MB."""

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


class Part(Stoppable, Protocol):
    """Work that goes on until it is asked to stop."""

    async def run(self) -> None: ...


@dataclass(frozen=True)
class Site:
    """What all roles of a process share; `name` is this process's own among all."""

    settings: Settings
    held: Services
    redis: Redis
    redis_url: str
    name: str
    platforms: Platforms
    channels: tuple[Channel, ...]
    mailbox: Mailbox
    spoken: SpokenReplies
    keep_seconds: int


@dataclass
class Parts:
    """What a process does: `stoppable` work, and work `beside` it that is simply cut off.

    `engine` is there in the role "dialogue"; `opened` lets go of what was opened.
    """

    stoppable: list[Part] = field(default_factory=list)
    beside: list[tuple[str, Coroutine[Any, Any, None]]] = field(default_factory=list)
    opened: contextlib.AsyncExitStack = field(default_factory=contextlib.AsyncExitStack)
    engine: Engine | None = None


async def _senders(site: Site, parts: Parts) -> None:
    parts.stoppable += [
        Sender(site.redis, each, site.name, keep_seconds=site.keep_seconds)
        for each in site.channels
    ]
    parts.beside += [
        (f"upkeep {number}", _once(upkeep)) for number, upkeep in enumerate(site.platforms.upkeep)
    ]


async def _web(site: Site, parts: Parts) -> None:
    parts.beside += [
        (f"start of {name}", _until_started(name, start)) for name, start in site.platforms.starts
    ]
    parts.stoppable += [
        Polling(site.redis, each, site.mailbox, site.name) for each in site.platforms.polled
    ]


async def _reminders(site: Site, parts: Parts) -> None:
    from bot.delivery.contests import ContestStarts
    from bot.delivery.reminders import Reminders
    from bot.delivery.study_nudges import StudyNudges
    from bot.plans.reminder_book import ReminderBook

    held = site.held
    reminders = Reminders(
        site.redis,
        site.channels,
        held.subscriptions,
        ReminderBook(held.subscriptions.engine),
        register=lambda: held.plans,
        words=lambda form: held.library.values(held.library.address_forms.get(form)),
    )
    contests = ContestStarts(
        site.redis,
        site.channels,
        held.contests,
        words=lambda form: held.library.values(held.library.address_forms.get(form)),
    )
    study = StudyNudges(
        site.redis,
        site.channels,
        held.learners,
        library=lambda: held.library,
        words=lambda form: held.library.values(held.library.address_forms.get(form)),
    )
    parts.beside += [
        ("reminders", reminders.run()),
        ("reminders to study", study.run()),
        ("contests", contests.run()),
    ]


async def _speech(site: Site, parts: Parts) -> None:
    ear = Ear(await _in_thread(_listener, site.settings))
    notes = VoiceNotes(site.redis, keep_seconds=site.keep_seconds)
    recordings = Recordings(site.redis)
    sounds = Sounds(site.channels, recordings)
    parts.beside.append(("attendance", Attendance(notes, recordings, ear).run()))
    parts.stoppable += [
        Hearing(
            notes,
            sounds,
            ear,
            f"{site.name}.{number}",
            channels=site.channels,
            pace=Pace(site.redis),
        )
        for number in range(HEARERS)
    ]


async def _answers(site: Site, parts: Parts) -> None:
    parts.beside.append(("answers", _word_answers(site)))


async def _dialogue(site: Site, parts: Parts) -> None:
    from bot.dialogue.engine import Engine  # Rasa: seconds, and half a gigabyte

    settings = site.settings
    site.held.answers.get(0)  # what questions are answered from is made beside
    engine = Engine(settings.model, site.redis_url, settings.conversation_hours)
    await _in_thread(engine.start)
    parts.engine = engine
    parts.opened.callback(engine.stop)
    notes = VoiceNotes(site.redis, keep_seconds=site.keep_seconds)
    patience = Patience(notes, site.channels, lambda person: _soon_heard(site.held, person))
    wordings = Wordings(site.redis)
    parts.beside += [
        ("patience", patience.run()),
        ("answers left over", LeftOver(wordings, site.spoken).run()),
    ]
    handle = _handling(site, engine, wordings)
    parts.stoppable += [
        Worker(site.mailbox, handle, f"{site.name}.{number}", apology=APOLOGY)
        for number in range(WORKERS)
    ]


_OF_ROLE: dict[str, Callable[[Site, Parts], Awaitable[None]]] = {
    "sender": _senders,
    "web": _web,
    "reminders": _reminders,
    "speech": _speech,
    "answers": _answers,
    "dialogue": _dialogue,
}

ROLES = frozenset(_OF_ROLE)
"""What a process can be asked to do: `web` takes in what people write, by polling too."""


@contextlib.asynccontextmanager
async def parts_of(site: Site, roles: frozenset[str]) -> AsyncIterator[Parts]:
    """What these roles do here; lets go of it at the end, in the opposite order.

    Raises ModelError, ModelFileError and what else the parts raise while they are made.
    """
    parts = Parts()
    async with parts.opened:
        for role, add in _OF_ROLE.items():
            if role in roles:
                await add(site, parts)
        yield parts


def _listener(settings: Settings) -> Hear:
    """What listens to voice notes; takes seconds and memory, so only who needs it imports it."""
    from bot.speech.listen import load_listener

    spoken = settings.knowledge_dir / "language" / "spoken.yml"
    return load_listener(settings.speech_engine, spoken).listen


async def _word_answers(site: Site) -> None:
    """Has a language model word answers, where one was chosen and has passed.

    A server that is away is asked again later; what waits meanwhile is said as it stands.
    """
    from bot.answers.models.language_model import ModelError
    from bot.answers.opening import open_worder
    from bot.answers.wording import WordingRequest

    backoff = Backoff(5.0, 60.0)
    while True:
        try:
            worder = await open_worder(
                site.settings,
                lambda: site.held.library,
                lambda: datetime.now(VIETNAM_TIME).date(),
            )
            break
        except ModelError as problem:
            logger.error("the language model is away: %s", problem)
            await asyncio.sleep(backoff.next())
    if worder is None:
        return

    async def word(request: Mapping[str, Any]) -> str | None:
        return await worder.word(WordingRequest(**request), lambda _: None)

    writing = Writing(
        Wordings(site.redis),
        site.spoken,
        word,
        site.name,
        channels=site.channels,
        pace=Pace(site.redis),
    )
    try:
        await writing.run()
    finally:
        await worder.line.close()


def _soon_heard(held: Services, person: Person) -> str:
    """SOON_HEARD in the form of address the person chose; raises TryLater."""
    linked = held.identities.resolve(person.key)
    learner = held.learners.find(linked.person if linked else person.key)
    forms = held.library.address_forms
    return held.library.fill(SOON_HEARD, forms.get(learner.address_form if learner else None))


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


async def _in_thread(work: Callable[..., Any], *given: object) -> Any:
    return await asyncio.get_running_loop().run_in_executor(None, work, *given)


def _handling(site: Site, engine: Engine, wordings: Wordings) -> Handler:
    """Answers a message; where a platform can, people see meanwhile that an answer is coming.

    What a language model may word is handed over where one is at work and the channel shows what
    is said later.
    """
    channels = {channel.name: channel for channel in site.channels}
    shows_later = {
        channel.name for channel in site.channels if channel.capabilities.window != timedelta()
    }
    pace = Pace(site.redis)

    async def handle(inbound: Inbound, again: bool) -> list[Reply]:
        async with typing(channels.get(inbound.person.channel), inbound.person, pace):
            turn = await engine.answer(inbound, again)
        for person in turn.forget:
            await site.mailbox.forget(person)
            await site.spoken.forget(person)
        if any(reply.wording for reply in turn.replies):
            later = inbound.person.channel in shows_later and await wordings.are_written()
            replies = (
                handed_over(turn.replies, turn.voice) if later else left_as_they_are(turn.replies)
            )
            turn = replace(turn, replies=replies)
        return await site.spoken.add(inbound.person, turn)

    return handle
