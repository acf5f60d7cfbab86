"""A platform that things are pushed to: keeps what it was sent, and fails as it is told."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta

from delivery_site import eventually_empty, message, someone
from redis.asyncio import Redis

from bot.channels.channel import Call, Capabilities, Rate
from bot.delivery.mailbox import Mailbox
from bot.delivery.sender import Sender
from bot.delivery.tasks import end
from bot.message import Media, Person, Reply


class SmallPlatform:
    """One call a bubble. `errors` are raised, by user, one a call instead of taking it (None: that
    call is taken); one in `after` is raised although the call was taken. While `open` is not set,
    calls hang. `sounds` can be fetched by their place, after `fetch_errors` were raised.
    """

    name = "web"

    def __init__(
        self,
        *,
        rate: Rate | None = None,
        chat_rate: Rate | None = None,
        window: timedelta | None = None,
        seconds: float = 0.0,
    ) -> None:
        self.capabilities = Capabilities(
            pull=False,
            buttons=True,
            text_limit=100,
            window=window,
            rate=rate,
            chat_rate=chat_rate,
        )
        self.sent: list[tuple[str, str]] = []
        self.errors: defaultdict[str, list[Exception | None]] = defaultdict(list)
        self.after: defaultdict[str, list[Exception]] = defaultdict(list)
        self.tries = 0
        self.in_flight = 0
        self.most_in_flight = 0
        self.typed: list[str] = []
        self.sounds: dict[str, bytes] = {}
        self.fetched: list[str] = []
        self.fetch_errors: list[Exception] = []
        self.open = asyncio.Event()
        self.open.set()
        self._seconds = seconds

    def render(self, person: Person, replies: Sequence[Reply]) -> list[Call]:
        return [Call("say", {"to": person.user, "text": reply.text}) for reply in replies]

    async def send(self, call: Call) -> None:
        user = call.fields["to"]
        self.tries += 1
        self.in_flight += 1
        self.most_in_flight = max(self.in_flight, self.most_in_flight)
        try:
            await asyncio.sleep(self._seconds)
            await self.open.wait()
            error = self.errors[user].pop(0) if self.errors[user] else None
            if error is not None:
                raise error
            self.sent.append((user, call.fields["text"]))
            if self.after[user]:
                raise self.after[user].pop(0)
        finally:
            self.in_flight -= 1

    async def typing(self, person: Person) -> None:
        self.typed.append(person.user)

    async def fetch_media(self, media: Media) -> bytes:
        self.fetched.append(media.place)
        if self.fetch_errors:
            raise self.fetch_errors.pop(0)
        return self.sounds[media.place]

    async def close(self) -> None:
        pass


async def answer(redis: Redis, user: str, number: int, *texts: str, urgent: bool = False) -> None:
    """Has one answer of some bubbles waiting in the outbox."""
    mailbox = Mailbox(redis)
    await mailbox.accept(message(number, someone(user)))
    lease = await mailbox.take("w", block_ms=1000)
    assert lease is not None
    replies = [Reply(text, urgent=urgent) for text in texts or (f"to {number}",)]
    assert await mailbox.complete(lease, replies)


async def send_all(redis: Redis, sender: Sender) -> None:
    """Runs `sender` until the outbox is empty."""
    task = asyncio.create_task(sender.run())
    try:
        await eventually_empty(redis)
    finally:
        await end(task)
        if not task.cancelled():
            task.result()


async def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Returns once the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        await asyncio.sleep(0.005)
