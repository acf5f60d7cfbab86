"""Scores of the several ways of asking for one passage, taken together as one figure.

The best way alone is a matter of luck: a question shares a turn of phrase with some way of asking
for something quite different. Where several ways are near, the matter is the same.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["nearest", "pooled"]

COUNTED = 5
"""Ways of asking that count: the best ones."""

NEXT = 0.7
"""What each counts beside the one before it. With embeddings alone this put the right passage first
for 83 of 100 questions; the best way alone for 76, the mean of the best three for 82."""


def pooled(scores: NDArray[np.floating[Any]], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """A weighted mean of the best scores of each passage.

    `scores` are those of all ways of asking, one passage's after the other's; `starts` is where
    each passage's begin.
    """
    owners = np.repeat(np.arange(len(starts)), np.diff([*starts, len(scores)]))
    best_first = scores[np.lexsort((-scores, owners))]
    ranks = np.arange(len(scores)) - starts[owners]
    weights = np.where(ranks < COUNTED, NEXT**ranks, 0.0)
    mean: NDArray[np.float64] = np.add.reduceat(best_first * weights, starts) / np.add.reduceat(
        weights, starts
    )
    return mean


def nearest(scores: NDArray[np.floating[Any]]) -> float:
    """The same for one list of scores."""
    return float(pooled(scores, np.zeros(1, dtype=np.int64))[0])
