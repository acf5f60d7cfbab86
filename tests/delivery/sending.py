"""One sender as a program that is killed on the way.

Arguments: URL of Valkey, where to die ("": nowhere), at which call (counted from 1). What its
platform takes is appended to the list `platform` in the same Valkey; it ends when the outbox is
empty.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence

from delivery_site import eventually_empty
from redis.asyncio import Redis

import bot.delivery.sender
from bot.channels.channel import Call, Capabilities
from bot.delivery.connection import connect
from bot.delivery.progress import CallEnd, Progress
from bot.delivery.sender import Sender
from bot.message import Media, Person, Reply

PLACES = ("before the platform takes it", "after the platform has taken it", "between two calls")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Dying(Progress):
    """Is killed when the end of a call was noted."""

    async def end(self, entry: str, number: int, how: CallEnd) -> int:
        unsure = await super().end(entry, number, how)
        if number + 1 == int(sys.argv[3]):
            die()
        return unsure


class Recorded:
    """A platform whose chats are seen from outside the process."""

    name = "web"
    capabilities = Capabilities(pull=False, buttons=True, text_limit=100)

    def __init__(self, redis: Redis, place: str, number: int) -> None:
        self._redis = redis
        self._place = place
        self._left = number

    def render(self, person: Person, replies: Sequence[Reply]) -> list[Call]:
        return [Call("say", {"text": f"{person.user} {reply.text}"}) for reply in replies]

    async def send(self, call: Call) -> None:
        self._left -= 1
        self._die_at("before the platform takes it")
        await self._redis.rpush("platform", call.fields["text"])
        self._die_at("after the platform has taken it")

    def _die_at(self, place: str) -> None:
        if self._left == 0 and self._place == place:
            die()

    async def typing(self, person: Person) -> None:
        pass

    async def fetch_media(self, media: Media) -> bytes:
        return media.place.encode()

    async def close(self) -> None:
        pass


async def send_everything(url: str, place: str, number: str) -> None:
    if place == "between two calls":
        bot.delivery.sender.Progress = Dying  # type: ignore[misc]
    redis = connect(url)
    sender = Sender(redis, Recorded(redis, place, int(number)), "program", lease_seconds=1.0)
    sending = asyncio.create_task(sender.run())
    await eventually_empty(redis)
    sender.stop()
    await sending
    await redis.close()


if __name__ == "__main__":
    asyncio.run(send_everything(*sys.argv[1:]))
