"""Listens to one sound at a time, beside everything else that this process does."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable
from typing import Protocol

__all__ = ["Ear", "Hear", "Heard"]


class Heard(Protocol):
    """What was heard: `text`, or the `problem` there was; `sure` is from 0 to 1."""

    @property
    def text(self) -> str: ...
    @property
    def problem(self) -> str | None: ...
    @property
    def sure(self) -> float: ...


Hear = Callable[[bytes], Heard]
"""Listens to the content of a sound file; called by one thread at a time."""


class Ear:
    """Has `hear` listen, for at most `limit` seconds each time.

    What takes longer cannot be ended: until it has ended by itself, nothing else is listened to.
    """

    def __init__(self, hear: Hear, limit: float = 120.0) -> None:
        self._hear = hear
        self._limit = limit
        self._free = asyncio.Lock()
        self._began: float | None = None

    @property
    def is_stuck(self) -> bool:
        """Whether it listens to something for longer than it may."""
        return self._began is not None and time.monotonic() > self._began + self._limit

    async def listen(self, sound: bytes) -> Heard:
        """What is heard in `sound`, after those who came before.

        Raises asyncio.TimeoutError where it takes too long, and what `hear` raises.
        """
        await self._free.acquire()
        self._began = time.monotonic()
        listening = _in_thread(self._hear, sound)
        listening.add_done_callback(self._ended)
        await asyncio.wait([listening], timeout=self._limit)
        if not listening.done():
            raise asyncio.TimeoutError
        return listening.result()

    def _ended(self, listening: asyncio.Future[Heard]) -> None:
        listening.exception()  # known now, also where nobody waits any more
        self._began = None
        self._free.release()


def _in_thread(hear: Hear, sound: bytes) -> asyncio.Future[Heard]:
    """Listens in a thread that does not keep the process from ending."""
    loop = asyncio.get_running_loop()
    heard: asyncio.Future[Heard] = loop.create_future()

    def run() -> None:
        try:
            result = hear(sound)
        except Exception as problem:
            _tell(heard.set_exception, problem)
        else:
            _tell(heard.set_result, result)

    def _tell(step: Callable[..., None], outcome: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: the process ends
            loop.call_soon_threadsafe(step, outcome)

    threading.Thread(target=run, name="ear", daemon=True).start()
    return heard
