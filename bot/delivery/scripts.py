"""The steps that Redis runs in one piece (`lua/*.lua`).

A line `-- include NAME` stands for the functions in `lua/NAME.lua`, which several steps share.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.commands.core import AsyncScript

__all__ = ["script"]

_FOLDER = Path(__file__).parent / "lua"
_INCLUDE = re.compile(r"^-- include (\w+)$", re.MULTILINE)


def script(redis: Redis, name: str) -> AsyncScript:
    """The Lua step `name`; a server that was restarted and no longer knows it is given it again."""
    registered: Any = redis.register_script(_source(name))
    return registered


@functools.cache
def _source(name: str) -> str:
    text = (_FOLDER / f"{name}.lua").read_text(encoding="utf-8")
    return _INCLUDE.sub(lambda found: _source(found[1]), text)
