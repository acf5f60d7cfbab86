"""Shuffling that comes out the same wherever and whenever it is done again."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

__all__ = ["lot", "shuffled"]


def lot(seed: str, name: str) -> bytes:
    """The lot that `name` draws under `seed`; the smallest comes first.

    A hash and not `random`, whose sequence may change from one Python to the next: a quiz
    begun before an update must show its options in the same order after it.
    """
    return sha256(f"{seed}\n{name}".encode("utf-8", "surrogatepass")).digest()


def shuffled(seed: str, names: Iterable[str]) -> list[str]:
    """`names` in the order of their lots."""
    return sorted(names, key=lambda name: lot(seed, name))
