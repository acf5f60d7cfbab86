"""How near a question is in meaning to the passages, and to what we know nothing of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.embedding import Rows, directions, embedded, embedder

__all__ = ["Meanings", "Nearness", "meanings_of"]

TEXT_SHARE = 0.5
"""What nearness to a passage's text counts beside nearness to a way of asking for it; 0.5 found
the passage first for 74 of 100 questions, 0 for 68, 1 for 68."""

_ELSEWHERE = Path(__file__).with_name("elsewhere.txt")
"""What people ask that we know nothing of: a line a matter, its parts after commas."""

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Nearness:
    """Cosines of a question, one a passage; from -1 to 1.

    `asks` is that of the nearest way of asking for the passage, `second` of the second nearest
    (the nearest, where there is one only), `texts` of its text. `elsewhere` is that of the nearest
    thing that we know nothing of.
    """

    asks: Scores
    second: Scores
    texts: Scores
    elsewhere: float

    @property
    def whole(self) -> Scores:
        """One figure a passage."""
        whole: Scores = self.asks + np.float32(TEXT_SHARE) * self.texts
        return whole


@dataclass(frozen=True)
class Meanings:
    """Embeddings, less the mean of their kind, each row of length 1.

    `asks` are all ways of asking, those of one passage after the other, `starts` where each
    passage's begin; `texts` the passages' texts.
    """

    asks: Rows
    starts: NDArray[np.int64]
    texts: Rows
    elsewhere: Rows
    means: tuple[Rows, Rows]

    def near(self, question: str) -> Nearness:
        """How near `question` (lower case, with its marks) is to everything."""
        row = embedder().query([question])[0]
        of_ask, of_text = (directions(row - mean) for mean in self.means)
        asks = self.asks @ of_ask
        nearest = np.maximum.reduceat(asks, self.starts)
        return Nearness(
            nearest,
            self._second(asks, nearest),
            self.texts @ of_text,
            float((self.elsewhere @ of_ask).max()),
        )

    def _second(self, asks: Scores, nearest: Scores) -> Scores:
        owners = np.repeat(np.arange(len(self.starts)), np.diff([*self.starts, len(asks)]))
        beside = np.where(asks < nearest[owners], asks, np.float32(-1))
        second = np.maximum.reduceat(beside, self.starts)
        found: Scores = np.where(second > -1, second, nearest)
        return found


def meanings_of(asks: Sequence[Sequence[str]], texts: Sequence[str], cache: Path) -> Meanings:
    """The meanings of passages; of each there are `asks`, one at least, and a text.

    All are lower case. `cache` is a folder that keeps what is costly to make.
    """
    every = [ask for each in asks for ask in each]
    others = _elsewhere()
    rows = embedded([*every, *texts, *others], cache / "meanings.npz")
    of_asks, of_texts, elsewhere = np.split(rows, [len(every), len(every) + len(texts)])
    means = (of_asks.mean(axis=0), of_texts.mean(axis=0))
    ends = np.cumsum([len(each) for each in asks])
    return Meanings(
        directions(of_asks - means[0]),
        np.concatenate(([0], ends[:-1])),
        directions(of_texts - means[1]),
        directions(elsewhere - means[0]),
        means,
    )


def _elsewhere() -> list[str]:
    """Each line as a whole and each of its parts: of 60 such questions 56 are declined so."""
    lines = _ELSEWHERE.read_text(encoding="utf-8").splitlines()
    return [*(part for line in lines for part in line.split(", ")), *lines]
