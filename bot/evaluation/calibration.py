"""Whether a confidence of 0.8 means right in eight of ten cases.

What is judged is the likeliest intent and its confidence, before it is decided whether that is
sure enough to act on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.answer import Answer

__all__ = ["Bin", "brier_score", "calibration_error", "reliability"]

_BINS = 10
_EDGES = [place / _BINS for place in range(1, _BINS)]


@dataclass(frozen=True)
class Bin:
    """The answers with a confidence above `low` and up to `high`; empty, its means are 0."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability(answers: Sequence[Answer]) -> list[Bin]:
    """Ten bins of equal width, with the mean confidence and the share of right ones in each."""
    pairs: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for confidence, right in _judged(answers):
        pairs[bisect_left(_EDGES, confidence)].append((confidence, right))
    return [
        Bin(
            place / _BINS,
            (place + 1) / _BINS,
            len(inside),
            sum(confidence for confidence, _ in inside) / max(len(inside), 1),
            sum(right for _, right in inside) / max(len(inside), 1),
        )
        for place, inside in enumerate(pairs)
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: by how much confidence and accuracy differ in the bins,
    on average over the answers (Guo et al. 2017, equation 3). From 0 to 1; `bins` hold some.
    """
    total = sum(each.count for each in bins)
    return sum(each.count * abs(each.accuracy - each.confidence) for each in bins) / total


def brier_score(answers: Sequence[Answer]) -> float:
    """The mean squared difference between the confidence and 1 for right, 0 for wrong.

    From 0 to 1 (Brier 1950, for the two cases right and wrong); `answers` are not empty.
    """
    return sum((confidence - right) ** 2 for confidence, right in _judged(answers)) / len(answers)


def _judged(answers: Sequence[Answer]) -> list[tuple[float, bool]]:
    likeliest = [(answer.guesses[0], answer.sentence.intent) for answer in answers]
    return [(guess.confidence, guess.intent == meant) for guess, meant in likeliest]
