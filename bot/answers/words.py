"""How well the words of a question fit the passages: BM25, and the share of it they hold.

BM25 as Robertson & Zaragoza 2009 (The Probabilistic Relevance Framework), with the idf of Lucene,
which is never negative, over bare syllables and pairs of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

__all__ = ["Words", "words_of"]

SATURATION, LENGTH = 1.5, 0.75
"""BM25's k1 and b: how soon more of the same term stops counting; how much length is held
against a text."""

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Words:
    """Texts by their terms: `weights` (texts, terms) are what each term adds to a text's score.

    `places` are the columns of the terms, `worth` their idf; a term that no text has is worth
    `unseen`.
    """

    places: Mapping[str, int]
    weights: csc_matrix
    worth: Scores
    unseen: float

    def scores(self, terms: Sequence[str]) -> Scores:
        """The BM25 score of every text for a question of these terms, each counted once."""
        asked = np.zeros(len(self.places))
        asked[[self.places[term] for term in {*terms} if term in self.places]] = 1.0
        found: Scores = self.weights @ asked
        return found

    def shares(self, terms: Sequence[str]) -> Scores:
        """What share of the question each text holds, its terms weighed by their worth."""
        known = [self.places[term] for term in {*terms} if term in self.places]
        unknown = len({*terms}) - len(known)
        total = float(self.worth[known].sum()) + unknown * self.unseen
        held: Scores = (self.weights[:, known] > 0) @ self.worth[known]
        return held / (total or 1.0)

    def weigh(self, terms: Sequence[str]) -> float:
        """What `terms`, each counted once, are worth together."""
        places = (self.places.get(term) for term in {*terms})
        return sum(self.unseen if at is None else float(self.worth[at]) for at in places)


def words_of(texts: Sequence[Sequence[str]]) -> Words:
    """The index of `texts`, each a sequence of terms; there is one text at least."""
    counts = [Counter(terms) for terms in texts]
    texts_with = Counter(term for each in counts for term in each)
    places = {term: at for at, term in enumerate(texts_with)}
    number = len(texts)
    worth = np.array([_idf(number, count) for count in texts_with.values()])
    lengths = np.array([sum(each.values()) for each in counts], dtype=float)
    norms = SATURATION * (1 - LENGTH + LENGTH * lengths / lengths.mean())
    rows = np.repeat(np.arange(number), [len(each) for each in counts])
    columns = np.array([places[term] for each in counts for term in each], dtype=np.int64)
    times = np.array([count for each in counts for count in each.values()], dtype=float)
    weights = worth[columns] * times * (SATURATION + 1) / (times + norms[rows])
    shape = (number, len(places))
    return Words(places, csc_matrix((weights, (rows, columns)), shape), worth, _idf(number, 0))


def _idf(number: int, having: int) -> float:
    return log(1 + (number - having + 0.5) / (having + 0.5))
