"""How often one person may have something done, counted in this process."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

__all__ = ["Rate"]


class Rate:
    """At most `burst` times at once, and then once in `seconds`.

    The theoretical arrival time of the generic cell rate algorithm (ITU-T I.371) is kept for each
    of the last `people`. `clock` counts seconds.
    """

    def __init__(
        self,
        burst: int = 4,
        seconds: float = 15.0,
        people: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._slack = (burst - 1) * seconds
        self._seconds = seconds
        self._people = people
        self._clock = clock
        self._arrivals: OrderedDict[str, float] = OrderedDict()

    def allows(self, person: str) -> bool:
        """Whether this person may once more; if so it is counted."""
        now = self._clock()
        arrival = max(self._arrivals.get(person, now), now)
        if arrival - now > self._slack:
            return False
        self._arrivals[person] = arrival + self._seconds
        self._arrivals.move_to_end(person)
        if len(self._arrivals) > self._people:
            self._arrivals.popitem(last=False)
        return True
