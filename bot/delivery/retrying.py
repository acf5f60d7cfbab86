"""When a call that failed is made again, by what went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.channels.channel import SendErrorKind
from bot.delivery.backoff import Backoff

__all__ = ["MOST_UNSURE", "Retries"]

MOST_UNSURE = 5
"""A call that may have been taken so often is not made again: more would only be duplicates."""

_WAITS = {
    SendErrorKind.UNAVAILABLE: (1, 120),
    SendErrorKind.UNANSWERED: (4, 120),
    SendErrorKind.RATE_LIMITED: (2, 240),
    # Until an operator has set a new token: trying does no good, but shows when it is there.
    SendErrorKind.UNAUTHORIZED: (30, 120),
}
"""The first wait and the longest, in units of `Retries.unit`."""


@dataclass(frozen=True)
class Retries:
    """The waits between the attempts of one call; `unit` is the shortest one in seconds."""

    unit: float
    _backoffs: dict[SendErrorKind, Backoff] = field(default_factory=dict)

    def wait(self, kind: SendErrorKind) -> float:
        """Seconds until the next attempt, after one that ended with `kind` (which passes)."""
        if kind not in self._backoffs:
            first, most = _WAITS[kind]
            self._backoffs[kind] = Backoff(first * self.unit, most * self.unit)
        return self._backoffs[kind].next()
