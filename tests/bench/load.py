"""Scripted people who write to one side and wait for each answer before they go on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from .servers import WEBHOOK

__all__ = ["Answer", "Round", "client", "run_round", "say"]

PATIENCE = 300.0
"""Seconds to wait for an answer: a slow side is measured, not cut off."""


@dataclass(frozen=True)
class Answer:
    """What came of one message: seconds until it was there, and how it was.

    `silent`: an HTTP success without a single reply. `failed`: anything but a success.
    """

    seconds: float
    silent: bool = False
    failed: bool = False


@dataclass(frozen=True)
class Round:
    """The answers to one script by some people at once, and the seconds from first to last."""

    answers: tuple[Answer, ...]
    seconds: float


def client(url: str) -> httpx.AsyncClient:
    """A client with as many connections as there are people; the environment's proxies unused."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    return httpx.AsyncClient(base_url=url, timeout=PATIENCE, limits=limits, trust_env=False)


async def say(to: httpx.AsyncClient, sender: str, text: str) -> Answer:
    """Sends one message and waits for its replies."""
    began = time.perf_counter()
    try:
        response = await to.post(WEBHOOK, json={"sender": sender, "message": text})
    except httpx.TransportError:
        return Answer(time.perf_counter() - began, failed=True)
    seconds = time.perf_counter() - began
    if response.status_code != httpx.codes.OK:
        return Answer(seconds, failed=True)
    return Answer(seconds, silent=not response.json())


async def run_round(to: httpx.AsyncClient, name: str, people: int, script: Sequence[str]) -> Round:
    """Every one of `people` says the whole script; each is new to the bot."""

    async def visit(sender: str) -> list[Answer]:
        return [await say(to, sender, text) for text in script]

    began = time.perf_counter()
    visits = await asyncio.gather(*(visit(f"{name}-{number}") for number in range(people)))
    seconds = time.perf_counter() - began
    return Round(tuple(answer for visited in visits for answer in visited), seconds)
