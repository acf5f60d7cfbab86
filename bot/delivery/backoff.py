"""How long to wait before trying again."""

from __future__ import annotations

import random

__all__ = ["Backoff"]


class Backoff:
    """Waiting times that double from `first` to `most` seconds, each up to a quarter shorter.

    The random part keeps many who failed together from trying again together.
    """

    def __init__(self, first: float, most: float) -> None:
        self._first = first
        self._most = most
        self._next = first

    def next(self) -> float:
        """The seconds to wait this time."""
        delay = self._next
        self._next = min(2 * delay, self._most)
        return delay * random.uniform(0.75, 1.0)

    def reset(self) -> None:
        """Begins anew with the shortest time."""
        self._next = self._first
