"""Scripted people: each message follows from the person's name, its number and the last replies.

So the same people before two bots say and hear the same, as long as both bots do what they should.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

PATIENCE = 240.0
"""Seconds in which one message is repeated: longer than a bot needs to start again."""

ASIDES = ("gợi ý", "không biết", "tiến độ", "trợ giúp", "nhắc lại", "nói dễ hiểu hơn", "#take_exam")

SHARED = "#start_placement"
"""Nobody goes there: what is asked depends on how hard others have found it meanwhile, and two bots
hear their people in different orders."""

Replies = list[dict[str, Any]]


@dataclass(frozen=True)
class Exchange:
    """One message of a person and what they were answered."""

    message_id: str
    text: str
    replies: Replies


@dataclass
class Client:
    """Talks to a bot over REST as a careful program does: repeats a message until it is answered.

    `refusals` collects every answer other than 200: status and reason. `answered` is called
    after each answered message.
    """

    url: str
    http: httpx.AsyncClient
    answered: Callable[[], None] = lambda: None
    refusals: list[tuple[int, str]] = field(default_factory=list)

    async def say(self, name: str, message_id: str, text: str) -> Replies:
        """The replies to a message; fails where there are none within PATIENCE."""
        body = message_body(name, message_id, text)
        problem: object = None
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while asyncio.get_running_loop().time() < deadline:
            try:
                answer = await self.http.post(f"{self.url}/webhooks/rest/webhook", content=body)
            except httpx.TransportError as error:
                problem = error
                await asyncio.sleep(0.1)
                continue
            if answer.status_code == 200:
                self.answered()
                replies: Replies = answer.json()
                return replies
            problem = answer.status_code, answer.json()["detail"]
            self.refusals.append(problem)
            assert answer.status_code >= 429, problem
            await asyncio.sleep(0.1)
        raise AssertionError(f"{name} was not answered: {message_id} {text!r} {problem!r}")


def message_body(name: str, message_id: str, text: str) -> bytes:
    """A message as the endpoint takes it; with escapes, because UTF-8 cannot hold every text."""
    return json.dumps({"sender": name, "message": text, "message_id": message_id}).encode()


def many_connections() -> httpx.AsyncClient:
    """Connections for everybody, with more patience than the bot has."""
    return httpx.AsyncClient(
        timeout=90.0,
        limits=httpx.Limits(max_connections=None),
        headers={"Content-Type": "application/json"},
    )


Say = Callable[[str, str, str], Awaitable[Replies]]


async def way_of(say: Say, name: str, length: int) -> list[Exchange]:
    """`length` messages of one person, each sent when the one before is answered."""
    said: list[Exchange] = []
    for number in range(length):
        text = next_text(name, number, said[-1].replies if said else [])
        message_id = f"{name}-{number}"
        said.append(Exchange(message_id, text, await say(name, message_id, text)))
    return said


def next_text(name: str, number: int, replies: Replies) -> str:
    """What the person writes: mostly what leads on, sometimes a wrong answer or something aside.

    One in five does not agree to anything being kept.
    """
    lot = random.Random(f"{name}/{number}")
    offered = [reply["buttons"] for reply in replies if reply.get("buttons")]
    if number == 0 or not offered:
        return "xin chào"
    buttons = offered[-1]
    if number == 1:
        return "2" if lot.random() < 0.2 else "1"
    if number == 2:
        return str(lot.randint(1, len(buttons)))
    if lot.random() < 0.1:
        return lot.choice(ASIDES)
    answers = [button for button in buttons if button["payload"].startswith("#answer")]
    if answers:
        chosen = lot.randrange(len(answers))
    else:
        chosen = 0 if lot.random() < 0.8 else lot.randrange(len(buttons))
        chosen = 0 if buttons[chosen]["payload"].startswith(SHARED) else chosen
    pressed: str = buttons[chosen]["payload"]
    return pressed if lot.random() < 0.5 else str(chosen + 1)
