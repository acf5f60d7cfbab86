"""The steps that Redis runs in one piece (`lua/*.lua`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.commands.core import AsyncScript

__all__ = ["script"]


def script(redis: Redis, name: str) -> AsyncScript:
    """The Lua step `name`; a server that was restarted and no longer knows it is given it again."""
    source = (Path(__file__).parent / "lua" / f"{name}.lua").read_text(encoding="utf-8")
    registered: Any = redis.register_script(source)
    return registered
