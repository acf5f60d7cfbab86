"""Short forms that are only known from what stands beside them: “học liệu đt”, “bd cán bộ”.

Two letters that begin two words of the register's texts mean these where a neighbour is the one
that these words have there too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Shorts", "shorts_of"]

_LETTERS = 2


@dataclass(frozen=True)
class Shorts:
    """Pairs of words (bare) by their first letters, each with the words seen before and after."""

    pairs: Mapping[str, Mapping[str, tuple[frozenset[str], frozenset[str]]]]

    def meant(self, written: str, before: str, after: str) -> str | None:
        """What `written` stands for between these neighbours; None where nothing tells."""
        fitting = [
            pair
            for pair, (left, right) in self.pairs.get(written, {}).items()
            if before in left or after in right
        ]
        return fitting[0] if len(fitting) == 1 else None


def shorts_of(texts: Iterable[Sequence[str]]) -> Shorts:
    """The short forms of the pairs of words in `texts` (bare words)."""
    seen: defaultdict[str, dict[str, tuple[set[str], set[str]]]] = defaultdict(dict)
    for words in texts:
        padded = ["", *words, ""]
        for place, (first, second) in enumerate(pairwise(words), 1):
            if first.isalpha() and second.isalpha():
                sides = seen[first[0] + second[0]].setdefault(f"{first} {second}", (set(), set()))
                sides[0].update({padded[place - 1]} - {""})
                sides[1].update({padded[place + _LETTERS]} - {""})
    return Shorts(
        {
            short: {pair: (frozenset(a), frozenset(b)) for pair, (a, b) in pairs.items()}
            for short, pairs in seen.items()
        }
    )
