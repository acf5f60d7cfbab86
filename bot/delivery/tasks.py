"""Ends tasks for sure."""

from __future__ import annotations

import asyncio
from typing import Any

__all__ = ["end"]


async def end(*tasks: asyncio.Task[Any]) -> None:
    """Cancels tasks until they have ended; what they raised is left in them.

    Once is not enough: `asyncio.wait_for` (Python 3.10) and the timeouts inside redis-py 4.6 can
    swallow a cancellation that comes in the very moment in which what they wait for ends.
    """
    pending = {task for task in tasks if not task.done()}
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=0.2)
