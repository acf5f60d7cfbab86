"""Waiting that ends early when there is a reason to."""

from __future__ import annotations

import asyncio

__all__ = ["pause"]


async def pause(unless: asyncio.Event, seconds: float | None) -> None:
    """Waits for `seconds` (None: for ever), but not longer than until `unless` is set."""
    waiting = asyncio.ensure_future(unless.wait())
    try:
        await asyncio.wait([waiting], timeout=seconds)
    finally:
        waiting.cancel()
