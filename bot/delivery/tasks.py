"""Ends tasks for sure."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

__all__ = ["Stoppable", "end", "wind_down"]


class Stoppable(Protocol):
    """Work that can be asked to end by itself."""

    def stop(self) -> None:
        """Has it end what it has begun, and begin nothing more."""
        ...


async def wind_down(
    parts: Iterable[Stoppable], tasks: Sequence[asyncio.Task[Any]], seconds: float
) -> None:
    """Has `parts` stop and waits for their `tasks`; what has not ended by then is cancelled."""
    for part in parts:
        part.stop()
    if tasks:
        await asyncio.wait(tasks, timeout=seconds)
    await end(*tasks)


async def end(*tasks: asyncio.Task[Any]) -> None:
    """Cancels tasks until they have ended; what they raised is left in them.

    Once is not enough: `asyncio.wait_for` (Python 3.10) and the timeouts inside redis-py 4.6 can
    swallow a cancellation that comes in the very moment in which what they wait for ends. Whoever
    is cancelled while waiting here still sees them all ended: nothing goes on behind their back.
    """
    cancelled: asyncio.CancelledError | None = None
    while pending := {task for task in tasks if not task.done()}:
        for task in pending:
            task.cancel()
        try:
            await asyncio.wait(pending, timeout=0.2)
        except asyncio.CancelledError as problem:
            cancelled = problem
    if cancelled is not None:
        raise cancelled
