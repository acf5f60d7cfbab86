"""Voice notes on their way to be heard: each keeps its place in the mailbox of its person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from redis.asyncio import Redis

from bot.delivery import keys, metrics
from bot.delivery.mailbox import LOG_LENGTH
from bot.delivery.scripts import script
from bot.delivery.waiting_line import Lease, WaitingLine
from bot.message import Inbound, Person, Reply, Spoken

__all__ = ["UNAVAILABLE", "Unheard", "VoiceNotes"]

UNAVAILABLE = Spoken("unavailable", 0.0)
"""There was nobody to listen, or the sound could not be had."""

BATCH = 100


@dataclass(frozen=True)
class Unheard:
    """One person in the line, by their entry."""

    entry: str
    person: Person


class VoiceNotes(WaitingLine):
    """The line of those whose next message is a voice note; parameters as in Mailbox."""

    def __init__(
        self, redis: Redis, *, lease_seconds: float = 30.0, keep_seconds: int = 72 * 3600
    ) -> None:
        super().__init__(
            redis, keys.HEARING, lease_seconds=lease_seconds, keep_seconds=keep_seconds
        )
        self._heard = script(redis, "heard")
        self._give_back = script(redis, "give_back")
        self._reassure = script(redis, "reassure")

    async def heard(self, lease: Lease, inbound: Inbound) -> bool:
        """Keeps what was heard, with `spoken` set, and passes the message on to be answered.

        Its recording is deleted. False where the lease is no longer held: then nothing changed.
        """
        return await self._pass_on(lease.entry_id, str(lease.token), inbound)

    async def give_back(self, lease: Lease) -> bool:
        """Gives the note back unheard; its person waits again after all others."""
        return bool(await self._give_back(args=[lease.person.key, lease.token, lease.entry_id]))

    async def waiting(self, seconds: float, after: str = "-") -> list[Unheard]:
        """Up to BATCH who wait for longer than `seconds`, after the entry `after`, in order."""
        now, microseconds = await self._redis.time()
        last = int(1000 * (now + microseconds / 1e6 - seconds))
        found = await self._redis.xrange(
            keys.HEARING, min=after if after == "-" else f"({after}", max=max(0, last), count=BATCH
        )
        return [
            Unheard(entry.decode(), Person.from_key(fields[b"person"].decode()))
            for entry, fields in found
        ]

    async def reassure(self, unheard: Unheard, replies: Sequence[Reply]) -> bool:
        """Says `replies` once for each note; False where it was heard, or that said, before."""
        said = await self._reassure(
            args=[
                unheard.person.key,
                unheard.entry,
                unheard.person.channel,
                json.dumps([reply.to_dict() for reply in replies]),
            ]
        )
        return bool(said)

    async def give_up(self, unheard: Unheard) -> bool:
        """Passes the note on as one that nobody could listen to; False where it is not there."""
        found = await self._redis.xrange(keys.mailbox(unheard.person), count=1)
        if not found:
            return False
        inbound = Inbound.from_json(found[0][1][b"message"])
        return await self._pass_on(unheard.entry, "", replace(inbound, spoken=UNAVAILABLE))

    async def note_listening(self, seconds: float) -> None:
        """Says for so long that somebody listens."""
        await self._redis.set(keys.LISTENING, 1, px=round(1000 * seconds))

    async def is_listened_to(self) -> bool:
        """Whether anybody listens, in any process."""
        return bool(await self._redis.exists(keys.LISTENING))

    async def _pass_on(self, entry: str, token: str, inbound: Inbound) -> bool:
        assert inbound.spoken is not None
        problem = inbound.spoken.problem
        done = await self._heard(
            args=[
                inbound.person.key,
                token,
                entry,
                inbound.id,
                inbound.to_json(),
                "" if problem else inbound.text,
                LOG_LENGTH,
                self._keep,
            ]
        )
        outcome = (problem or "understood") if done else "refused"
        metrics.HEARD.labels(outcome, inbound.person.channel).inc()
        return bool(done)
