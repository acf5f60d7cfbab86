"""How near a question is in meaning to the passages, and to what we know nothing of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answers.pooling import nearest, pooled
from bot.embedding import Rows, directions, embedded, embedder

__all__ = ["Meanings", "Nearness", "meanings_of"]

_ELSEWHERE = Path(__file__).with_name("elsewhere.txt")
"""What people ask that we know nothing of: a line a matter, its parts after commas."""

Scores = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Nearness:
    """Cosines of a question, from -1 to 1: to the ways of asking for each passage, a figure a
    passage, and to what we know nothing of.
    """

    asks: Scores
    elsewhere: float


@dataclass(frozen=True)
class Meanings:
    """Embeddings, less the mean of all ways of asking, each row of length 1.

    `asks` are all ways of asking, those of one passage after the other, `starts` where each
    passage's begin. The texts themselves are not embedded: that put no more passages first.
    """

    asks: Rows
    starts: NDArray[np.int64]
    elsewhere: Rows
    mean: Rows

    def near(self, question: str) -> Nearness:
        """How near `question` (lower case, with its marks) is to everything."""
        row = directions(embedder().query([question])[0] - self.mean)
        return Nearness(
            pooled(self.asks @ row, self.starts),
            nearest(self.elsewhere @ row),
        )


def meanings_of(asks: Sequence[Sequence[str]], cache: Path) -> Meanings:
    """The meanings of passages; of each there are `asks`, one at least, in lower case.

    `cache` is a folder that keeps what is costly to make.
    """
    every = [ask for each in asks for ask in each]
    rows = embedded([*every, *_elsewhere()], cache / "meanings.npz")
    of_asks, elsewhere = np.split(rows, [len(every)])
    mean = of_asks.mean(axis=0)
    ends = np.cumsum([len(each) for each in asks])
    return Meanings(
        directions(of_asks - mean),
        np.concatenate(([0], ends[:-1])),
        directions(elsewhere - mean),
        mean,
    )


def _elsewhere() -> list[str]:
    """Each line as a whole and each of its parts: of 60 such questions 56 are declined so."""
    lines = _ELSEWHERE.read_text(encoding="utf-8").splitlines()
    return [*(part for line in lines for part in line.split(", ")), *lines]
