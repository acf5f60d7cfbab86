"""What a link to the bot opens: ``https://t.me/<bot>?start=M01-L2``, or a group by its code."""

from __future__ import annotations

import re

from bot import group_code
from bot.payload import encode

__all__ = ["deep_link"]

_PLACE = re.compile(r"M\d{2}(-L\d{1,2})?", re.ASCII)


def deep_link(param: str) -> str:
    """The payload for the parameter of a link: a group's code, a module or a lesson, or hello."""
    code = group_code.read(param)
    if code:
        return encode("join_group", code)
    place = param.upper()
    return encode("choose_module", place) if _PLACE.fullmatch(place) else encode("greet")
