"""Answers handed over to be worded: each is said once, by a model or as the passage itself.

They leave the conversation's step with its other replies (`complete.lua`) and come back into the
outbox in one step as well (`worded.lua`), which also sees whether the person has written since.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from bot.delivery import keys
from bot.delivery.scripts import script
from bot.message import Person, Reply
from bot.speech.voice import Voice

__all__ = ["Unworded", "Waiting", "Wordings", "handed_over", "left_as_they_are"]

BATCH = 100


@dataclass(frozen=True)
class Unworded:
    """One answer to be worded.

    `request` is what the model is asked with (a WordingRequest, JSON values); `reply` is the
    passage as an answer, said where no model words it; `source` stands below a worded text,
    `about` before what is said to a person who has written since; `voice` says it aloud.
    """

    request: dict[str, Any]
    reply: Reply
    source: str
    about: str
    voice: Voice | None

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps({**asdict(self), "reply": self.reply.to_dict()}, ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str | bytes) -> Unworded:
        """The inverse of `to_json`."""
        fields: dict[str, Any] = json.loads(line)
        voice = fields["voice"]
        return cls(
            fields["request"],
            Reply.from_dict(fields["reply"]),
            fields["source"],
            fields["about"],
            Voice(**voice) if voice else None,
        )


@dataclass(frozen=True)
class Waiting:
    """One of those in the line, by its entry; `message_id` is the question's."""

    entry: str
    person: Person
    message_id: str
    unworded: Unworded


class Wordings:
    """The line of what is to be worded, in one Redis; methods raise redis.exceptions.RedisError.

    Who takes an answer has `lease_seconds`; after that somebody else may take it.
    """

    def __init__(self, redis: Redis, *, lease_seconds: float = 60.0) -> None:
        self._redis = redis
        self._lease_ms = round(1000 * lease_seconds)
        self._worded = script(redis, "worded")

    async def open(self) -> None:
        """Makes the line, where there is none."""
        try:
            await self._redis.xgroup_create(keys.WORDING, keys.WORDERS, id="0", mkstream=True)
        except ResponseError as problem:
            if not str(problem).startswith("BUSYGROUP"):
                raise

    async def take(self, consumer: str, block_ms: int = 1000) -> Waiting | None:
        """The next answer to word, or None where there is none for so long.

        First one that somebody took and did not finish in time.
        """
        claimed = await self._redis.xautoclaim(
            keys.WORDING, keys.WORDERS, consumer, self._lease_ms, "0-0", count=1
        )
        found = _waiting(claimed[1]) if claimed[1] else []
        if not found:
            read = await self._redis.xreadgroup(
                keys.WORDERS, consumer, {keys.WORDING: ">"}, count=1, block=block_ms
            )
            found = _waiting(read[0][1]) if read else []
        return found[0] if found else None

    async def resume(self, consumer: str) -> Waiting | None:
        """An answer given to `consumer` before it was restarted."""
        read = await self._redis.xreadgroup(keys.WORDERS, consumer, {keys.WORDING: "0"}, count=1)
        found = _waiting(read[0][1]) if read else []
        return found[0] if found else None

    async def older_than(self, seconds: float) -> list[Waiting]:
        """Up to BATCH answers that have waited for longer than this, whoever has them."""
        now, microseconds = await self._redis.time()
        last = max(0, int(1000 * (now + microseconds / 1e6 - seconds)))
        return _waiting(await self._redis.xrange(keys.WORDING, max=last, count=BATCH))

    async def say(self, waiting: Waiting, replies: Sequence[Reply]) -> bool:
        """Says the answer, once; False where it was said, or its person forgotten, before."""
        first, *others = replies
        about = replace(first, text=f"{waiting.unworded.about}\n{first.text}")
        done = await self._worded(
            args=[
                waiting.entry,
                waiting.person.key,
                waiting.message_id,
                waiting.person.channel,
                json.dumps([each.to_dict() for each in replies]),
                json.dumps([each.to_dict() for each in (about, *others)]),
            ]
        )
        return bool(done)

    async def note_writing(self, seconds: float) -> None:
        """Says for so long that a model words answers."""
        await self._redis.set(keys.WRITING, 1, px=round(1000 * seconds))

    async def are_written(self) -> bool:
        """Whether a model words answers, in any process."""
        return bool(await self._redis.exists(keys.WRITING))


def handed_over(replies: Sequence[Reply], voice: Voice | None) -> list[Reply]:
    """The replies of a turn, those to be worded replaced by what is said meanwhile."""
    return [_meanwhile(reply, voice) if reply.wording else reply for reply in replies]


def left_as_they_are(replies: Sequence[Reply]) -> list[Reply]:
    """The replies of a turn of which nothing is worded."""
    return [replace(reply, wording=None) for reply in replies]


def _meanwhile(reply: Reply, voice: Voice | None) -> Reply:
    assert reply.wording is not None
    fields = json.loads(reply.wording)
    passage = replace(reply, wording=None)
    unworded = Unworded(fields["request"], passage, fields["source"], fields["about"], voice)
    return Reply(fields["meanwhile"], wording=unworded.to_json())


def _waiting(entries: Sequence[tuple[bytes, dict[bytes, bytes]]]) -> list[Waiting]:
    return [
        Waiting(
            entry.decode(),
            Person.from_key(fields[b"person"].decode()),
            fields[b"id"].decode(),
            Unworded.from_json(fields[b"asked"]),
        )
        for entry, fields in entries
        if fields  # deleted since it was given to somebody
    ]
