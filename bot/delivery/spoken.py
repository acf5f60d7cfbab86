"""Replies that are also said aloud: one text for the ear, kept for whoever fetches its sound.

The sound is made when it is fetched (`bot.web.speech`), not here: a turn never waits for it.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import replace

from redis.asyncio import Redis

from bot.delivery import keys
from bot.dialogue.turn import Turn
from bot.message import Person, Reply
from bot.speech.options import MOST_OPTIONS, OPTIONS_AT_ONCE
from bot.speech.voice import Utterance

__all__ = ["SpokenReplies", "for_the_ear"]

_NUMBERED = re.compile(r"\d+\. ")
_COUNTER = re.compile(r"\s*\([^)]*\)$")


class SpokenReplies:
    """What is to be heard of replies, in one Redis; methods raise redis.exceptions.RedisError.

    `base_url` is our public address; a text can be heard for `keep_seconds`.
    """

    def __init__(self, redis: Redis, base_url: str, keep_seconds: int) -> None:
        self._redis = redis
        self._base_url = base_url
        self._keep = keep_seconds

    async def add(self, person: Person, turn: Turn) -> list[Reply]:
        """The replies of a turn, the first with the address of their sound where there is a voice.

        The address cannot be guessed. What is said to people who had everything deleted is kept
        without their name.
        """
        if turn.voice is None or not turn.replies:
            return turn.replies
        token = secrets.token_urlsafe(24)
        utterance = Utterance(for_the_ear(turn.replies, turn.spoken), turn.voice)
        now = time.time()
        async with self._redis.pipeline(transaction=True) as steps:
            steps.set(keys.speech(token), utterance.to_json(), ex=self._keep)
            if person not in turn.forget:
                steps.zadd(keys.spoken(person), {token: now})
                steps.zremrangebyscore(keys.spoken(person), 0, now - self._keep)
                steps.expire(keys.spoken(person), self._keep)
            await steps.execute()
        first, *others = turn.replies
        return [replace(first, audio=f"{self._base_url}/speech/{token}.ogg"), *others]

    async def read(self, token: str) -> Utterance | None:
        """What is to be heard under a token; None where it is unknown or too old."""
        found = await self._redis.get(keys.speech(token))
        return None if found is None else Utterance.from_json(found)

    async def forget(self, person: Person) -> None:
        """Deletes everything that was said aloud to the person."""
        tokens: list[bytes] = await self._redis.zrange(keys.spoken(person), 0, -1)
        names = [keys.speech(token.decode()) for token in tokens]
        await self._redis.delete(keys.spoken(person), *names)


def for_the_ear(replies: Sequence[Reply], wordings: Sequence[str | None] = ()) -> str:
    """The replies as one text to be read out, bubbles apart by empty lines.

    `wordings` are those for the ear, None where it is that of the reply's own text. Numbered
    options are lines that begin with their number; of a list that is longer than a question's, the
    first are read. What else can be said comes last.
    """
    own = [*wordings, *([None] * (len(replies) - len(wordings)))]
    bubbles = []
    for reply, wording in zip(replies, own, strict=True):
        titles = [button.title for button in reply.buttons]
        options = [title for title in titles if _NUMBERED.match(title)]
        others = [title for title in titles if not _NUMBERED.match(title)]
        bubbles += [wording or reply.text, *_in_breaths(options), *_can_say(others)]
    return "\n\n".join(filter(None, map(str.strip, bubbles)))


def _in_breaths(options: Sequence[str]) -> list[str]:
    """The options as blocks of lines, none longer than is read in one breath."""
    if len(options) > MOST_OPTIONS:
        options = options[:OPTIONS_AT_ONCE]
    breaths = -(-len(options) // OPTIONS_AT_ONCE)
    size = -(-len(options) // breaths) if breaths else 1
    parts = [options[place : place + size] for place in range(0, len(options), size)]
    return ["\n".join(map(_without_counter, part)) for part in parts]


def _can_say(titles: Sequence[str]) -> list[str]:
    """What can be said besides, the first few: who wants to know all of it asks for help."""
    said = [_without_counter(title).lower() for title in titles[:OPTIONS_AT_ONCE]]
    if not said:
        return []
    *before, last = said
    return [f"Có thể nói: {', '.join(before)} hoặc {last}." if before else f"Có thể nói: {last}."]


def _without_counter(title: str) -> str:
    """“Tiếp (2/4)” is “Tiếp”: how far one is, is for the eye."""
    return _COUNTER.sub("", title)
