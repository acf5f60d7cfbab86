"""Words that are no words: for texts we publish, never for what people type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.vietnamese.syllable import is_syllable
from bot.vietnamese.tones import place_tones

__all__ = ["Spelling", "common_syllables"]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")

TIMES_IN_DICTIONARY = 2
"""In how many words of a dictionary a syllable must stand: a single one is often a misprint."""


@dataclass(frozen=True)
class Spelling:
    """What is spelt rightly.

    `syllables` are lower case with their tones placed as `place_tones` does; `words` are names,
    foreign words and abbreviations as they are written; `confusions` give for a wrong phrase the
    right one, both lower case.
    """

    syllables: frozenset[str]
    words: frozenset[str]
    confusions: Mapping[str, str]

    def mistakes(self, text: str) -> Iterator[str]:
        """Vietnamese sentences about words of the NFC `text` that are not spelt rightly."""
        plain = _PLACEHOLDER.sub(" … ", text)
        for word in dict.fromkeys(_WORD.findall(plain)):
            if not self._is_named(word):
                yield from self._of_parts(word.split("-"))
        lower = " ".join(plain.lower().split())
        for wrong, right in self.confusions.items():
            if re.search(rf"(?<!\w){re.escape(wrong)}(?!\w)", lower):
                yield f"“{wrong}” có phải là “{right}”?"

    def _is_named(self, word: str) -> bool:
        """Whether it is in `words`, at the start of a sentence or elsewhere."""
        return word in self.words or word[:1].lower() + word[1:] in self.words

    def _of_parts(self, parts: Iterable[str]) -> Iterator[str]:
        for part in parts:
            if self._is_named(part):
                continue
            small = part.lower()
            if is_syllable(small) and place_tones(small) != small:
                yield f"“{part}”: hãy đặt dấu như “{place_tones(small)}”."
            elif small not in self.syllables:
                yield f"“{part}” không có trong từ điển; từ đúng thì thêm vào spelling.yml."


def common_syllables(words: Iterable[Iterable[str]]) -> frozenset[str]:
    """The well-formed syllables of a dictionary's `words` that stand in several of them."""
    count: dict[str, int] = {}
    for word in words:
        for syllable in {place_tones(each) for each in word}:
            count[syllable] = count.get(syllable, 0) + 1
    return frozenset(
        syllable
        for syllable, times in count.items()
        if times >= TIMES_IN_DICTIONARY and is_syllable(syllable)
    )
