"""What goes wrong at a platform, as planned by a test."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["ANY", "Fault", "Faults"]

ANY = "*"
"""Any method."""


@dataclass(frozen=True)
class Fault:
    """One request that goes wrong.

    With `status` the platform does nothing of what was asked, and answers with this status,
    `headers` and `body` (a mapping becomes JSON). Without it the platform does what was asked and
    answers as always; then `cut` closes the connection in place of the answer, `truncated` in the
    midst of it. `delay`: seconds before the answer or the cut.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] | str | bytes = b""
    delay: float = 0.0
    cut: bool = False
    truncated: bool = False


class Faults:
    """The faults to come, method by method, in order; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: dict[str, list[Fault]] = {}

    def next(self, method: str, count: int, fault: Fault) -> None:
        """The next `count` requests for `method` (see `StandIn.method_of`; ANY) go wrong."""
        with self._lock:
            self._planned.setdefault(method, []).extend([fault] * count)

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._planned.clear()

    @property
    def waiting(self) -> int:
        """How many planned faults have not happened yet."""
        with self._lock:
            return sum(map(len, self._planned.values()))

    def take(self, method: str) -> Fault | None:
        """The fault that befalls this request."""
        with self._lock:
            planned = self._planned.get(method) or self._planned.get(ANY)
            return planned.pop(0) if planned else None
