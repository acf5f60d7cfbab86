"""Reminds people to study at the hour they chose, each day once, whoever is killed meanwhile.

As with reminders of deadlines: a nudge is written down in SQL, put into the outbox under the id
written with it, then settled in SQL with the reason where it was not sent. What is repeated after
a kill changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.channels.channel import Channel
from bot.delivery import metrics
from bot.delivery.announcements import Announced, Announcements
from bot.delivery.looking import keep_looking
from bot.knowledge.placeholders import fill
from bot.learning import reviews
from bot.learning.learner import Learners
from bot.learning.library import Library
from bot.learning.nudges import Nudge, NudgeBook, Reason, in_the_night, unanswered
from bot.message import Button, Person, Reply, TryLater
from bot.payload import encode

__all__ = ["StudyNudges"]

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 60.0


def _now() -> datetime:
    return datetime.now(timezone.utc)


@dataclass(frozen=True)
class _Invitation:
    """What is said, and what the button beside it says and means."""

    text: str
    title: str
    intent: str


@dataclass(frozen=True)
class _Standing:
    """What the learner did last, and what a nudge would invite them to, if to anything."""

    last_study: datetime | None
    invitation: _Invitation | None


class StudyNudges:
    """Looks every `every` seconds whose hour has come; several may run side by side.

    `library` gives the knowledge as it is now, `words` what stands for the placeholders for a
    person with that form of address (its id, or None), `clock` the time with a zone.
    """

    def __init__(
        self,
        redis: Redis,
        channels: Iterable[Channel],
        learners: Learners,
        *,
        library: Callable[[], Library],
        words: Callable[[str | None], Mapping[str, str]],
        clock: Callable[[], datetime] = _now,
        every: float = LOOK_EVERY_SECONDS,
    ) -> None:
        self._announcements = Announcements(redis)
        self._capabilities = {channel.name: channel.capabilities for channel in channels}
        self._learners = learners
        self._book = NudgeBook(learners.engine)
        self._library = library
        self._words = words
        self._clock = clock
        self._every = every

    async def run(self) -> None:
        """Reminds until cancelled; while Redis or the database is away it waits."""
        await keep_looking(self.look, self._every, "reminders to study", logger)

    async def look(self) -> None:
        """Settles every nudge whose hour has come. Raises RedisError and TryLater."""
        now = self._clock()
        rule = self._library().framework.reminders
        await asyncio.to_thread(self._book.write_due, rule, now)
        for message_id in await asyncio.to_thread(self._book.waiting):
            # Read only now: by the time it is their turn, people may have ended it or gone.
            nudge = await asyncio.to_thread(self._book.find, message_id)
            if nudge is not None:
                await self._settle(nudge, now)

    async def _settle(self, nudge: Nudge, now: datetime) -> None:
        try:
            reason = await self._send(nudge, now)
        except (RedisError, TryLater):
            raise
        except Exception as problem:  # one person's reminder must not stop those of all others
            logger.error("%s failed with %s", nudge.message_id, type(problem).__name__)
            return
        if await asyncio.to_thread(self._book.settle, nudge, reason, now):
            metrics.STUDY_REMINDERS.labels(reason.value if reason else "sent").inc()

    async def _send(self, nudge: Nudge, now: datetime) -> Reason | None:
        """Puts a nudge into the outbox unless it is there; says why where it must not be sent."""
        library = self._library()
        rule = library.framework.reminders
        person = Person.from_key(nudge.person or nudge.learner)
        if await self._announcements.is_known(person, nudge.message_id):
            return None
        if nudge.ended:
            return Reason.ENDED
        local = now.astimezone(ZoneInfo(nudge.zone))
        if in_the_night(local.time(), rule):
            return Reason.NIGHT
        if now - nudge.planned_at > timedelta(minutes=rule.late_minutes):
            return Reason.LATE
        standing = await asyncio.to_thread(self._standing, library, nudge, now)
        studied = standing.last_study
        if studied and studied.astimezone(local.tzinfo).date() == local.date():
            return Reason.STUDIED
        if standing.invitation is None:
            return Reason.NOTHING
        said = await self._announcements.last_message(person)
        last_word = max((at for at in (studied, said) if at), default=None)
        sent = await asyncio.to_thread(self._book.sent, nudge, rule.most_unanswered)
        without_answer = unanswered(sent, last_word)
        if without_answer >= rule.most_unanswered:
            return Reason.UNANSWERED
        is_last = without_answer + 1 == rule.most_unanswered
        replies = self._replies(nudge, standing.invitation, is_last)
        can = self._capabilities.get(person.channel)
        window = can.window if can else timedelta()
        put = await self._announcements.announce(person, nudge.message_id, replies, window, now)
        return Reason.WINDOW if put is Announced.CLOSED else None

    def _replies(self, nudge: Nudge, invitation: _Invitation, is_last: bool) -> list[Reply]:
        """With buttons only where they can be pressed: a number would mean what was offered before.

        What to write instead stands in the texts.
        """
        texts = self._library().reminders
        words = self._words(nudge.address_form)
        can = self._capabilities.get(Person.from_key(nudge.person or nudge.learner).channel)
        buttons = (
            Button(invitation.title, encode(invitation.intent)),
            Button("Thôi nhắc", encode("set_reminder", "off")),
        )
        return [
            Reply(fill(invitation.text, words)),
            Reply(
                fill(texts.last if is_last else texts.stop, words),
                buttons if can and can.buttons else (),
            ),
        ]

    def _standing(self, library: Library, nudge: Nudge, now: datetime) -> _Standing:
        attempts = self._learners.attempts(nudge.learner)
        reads = self._learners.read_lessons(nudge.learner)
        last_study = max(self._learners.studied_at(nudge.learner), default=None)
        curriculum, rule = library.curriculum, library.framework.reviews
        if reviews.due(curriculum, attempts, rule, now):
            return _Standing(last_study, _Invitation(library.reminders.review, "Ôn bài", "review"))
        if any(lesson.id not in reads for lesson in curriculum.lessons):
            return _Standing(
                last_study, _Invitation(library.reminders.lesson, "Học tiếp", "resume")
            )
        return _Standing(last_study, None)
