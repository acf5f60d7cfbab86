"""How a platform brings updates to a webhook: in order, again where it was not thanked."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import httpx

__all__ = ["Attempt", "Deliveries", "Habits"]


@dataclass(frozen=True)
class Habits:
    """How a platform delivers, times in seconds.

    `patience`: how long it waits for an answer. `retries`: how long it waits before each further
    attempt. `in_order`: a person's later updates wait until an earlier one was taken.
    """

    patience: float
    retries: Sequence[float]
    in_order: bool


@dataclass(frozen=True)
class Attempt:
    """One update brought to the bot; `status` is None where no answer came in time."""

    user: str
    body: bytes
    number: int
    status: int | None
    seconds: float

    @property
    def taken(self) -> bool:
        """Whether the platform will not bring it again."""
        return self.status is not None and 200 <= self.status < 300


class Deliveries:
    """Brings updates to the webhook at `url`; lives on one event loop.

    `headers(body, number)` are those of an attempt, the first being number 1. Waiting before a
    further attempt is `hurry` times shorter than the platform's.
    """

    def __init__(
        self, habits: Habits, headers: Callable[[bytes, int], Mapping[str, str]], hurry: float
    ) -> None:
        self.url: str | None = None
        self.attempts: list[Attempt] = []
        self.given_up: list[bytes] = []
        self.twice = 0
        self._habits = habits
        self._headers = headers
        self._hurry = hurry
        self._turns: dict[str, asyncio.Lock] = {}
        self._held: list[tuple[str, bytes]] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._client: httpx.AsyncClient | None = None

    def bring(self, user: str, body: bytes) -> None:
        """Begins to bring one update; `twice` more than zero: brings it twice."""
        if self._held is not None:
            self._held.append((user, body))
            return
        self._begin(user, body)
        if self.twice:
            self.twice -= 1
            self._begin(user, body)

    def hold(self) -> None:
        """Keeps what comes until `release`."""
        self._held = []

    def release(self) -> None:
        """Brings what was kept, the last first."""
        held, self._held = self._held or [], None
        for user, body in reversed(held):
            self.bring(user, body)

    @property
    def under_way(self) -> int:
        """How many updates are neither taken nor given up."""
        return len(self._tasks)

    async def close(self) -> None:
        """Ends the connections."""
        if self._client:
            await self._client.aclose()

    def _begin(self, user: str, body: bytes) -> None:
        task = asyncio.get_running_loop().create_task(self._bring(user, body))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _bring(self, user: str, body: bytes) -> None:
        waits = iter(self._habits.retries)
        number = 1
        turn = self._turns.setdefault(user, asyncio.Lock())
        async with contextlib.AsyncExitStack() as stack:
            await stack.enter_async_context(turn)
            while not (await self._attempt(user, body, number)).taken:
                if not self._habits.in_order:
                    await stack.aclose()
                wait = next(waits, None)
                if wait is None:
                    self.given_up.append(body)
                    return
                await asyncio.sleep(wait / self._hurry)
                number += 1

    async def _attempt(self, user: str, body: bytes, number: int) -> Attempt:
        began = time.monotonic()
        status = None
        if self._client is None:
            # Without certificates, which take long to load: the bot is on this machine.
            self._client = httpx.AsyncClient(
                timeout=self._habits.patience, trust_env=False, verify=False
            )
        if self.url:
            with contextlib.suppress(httpx.HTTPError):
                headers = {"content-type": "application/json", **self._headers(body, number)}
                answer = await self._client.post(self.url, content=body, headers=headers)
                status = answer.status_code
        attempt = Attempt(user, body, number, status, time.monotonic() - began)
        self.attempts.append(attempt)
        return attempt
