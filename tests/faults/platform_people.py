"""Scripted people on the stand-ins for the platforms: they press, type and wait for answers."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from people import next_text
from platforms.stand_in import StandIn
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.delivery import keys
from bot.delivery.log import ConversationLog
from bot.message import Person, Reply

PATIENCE = 400.0
"""Seconds in which every message must be answered, whatever goes wrong meanwhile."""

FIRST_ID = 7_100_000_001


@dataclass(frozen=True)
class Citizen:
    """Somebody on a platform, whom both the platform and the bot know by `user`."""

    platform: StandIn
    user: str

    @property
    def person(self) -> Person:
        """As the bot names them."""
        return Person(self.platform.name, self.user)

    def say(self, text: str, replies: Sequence[Reply]) -> str:
        """Writes `text`; what names a button of the last replies is pressed where one can be.

        Returns the id of the message.
        """
        for sent in reversed(self.platform.chat(self.user)):
            for title, payload in sent.buttons:
                if payload == text:
                    return self.platform.pressed(self.user, sent, title, payload)
        payloads = [button.payload for reply in replies for button in reply.buttons]
        if text in payloads:  # the platform shows choices as numbered lines
            text = str(payloads.index(text) + 1)
        return self.platform.say(self.user, text)


def citizens(platforms: Sequence[StandIn], of_each: int) -> list[Citizen]:
    """So many people of each platform, no two of the same name."""
    users = (str(FIRST_ID + number) for number in range(of_each * len(platforms)))
    return [Citizen(platform, next(users)) for platform in platforms for _ in range(of_each)]


async def talk(citizen: Citizen, redis: Redis, enough: Callable[[int], bool]) -> list[str]:
    """Writes until so many messages are `enough`, each when the one before is answered in full.

    Returns the ids of the messages; fails where one is not answered within PATIENCE.
    """
    lot = random.Random(citizen.user)
    log = ConversationLog(redis)
    said: list[str] = []
    replies: list[Reply] = []
    while not enough(len(said)):
        offered = [reply.to_dict() for reply in replies]
        text = next_text(citizen.user, len(said), offered)
        said.append(citizen.say(text, replies))
        try:
            replies = await asyncio.wait_for(_answer(log, citizen.person, said[-1]), PATIENCE)
        except asyncio.TimeoutError as problem:
            raise AssertionError(f"{citizen.person.key}: no answer to {said[-1]}") from problem
        await asyncio.sleep(lot.uniform(0.5, 1.5))
    return said


async def _answer(log: ConversationLog, person: Person, message_id: str) -> list[Reply]:
    """The replies once all of them were sent."""
    while True:
        with contextlib.suppress(RedisError):
            replies = await log.replies(person, message_id)
            if replies is not None:
                return replies
        await asyncio.sleep(0.1)


async def _whereabouts(redis: Redis, person: Person, message_id: str) -> str:
    """Where a message without an answer has got to."""
    taken_in = await redis.zscore(keys.seen(person.channel, person.user), message_id)
    unread = await redis.xlen(f"mailbox:{person.key}")
    outbox = await redis.xlen(keys.outbox(person.channel))
    leases = [
        await redis.get(keys.sender(person.channel)),
        await redis.get(keys.poller(person.channel)),
    ]
    return f"taken in {taken_in}, {unread} unread, {outbox} in the outbox, sender, poller: {leases}"
