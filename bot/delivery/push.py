"""Pushes the replies of one channel to its platform: a call of each person in turn."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from redis.exceptions import RedisError

from bot.channels.channel import Call, PushChannel, SendError, SendErrorKind
from bot.delivery import metrics
from bot.delivery.backoff import Backoff
from bot.delivery.outbox import Outbox, Waiting
from bot.delivery.pace import Pace, channel_limit
from bot.delivery.pauses import pause
from bot.delivery.progress import CallEnd, LeaseLost, Progress
from bot.delivery.quota import Quotas, TellsQuota
from bot.delivery.retrying import MOST_UNSURE, Retries
from bot.delivery.tasks import end
from bot.delivery.turns import Turns
from bot.message import Person

__all__ = ["Push"]

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 100
"""Calls under way; a platform that takes a second for each is still sent a hundred a second."""

STOP_SECONDS = 6.0
"""How long calls under way may take to end when the sender stops."""

LOOK_SECONDS = 0.5
"""How long, at most, it takes to notice that the sender stops or a limit was lifted."""

_Result = TypeVar("_Result")


@dataclass
class _Job:
    """The replies to one message while they are sent: `calls`, of which `done` were made."""

    message_id: str
    calls: Sequence[Call]
    done: int
    retries: Retries
    attempt: int = 0


@dataclass
class _Line:
    """What waits for one person, in order; the first of it is `job` once it was opened."""

    waiting: deque[Waiting] = field(default_factory=deque)
    job: _Job | None = None


class Push:
    """Sends what is in `outbox` through `channel`, until `stopping` is set.

    `first_retry` and `patience` as in Sender.
    """

    def __init__(
        self,
        channel: PushChannel,
        outbox: Outbox,
        progress: Progress,
        pace: Pace,
        quotas: Quotas,
        *,
        first_retry: float,
        patience: float,
        stopping: asyncio.Event,
    ) -> None:
        self._channel = channel
        self._outbox = outbox
        self._progress = progress
        self._pace = pace
        self._quotas = quotas
        self._unit = first_retry
        self._patience = patience
        self._stopping = stopping
        self._lines: dict[Person, _Line] = {}
        self._turns = Turns(lambda person: any(each.urgent for each in self._lines[person].waiting))
        self._news = asyncio.Event()
        self._room = asyncio.Semaphore(MOST_AT_ONCE)
        self._calls: set[asyncio.Task[None]] = set()
        self._lost = False
        self._unauthorized = Retries(first_retry)
        self._halted_until = 0.0
        self._told_quota: str | None = None

    async def run(self) -> None:
        """Sends until told to stop or another sender has the channel; then calls under way end.

        When cancelled, they are left as they are. What was not sent stays in the outbox.
        """
        reading = asyncio.create_task(self._read(), name=f"outbox of {self._channel.name}")
        try:
            window = self._channel.capabilities.window
            await self._settle(lambda: self._quotas.note_window(self._channel.name, window))
            await self._send_in_turn()
            if self._calls:
                await asyncio.wait(self._calls, timeout=STOP_SECONDS)
        finally:
            await end(reading, *self._calls)

    async def _read(self) -> None:
        """Brings what comes into the outbox into the lines of its people."""
        backoff = Backoff(0.1, 2.0)
        last = "0"
        while True:
            try:
                found = await self._outbox.after(last)
            except RedisError as problem:
                logger.warning("outbox of %s: %s", self._channel.name, problem)
                await asyncio.sleep(backoff.next())
                continue
            backoff.reset()
            for waiting in found:
                self._line_up(waiting)
                last = waiting.entry

    def _line_up(self, waiting: Waiting) -> None:
        line = self._lines.get(waiting.person)
        if line is None:
            self._lines[waiting.person] = _Line(deque([waiting]))
            self._turns.join(waiting.person)
        else:
            line.waiting.append(waiting)
            if waiting.urgent:
                self._turns.hurry(waiting.person)
        self._news.set()

    async def _send_in_turn(self) -> None:
        backoff = Backoff(0.1, 2.0)
        while not (self._stopping.is_set() or self._lost):
            self._news.clear()
            try:
                wait = await self._begin_next()
            except LeaseLost:
                return
            except RedisError as problem:
                logger.warning("sender of %s waits: %s", self._channel.name, problem)
                await pause(self._stopping, backoff.next())
                continue
            backoff.reset()
            if wait > 0:
                await pause(self._stopping, min(wait, LOOK_SECONDS))

    async def _begin_next(self) -> float:
        """Begins the call of whose turn it is; returns for how long none can be begun.

        Waits where there is nothing to do.
        """
        now = time.monotonic()
        person = self._turns.next(now) if len(self._calls) < MOST_AT_ONCE else None
        if person is None:
            back = self._turns.comes_back_at()
            wait = LOOK_SECONDS if back is None or back <= now else min(back - now, LOOK_SECONDS)
            await pause(self._news, wait)
            return 0.0
        line = self._lines[person]
        entry = line.waiting[0].entry
        line.job = line.job or await self._open(person, entry)
        if line.job is None:
            self._leave_head(person)
            return 0.0
        begun = await self._progress.begin(entry, line.job.done, person)
        if begun.gone:
            self._leave_head(person)
        elif begun.wait and not begun.all:
            self._turns.set_aside(person, now + begun.wait)
        elif not begun.wait:
            self._turns.leave(person)
            task = asyncio.create_task(self._make_call(person, entry, line.job))
            self._calls.add(task)
            task.add_done_callback(self._call_ended)
        return begun.wait if begun.all else 0.0

    async def _open(self, person: Person, entry: str) -> _Job | None:
        """What stands in `entry`, rendered; None where nothing of it is to be sent any more."""
        opened = await self._progress.open(entry)
        if opened is None:
            return None
        name = self._name(opened.message_id)
        if opened.died:
            logger.warning("%s: a sender died while sending it; it may arrive twice", name)
        if opened.left:
            logger.info("%s: the person has left", name)
            await self._outbox.discard(entry, "the person has left")
            return None
        try:
            calls = self._channel.render(person, opened.replies)
        except Exception as problem:  # a mistake in the channel must not stop all others
            await self._give_up(name, entry, f"the channel failed with {type(problem).__name__}")
            return None
        if opened.unsure >= MOST_UNSURE:
            await self._give_up(
                name, entry, f"nobody knows whether it arrived {opened.unsure} times"
            )
            return None
        if opened.done >= len(calls):
            await self._progress.end(entry, opened.done, "nothing")
            return None
        return _Job(opened.message_id, calls, opened.done, Retries(self._unit))

    async def _make_call(self, person: Person, entry: str, job: _Job) -> None:
        """Makes the next call of `job`, notes how it ended, and gives the person another turn."""
        wait = 0.0
        try:
            try:
                await self._channel.send(job.calls[job.done])
            except SendError as problem:
                wait = await self._failed(person, entry, job, problem)
            except Exception as problem:
                reason = f"the channel failed with {type(problem).__name__}"
                await self._settle(lambda: self._give_up(self._name(job.message_id), entry, reason))
                self._leave_head(person)
            else:
                await self._made(person, entry, job)
        except LeaseLost:
            self._lost = True
            return
        if person in self._lines and wait > 0:
            self._turns.set_aside(person, time.monotonic() + wait)
        elif person in self._lines:
            self._turns.join(person)

    def _call_ended(self, task: asyncio.Task[None]) -> None:
        self._calls.discard(task)
        self._news.set()
        if not task.cancelled() and task.exception():
            logger.error("sender of %s: %r", self._channel.name, task.exception())
            self._lost = True  # begin anew with what Redis knows

    async def _made(self, person: Person, entry: str, job: _Job) -> None:
        """Notes that the platform has taken a call."""
        is_last = job.done + 1 == len(job.calls)
        end_of_call: CallEnd = "last" if is_last else "sent"
        await self._settle(lambda: self._progress.end(entry, job.done, end_of_call))
        metrics.SENDS.labels(self._channel.name, "sent").inc()
        metrics.UNAUTHORIZED.labels(self._channel.name).set(0)
        self._unauthorized = Retries(self._unit)
        job.done += 1
        job.attempt = 0
        job.retries = Retries(self._unit)
        await self._note_quota()
        if is_last:
            self._leave_head(person)

    async def _failed(self, person: Person, entry: str, job: _Job, problem: SendError) -> float:
        """Notes that a call failed; returns how long this person's next one has to wait."""
        kind = problem.kind
        name = self._name(job.message_id)
        job.attempt += 1
        metrics.SENDS.labels(self._channel.name, kind.value).inc()
        end_of_call: CallEnd = "unsure" if kind is SendErrorKind.UNANSWERED else "failed"
        unsure = await self._settle(lambda: self._progress.end(entry, job.done, end_of_call))
        too_old = time.time() - _put_there_at(entry) > self._patience
        if not kind.passes or too_old or unsure >= MOST_UNSURE:
            has_left = kind is SendErrorKind.UNREACHABLE
            reason = f"{kind.value} after {job.attempt} attempts"
            await self._settle(lambda: self._give_up(name, entry, reason, has_left))
            self._leave_head(person)
            return 0.0
        logger.warning("%s: %s, attempt %d", name, kind.value, job.attempt)
        metrics.RETRIES.labels(self._channel.name, kind.value).inc()
        return await self._settle(lambda: self._wait_after(kind, problem.retry_after, job))

    async def _wait_after(self, kind: SendErrorKind, retry_after: float | None, job: _Job) -> float:
        """Seconds until this person's next call; where the trouble is everybody's, all wait."""
        if kind is SendErrorKind.UNAUTHORIZED:
            metrics.UNAUTHORIZED.labels(self._channel.name).set(1)
            logger.error("%s does not accept the bot's token", self._channel.name)
            if time.monotonic() >= self._halted_until:  # else it is known from another call
                seconds = self._unauthorized.wait(kind)
                await self._halt(seconds)
                self._halted_until = time.monotonic() + seconds
            return 0.0
        if kind is SendErrorKind.RATE_LIMITED and retry_after:
            await self._halt(retry_after)
            return 0.0
        return max(job.retries.wait(kind), retry_after or 0.0)

    async def _halt(self, seconds: float) -> None:
        await self._pace.halt(channel_limit(self._channel.name), seconds)

    async def _give_up(self, name: str, entry: str, reason: str, has_left: bool = False) -> None:
        level = logging.INFO if has_left else logging.ERROR
        logger.log(level, "%s becomes a dead letter: %s", name, reason)
        await self._outbox.discard(entry, reason, has_left)

    def _leave_head(self, person: Person) -> None:
        """Takes the first of what waits for a person off their line."""
        line = self._lines[person]
        line.waiting.popleft()
        line.job = None
        if not line.waiting:
            del self._lines[person]
            self._turns.leave(person)

    async def _note_quota(self) -> None:
        if isinstance(self._channel, TellsQuota) and self._channel.quota != self._told_quota:
            quota = self._channel.quota
            if quota is not None:
                await self._settle(lambda: self._quotas.note(self._channel.name, quota))
            self._told_quota = quota

    async def _settle(self, step: Callable[[], Awaitable[_Result]]) -> _Result:
        """Repeats a step until Redis has taken it."""
        backoff = Backoff(0.1, 2.0)
        while True:
            try:
                return await step()
            except RedisError as problem:
                logger.warning("sender of %s waits: %s", self._channel.name, problem)
                await asyncio.sleep(backoff.next())

    def _name(self, message_id: str) -> str:
        """Replies in the operators' log."""
        return f"replies to {message_id} on {self._channel.name}"


def _put_there_at(entry: str) -> float:
    """When an entry was put into the outbox, in seconds since the epoch."""
    return int(entry.partition("-")[0]) / 1000
