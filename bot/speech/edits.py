"""How far apart two texts are."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["agreement", "edits"]


def edits(one: Sequence[str], other: Sequence[str]) -> int:
    """The least number of words (or letters) to put in, take out or change (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for count, left in enumerate(one, start=1):
        above, row = row, [count]
        for place, right in enumerate(other):
            changed = above[place] + (left != right)
            row.append(min(row[place] + 1, above[place + 1] + 1, changed))
    return row[-1]


def agreement(one: str, other: str) -> float:
    """From 0, no letter in common in its place, to 1 for the same text; 0 for two empty ones."""
    longest = max(len(one), len(other))
    return 1 - edits(one, other) / longest if longest else 0.0
