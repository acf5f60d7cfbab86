"""Whose turn it is: everybody in turn, those with something urgent before all others."""

from __future__ import annotations

import heapq
import itertools
from collections import OrderedDict
from collections.abc import Callable

from bot.message import Person

__all__ = ["Turns"]


class Turns:
    """People who wait for their turn; times are in seconds of any clock.

    `is_urgent` says whether a person goes before all others.
    """

    def __init__(self, is_urgent: Callable[[Person], bool]) -> None:
        self._is_urgent = is_urgent
        self._urgent: OrderedDict[Person, None] = OrderedDict()
        self._others: OrderedDict[Person, None] = OrderedDict()
        self._aside: list[tuple[float, int, Person]] = []
        self._number = itertools.count()

    def join(self, person: Person) -> None:
        """Puts somebody who does not wait yet at the end of the row."""
        (self._urgent if self._is_urgent(person) else self._others)[person] = None

    def hurry(self, person: Person) -> None:
        """To be called when something urgent came up for somebody: they may wait already."""
        if person in self._others:
            del self._others[person]
            self._urgent[person] = None

    def leave(self, person: Person) -> None:
        """Takes somebody out of the row."""
        self._urgent.pop(person, None)
        self._others.pop(person, None)

    def set_aside(self, person: Person, until: float) -> None:
        """Takes somebody out of the row who comes back to its end at the time `until`."""
        self.leave(person)
        heapq.heappush(self._aside, (until, next(self._number), person))

    def next(self, now: float) -> Person | None:
        """Whose turn it is at the time `now`; they stay in the row."""
        while self._aside and self._aside[0][0] <= now:
            self.join(heapq.heappop(self._aside)[2])
        return next(iter(self._urgent), None) or next(iter(self._others), None)

    def comes_back_at(self) -> float | None:
        """When the next of those who were set aside comes back."""
        return self._aside[0][0] if self._aside else None
