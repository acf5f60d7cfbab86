"""Guesses the diacritics of a message typed without them; for understanding, never to be shown.

A hidden Markov model over syllables: the states are the ways a bare syllable may be written with
marks, the transitions an interpolated bigram model (Jurafsky & Martin, Speech and Language
Processing, 3rd ed., chapters 3 and 17), the best sequence found by Viterbi's algorithm.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["Restorer", "learn"]

_START = ""
CANDIDATES = 8
"""Ways of writing one syllable that are considered: the commonest."""

COMPOUND_WEIGHT = 0.2
"""What a word of the dictionary counts beside a sentence that somebody may really write."""

BIGRAM_SHARE = 0.85
"""How far a pair that was seen is trusted; the rest goes to the syllable alone."""


@dataclass(frozen=True)
class Restorer:
    """Log probabilities: of a syllable alone, of a pair, and the candidates of a bare syllable."""

    candidates: dict[str, list[str]]
    alone: dict[str, float]
    pairs: dict[tuple[str, str], float]

    def restore(self, words: Sequence[str]) -> list[str]:
        """`words` (lower case, NFC; an entry may hold several syllables) with marks, in place.

        A word that has marks already stays; so does one that is not known.
        """
        syllables = [syllable for word in words for syllable in word.split()]
        guessed = iter(self._best(syllables))
        return [" ".join(next(guessed) for _ in word.split()) for word in words]

    def _best(self, syllables: Sequence[str]) -> list[str]:
        """The likeliest sequence of marked syllables (Viterbi)."""
        scores = {_START: 0.0}
        paths: list[dict[str, str]] = []
        for syllable in syllables:
            step: dict[str, float] = {}
            path: dict[str, str] = {}
            for candidate in self._of(syllable):
                alone = self.alone.get(candidate, _UNKNOWN)
                best = max(
                    scores,
                    key=lambda before: scores[before] + self._score(before, candidate, alone),
                )
                step[candidate] = scores[best] + self._score(best, candidate, alone)
                path[candidate] = best
            scores = step
            paths.append(path)
        found: list[str] = []
        last = max(scores, key=lambda end: scores[end])
        for path in reversed(paths):
            found.append(last)
            last = path[last]
        return found[::-1]

    def _of(self, syllable: str) -> list[str]:
        if strip_diacritics(syllable) != syllable:
            return [syllable]
        return self.candidates.get(syllable, [syllable])

    def _score(self, before: str, syllable: str, alone: float) -> float:
        return self.pairs.get((before, syllable), alone + _UNSEEN_PAIR)


_UNKNOWN = -16.0
_UNSEEN_PAIR = log(1 - BIGRAM_SHARE)


def learn(sentences: Iterable[Sequence[str]], compounds: Iterable[Sequence[str]] = ()) -> Restorer:
    """A restorer from sentences and dictionary words, each a sequence of marked syllables."""
    alone: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for weight, texts in ((1.0, sentences), (COMPOUND_WEIGHT, compounds)):
        for text in texts:
            for syllable in text:
                alone[syllable] += weight  # type: ignore[assignment]
            # Only a sentence says what it may begin with.
            begun = (_START, *text) if weight == 1.0 else text
            for pair in pairwise(begun):
                pairs[pair] += weight  # type: ignore[assignment]
    total = sum(alone.values())
    firsts: Counter[str] = Counter()
    for (first, _), count in pairs.items():
        firsts[first] += count
    shapes: defaultdict[str, list[str]] = defaultdict(list)
    for syllable, _ in alone.most_common():
        shape = shapes[strip_diacritics(syllable)]
        if len(shape) < CANDIDATES:
            shape.append(syllable)
    return Restorer(
        candidates=dict(shapes),
        alone={syllable: log(count / total) for syllable, count in alone.items()},
        pairs={
            (first, second): log(
                BIGRAM_SHARE * count / firsts[first] + (1 - BIGRAM_SHARE) * alone[second] / total
            )
            for (first, second), count in pairs.items()
        },
    )
