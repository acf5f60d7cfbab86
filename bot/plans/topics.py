"""What a question is about: which things of the register its words mean.

A thing (a task, a target, a conflict) is known by its words and pairs of words without marks, each
worth the more the fewer things have it (inverse document frequency; Robertson, “Understanding
inverse document frequency”, 2004). A word that nothing in the register has counts against all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from math import log

from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.syllable import SYLLABLES

__all__ = ["Match", "Topics", "topics_of"]

PAIR = 0.8
"""What a pair counts beside a single word of the same rarity."""

UNKNOWN = 0.7
"""What a word that nothing has counts, as a part of the rarest word's worth."""

_SYLLABLES = frozenset(map(strip_diacritics, SYLLABLES))

COVERAGE = 0.5
"""Which part of the words a thing must account for to be what they mean."""

ALONE = 0.65
"""The same where one pair of words is the only sign."""

MANY_SIGNS, WITH_MANY = 4, 0.35
"""The same where there are so many signs: the rest may be a name that the register shortens."""

LETTERS_TO_MISSPELL = 4
"""A shorter word with another letter is another word."""


@dataclass(frozen=True)
class Match:
    """A thing that words mean: `score`, and which part of the words it accounts for (0 to 1).

    `signs`: how many pairs of the words, side by side, it has; a word that is no Vietnamese
    syllable (“vneid”) counts as two. A syllable alone says little.
    """

    id: str
    score: float
    coverage: float
    signs: int

    @property
    def is_sure(self) -> bool:
        """Whether the words mean it: most of them, or some with more than one sign."""
        if self.coverage < COVERAGE:
            return self.signs >= MANY_SIGNS and self.coverage >= WITH_MANY
        return self.signs > 1 or (self.signs == 1 and self.coverage >= ALONE)


@dataclass(frozen=True)
class Topics:
    """The words of things: for every word or pair, how far each thing has it."""

    having: Mapping[str, Mapping[str, float]]
    worth: Mapping[str, float]
    near: Mapping[str, frozenset[str]]
    rarest: float

    def knows(self, word: str) -> bool:
        """Whether anything has `word`."""
        return word in self.worth

    def mended(self, words: Sequence[str], kept: Set[str]) -> tuple[str, ...]:
        """`words`, with those that nothing has replaced by a known one that is a slip away.

        Words of `kept` are rightly written.
        The one is taken that stands beside one of its neighbours elsewhere; beside both where the
        word as written may be another one.
        """
        mended = list(words)
        for place, word in enumerate(words):
            if word in self.worth or word in kept or len(word) < LETTERS_TO_MISSPELL:
                continue
            left = mended[place - 1] if place else ""
            right = words[place + 1] if place + 1 < len(words) else ""
            near = {each for key in _keys(word) for each in self.near.get(key, ())}
            ways = [each for each in sorted(near) if _is_slip(word, each)]
            enough = 2 if word in _SYLLABLES else 1
            fitting = [
                each
                for each in ways
                if (f"{left} {each}" in self.worth) + (f"{each} {right}" in self.worth) >= enough
            ]
            if fitting:
                mended[place] = max(fitting, key=lambda each: -self.worth[each])
        return tuple(mended)

    def matches(self, words: Sequence[str], skipped: Set[str]) -> list[Match]:
        """What `words` may mean, best first; words of `skipped` count in pairs only."""
        counted = dict.fromkeys(word for word in words if word not in skipped)
        total = sum(self.worth.get(word, UNKNOWN * self.rarest) for word in counted)
        if not total:
            return []
        scores: defaultdict[str, float] = defaultdict(float)
        covered: defaultdict[str, float] = defaultdict(float)
        signs: Counter[str] = Counter()
        for word in counted:
            if word in self.worth and word not in _SYLLABLES:
                signs.update(dict.fromkeys(self.having[word], 2))
            for id, weight in self.having.get(word, {}).items():
                scores[id] += self.worth[word] * weight
                covered[id] += self.worth[word]
        for first, second in dict.fromkeys(pairwise(words)):
            if first in skipped and second in skipped:
                continue
            pair = f"{first} {second}"
            for id, weight in self.having.get(pair, {}).items():
                scores[id] += PAIR * self.worth[pair] * weight
                signs[id] += 1
        found = [Match(id, score, covered[id] / total, signs[id]) for id, score in scores.items()]
        return sorted(found, key=lambda match: (-match.score, match.id))


def topics_of(things: Iterable[tuple[str, Iterable[tuple[Sequence[str], float]]]]) -> Topics:
    """The topics of things: the id of each and its texts, as bare words and what a text counts."""
    having: defaultdict[str, dict[str, float]] = defaultdict(dict)
    number = 0
    for id, texts in things:
        number += 1
        for words, weight in texts:
            for term in (*words, *map(" ".join, pairwise(words))):
                having[term][id] = max(weight, having[term].get(id, 0.0))
    commons: Counter[str] = Counter({term: len(ids) for term, ids in having.items()})
    worth = {term: log(1 + number / count) for term, count in commons.items()}
    near: defaultdict[str, set[str]] = defaultdict(set)
    for term in worth:
        if " " not in term and len(term) >= LETTERS_TO_MISSPELL - 1:
            for key in _keys(term):
                near[key].add(term)
    frozen = {key: frozenset(terms) for key, terms in near.items()}
    return Topics(dict(having), worth, frozen, max(worth.values(), default=0.0))


def _keys(word: str) -> list[str]:
    """The word, and the word without any one letter: near words have one of these in common."""
    return [word, *(word[:place] + word[place + 1 :] for place in range(len(word)))]


def _is_slip(written: str, meant: str) -> bool:
    """Whether one letter was put in, left out or replaced, or two neighbours were swapped."""
    if abs(len(written) - len(meant)) > 1:
        return False
    same = 0
    while same < min(len(written), len(meant)) and written[same] == meant[same]:
        same += 1
    written, meant = written[same:], meant[same:]
    swapped = written[:2] == meant[1::-1] and written[2:] == meant[2:]
    return swapped or written[1:] in (meant, meant[1:]) or written == meant[1:]
