"""Things named in a message, as places in its list of words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Mention", "apart"]


@dataclass(frozen=True)
class Mention:
    """``words[start:end]`` names a thing of this `kind`; `value` is what is meant by it."""

    kind: str
    value: str
    start: int
    end: int


def apart(mentions: Iterable[Mention]) -> list[Mention]:
    """Those of `mentions` that do not overlap, in the order of the message.

    A longer one is taken before a shorter one, and of two equally long the one that came first.
    """
    taken: list[Mention] = []
    for mention in sorted(mentions, key=lambda each: each.start - each.end):
        if all(mention.end <= each.start or each.end <= mention.start for each in taken):
            taken.append(mention)
    return sorted(taken, key=lambda each: each.start)
