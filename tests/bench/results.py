"""What was measured on one side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .processes import Memory

__all__ = ["Load", "Side", "Understanding", "percentile"]


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` of `values` lie, between two neighbours if need be.

    Raises ValueError where there are no values.
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    lower = int(place)
    upper = min(lower + 1, len(ordered) - 1)
    return ordered[lower] + (ordered[upper] - ordered[lower]) * (place - lower)


@dataclass(frozen=True)
class Load:
    """A number of people writing at once: times in seconds, one latency for each message.

    `cpu` is the CPU time of all processes of the side; `silent` counts answers without a reply,
    `failed` those that were errors.
    """

    people: int
    latencies: tuple[float, ...]
    wall: float
    cpu: float
    silent: int
    failed: int

    @property
    def per_second(self) -> float:
        """Messages answered a second."""
        return len(self.latencies) / self.wall

    @property
    def per_core(self) -> float:
        """Messages answered in a second of CPU time."""
        return len(self.latencies) / self.cpu

    def milliseconds(self, percent: float) -> float:
        """The latency that `percent` of the messages did not exceed."""
        return 1000 * percentile(self.latencies, percent)


@dataclass(frozen=True)
class Understanding:
    """Intents of sentences that are not in the training data.

    `right` and `asked` by way of writing; `best_right` counts also those whose best intent was
    right but not sure enough to be taken. `milliseconds` is the median for one sentence.
    """

    asked: Mapping[str, int]
    right: Mapping[str, int]
    best_right: Mapping[str, int]
    milliseconds: float

    def accuracy(self, writing: str | None = None) -> float:
        """The share understood, of one way of writing or of all."""
        return _share(self.right, self.asked, writing)

    def best_accuracy(self, writing: str | None = None) -> float:
        """The same before the fallback has its say."""
        return _share(self.best_right, self.asked, writing)


def _share(right: Mapping[str, int], asked: Mapping[str, int], writing: str | None) -> float:
    writings = list(asked) if writing is None else [writing]
    return sum(right.get(w, 0) for w in writings) / sum(asked[w] for w in writings)


@dataclass(frozen=True)
class Side:
    """Everything measured on one side.

    `boots` in seconds, `boot_cpus` the CPU time they took; `loads` by number of people;
    `positions`: milliseconds of messages around a place in one long conversation, by that place.
    """

    boots: tuple[float, ...]
    boot_cpus: tuple[float, ...]
    memory_idle: Memory
    memory_loaded: Memory
    loads: Mapping[int, Load]
    positions: Mapping[int, float]
    understanding: Understanding

    @property
    def boot(self) -> float:
        """The middle one of all starts, in seconds."""
        return percentile(self.boots, 50)

    @property
    def boot_cpu(self) -> float:
        """The CPU time of the middle one, in seconds."""
        return percentile(self.boot_cpus, 50)
