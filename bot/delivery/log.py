"""The conversation log of a person: what they wrote and what they were answered, in order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from redis.asyncio import Redis

from bot.delivery import keys
from bot.message import Person, Reply

__all__ = ["ConversationLog", "Entry", "replies_from_json"]


@dataclass(frozen=True)
class Entry:
    """One message of the person ("in", `text`) or its answer ("out", `replies`).

    Of a voice note, what was understood comes later ("heard", `text`), where anything was.

    `cursor` is its place in the log; `message_id` is the id of the person's message in both.
    """

    cursor: str
    direction: Literal["in", "heard", "out"]
    message_id: str
    text: str = ""
    replies: tuple[Reply, ...] = ()


class ConversationLog:
    """Reads the logs in one Redis; methods raise redis.exceptions.RedisError."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def read(self, person: Person, after: str = "-", most: int = 500) -> list[Entry]:
        """The entries after the cursor `after` ("-": from the oldest one kept), oldest first.

        Raises ValueError where `after` is not a cursor.
        """
        if after != "-" and not keys.is_entry(after):
            raise ValueError(f"not a cursor: {after!r}")
        found: list[tuple[bytes, dict[bytes, bytes]]] = await self._redis.xrange(
            keys.log(person), min=after if after == "-" else f"({after}", count=most
        )
        return [_entry(cursor.decode(), fields) for cursor, fields in found]

    async def replies(self, person: Person, message_id: str) -> list[Reply] | None:
        """The delivered replies of one message of the last day; None while there are none."""
        found: bytes | None = await self._redis.get(keys.reply(person, message_id))
        return None if found is None else replies_from_json(found)


def replies_from_json(line: bytes) -> list[Reply]:
    """The replies in a JSON array of them."""
    return [Reply.from_dict(fields) for fields in json.loads(line)]


def _entry(cursor: str, fields: dict[bytes, bytes]) -> Entry:
    message_id = fields[b"id"].decode()
    if fields[b"direction"] == b"in":
        return Entry(cursor, "in", message_id, text=fields[b"text"].decode())
    if fields[b"direction"] == b"heard":
        return Entry(cursor, "heard", message_id, text=fields[b"text"].decode())
    return Entry(cursor, "out", message_id, replies=tuple(replies_from_json(fields[b"replies"])))
