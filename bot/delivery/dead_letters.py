"""What could not be handled or sent, for operators to read and to send again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from redis.asyncio import Redis

from bot.delivery import keys
from bot.delivery.log import replies_from_json
from bot.delivery.scripts import script
from bot.message import Person

__all__ = ["DeadLetter", "DeadLetters"]


@dataclass(frozen=True)
class DeadLetter:
    """A message that could not be handled, or replies that could not be sent.

    `buried_at` is in seconds since the epoch; `body` is the JSON of the message or the replies;
    `done` is how many calls of the replies had been made.
    """

    letter_id: str
    kind: Literal["message", "replies"]
    person: Person
    message_id: str
    reason: str
    buried_at: float
    body: str
    done: int = 0

    @property
    def texts(self) -> list[str]:
        """What the person wrote, or what was to be sent to them, as it stands in `body`."""
        if self.kind == "message":
            return [json.loads(self.body)["text"]]
        return [reply.text for reply in replies_from_json(self.body.encode())]


class DeadLetters:
    """The dead letters of one Redis; methods raise redis.exceptions.RedisError."""

    def __init__(self, redis: Redis, *, keep_seconds: int = 72 * 3600) -> None:
        self._redis = redis
        self._keep = keep_seconds
        self._revive = script(redis, "revive")

    async def read(self, most: int = 100) -> list[DeadLetter]:
        """The latest dead letters, newest first."""
        found: list[tuple[bytes, dict[bytes, bytes]]] = await self._redis.xrevrange(
            keys.DEAD, count=most
        )
        return [_letter(entry.decode(), fields) for entry, fields in found]

    async def find(self, letter_id: str) -> DeadLetter | None:
        """The letter with this id, if there is one."""
        if not keys.is_entry(letter_id):
            return None
        found = await self._redis.xrange(keys.DEAD, letter_id, letter_id)
        return _letter(found[0][0].decode(), found[0][1]) if found else None

    async def send_again(self, letter_id: str) -> bool:
        """Has a letter handled or sent again; False where there is none with this id."""
        return keys.is_entry(letter_id) and bool(await self._revive(args=[letter_id, self._keep]))

    async def drop(self, letter_id: str) -> bool:
        """Removes a letter; False where there is none with this id."""
        return keys.is_entry(letter_id) and bool(await self._redis.xdel(keys.DEAD, letter_id))


def _letter(entry: str, fields: dict[bytes, bytes]) -> DeadLetter:
    return DeadLetter(
        letter_id=entry,
        kind="message" if fields[b"kind"] == b"message" else "replies",
        person=Person.from_key(fields[b"person"].decode()),
        message_id=fields[b"id"].decode(),
        reason=fields[b"reason"].decode(),
        buried_at=int(entry.partition("-")[0]) / 1000,
        body=fields[b"body"].decode(),
        done=int(fields.get(b"done", 0)),
    )
