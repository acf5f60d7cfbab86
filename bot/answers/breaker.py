"""Keeps requests from a model that does not work, and tries every now and then whether it does."""

from __future__ import annotations

import time
from collections.abc import Callable

__all__ = ["Breaker"]


class Breaker:
    """Opens after `failures` in a row, for `first` seconds, then for twice as long, up to `most`.

    Once the time is over, a single request is let through; how it ends decides for the others.
    `clock` counts seconds. Used by one thread.
    """

    def __init__(
        self,
        failures: int = 3,
        first: float = 5.0,
        most: float = 300.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most_failures = failures
        self._first = first
        self._most = most
        self._clock = clock
        self._failures = 0
        self._pause = first
        self._open_until: float | None = None
        self._trying = False

    @property
    def rests(self) -> bool:
        """Whether no request would be admitted now."""
        if self._open_until is None:
            return False
        return self._trying or self._clock() < self._open_until

    def admits(self) -> bool:
        """Whether a request may be made; then one of the three below must be told how it ended."""
        if self.rests:
            return False
        self._trying = self._open_until is not None
        return True

    def worked(self) -> None:
        """The request was answered: all is well."""
        self._failures = 0
        self._pause = self._first
        self._open_until = None
        self._trying = False

    def failed(self, at_least: float = 0.0) -> None:
        """The request failed, or took too long; it asks for a rest of `at_least` seconds."""
        self._failures += 1
        if self._trying or (self._open_until is None and self._failures >= self._most_failures):
            self._open_until = self._clock() + max(self._pause, min(at_least, self._most))
            self._pause = min(2 * self._pause, self._most)
            self._trying = False

    def given_up(self) -> None:
        """Nobody knows how the request would have ended."""
        self._trying = False
