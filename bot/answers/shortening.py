"""Texts cut to a length where a sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["in_bubbles", "shortened"]

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)|\n")
_CLAUSE_END = re.compile(r"[;,:](?=\s)")


def shortened(text: str, most: int) -> str:
    """`text`, or as many of its sentences as have at most `most` characters (at least 2).

    Where the first one is longer it ends after a clause or a word, with “…”.
    """
    if len(text) <= most:
        return text
    if end := _last(_SENTENCE_END, text, most, lower=False):
        return text[:end].rstrip()
    end = _last(_CLAUSE_END, text, most - 1) or text.rfind(" ", 0, most) + 1 or most
    return text[: end - 1].rstrip(" ;,:") + "…"


def in_bubbles(lines: Iterable[str], most: int) -> list[str]:
    """Lines put together, in order, into texts of at most `most` characters; none is cut."""
    bubbles: list[str] = []
    for line in lines:
        if bubbles and len(bubbles[-1]) + 1 + len(line) <= most:
            bubbles[-1] += f"\n{line}"
        else:
            bubbles.append(line)
    return bubbles


def _last(pattern: re.Pattern[str], text: str, most: int, *, lower: bool = True) -> int:
    """Where the last match within `most` characters ends; 0 where there is none.

    Unless `lower`, a small letter does not follow: “hỏi “ai?” thì” is one sentence.
    """
    ends = (found.end() for found in pattern.finditer(text) if found.end() <= most)
    return max((at for at in ends if lower or not text[at:].lstrip()[:1].islower()), default=0)
