"""The same messages before a bot that nobody disturbs, without their platforms."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence

from bot.channels.intake import inbound
from bot.delivery import keys
from bot.delivery.connection import connect
from bot.delivery.log import Entry, replies_from_json
from bot.delivery.mailbox import Mailbox
from bot.message import Person, Reply

SECONDS = 300.0

Replay = Mapping[Person, Mapping[str, list[Reply]]]
"""Of each person the replies by the id of the message, in the order in which they were given."""


async def replay(redis_url: str, heard: Mapping[Person, Sequence[Entry]]) -> Replay:
    """What the bot at this Redis answers to these messages ("in" entries of a log).

    The bot does not know the platforms of these people, so the replies stay in the outboxes,
    where they are read and removed.
    """
    redis = connect(redis_url)
    mailbox = Mailbox(redis)
    waiting = 0
    try:
        for person, messages in heard.items():
            for each in messages:
                await mailbox.accept(inbound(person, each.message_id, each.text, time.time()))
                waiting += 1
        answers: dict[Person, dict[str, list[Reply]]] = {person: {} for person in heard}
        deadline = time.monotonic() + SECONDS
        while waiting:
            assert time.monotonic() < deadline, f"{waiting} messages are not answered"
            for outbox in {keys.outbox(person.channel) for person in heard}:
                for entry, fields in await redis.xrange(outbox):
                    person = Person.from_key(fields[b"person"].decode())
                    replies = replies_from_json(fields[b"replies"])
                    answers[person][fields[b"id"].decode()] = replies
                    await redis.xdel(outbox, entry)
                    waiting -= 1
            await asyncio.sleep(0.05)
        return answers
    finally:
        await redis.close()
        await redis.connection_pool.disconnect()
