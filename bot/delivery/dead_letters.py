"""What could not be handled or sent, for operators to read and to send again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from redis.asyncio import Redis

from bot.delivery import keys
from bot.delivery.scripts import script
from bot.message import Person

__all__ = ["DeadLetter", "DeadLetters"]


@dataclass(frozen=True)
class DeadLetter:
    """A message that could not be handled, or replies that could not be sent.

    `buried_at` is in seconds since the epoch; `body` is the JSON of the message or the replies.
    """

    letter_id: str
    kind: Literal["message", "replies"]
    person: Person
    message_id: str
    reason: str
    buried_at: float
    body: str


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

    async def send_again(self, letter_id: str) -> bool:
        """Has a letter handled or sent again; False where there is none with this id."""
        return bool(await self._revive(args=[letter_id, self._keep]))


def _letter(entry: str, fields: dict[bytes, bytes]) -> DeadLetter:
    return DeadLetter(
        letter_id=entry,
        kind="message" if fields[b"kind"] == b"message" else "replies",
        person=Person.from_key(fields[b"person"].decode()),
        message_id=fields[b"id"].decode(),
        reason=fields[b"reason"].decode(),
        buried_at=int(entry.partition("-")[0]) / 1000,
        body=fields[b"body"].decode(),
    )
