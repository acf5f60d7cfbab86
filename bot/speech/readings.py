"""``knowledge/language/spoken_abbreviations.yml``: how what is no Vietnamese word is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.knowledge.problem import KnowledgeError
from bot.knowledge.schema import Parsed, Strict, Text, parse_file
from bot.knowledge.yaml_reader import Place
from bot.vietnamese.syllable import SYLLABLES, is_syllable

__all__ = ["HYPHEN", "Readings", "ReadingsFile", "read_readings", "sayable"]

HYPHEN = "gạch ngang"
"""A hyphen where it must be typed; elsewhere it is a pause, or a range."""

_WORD = re.compile(r"[^\W\d_]+")
_OTHER = re.compile(r"[^\w ,]|[\d_]")


class ReadingsFile(Strict):
    """The whole file; the comments in it say what each part is for."""

    words: dict[str, Text]
    letters: dict[str, Text]
    signs: dict[str, Text]
    units: dict[str, Text]
    sites: dict[str, Text]
    long_address: Text
    telephones: list[Text]
    kinds: dict[str, Text]
    issuers: dict[str, Text]
    counted: list[Text]
    share: list[Text]
    rank: list[Text]
    call: list[Text]


@dataclass(frozen=True)
class Readings:
    """What is written, and the Vietnamese words that are said for it."""

    words: Mapping[str, str]
    letters: Mapping[str, str]
    signs: Mapping[str, str]
    units: Mapping[str, str]
    sites: Mapping[str, str]
    long_address: str
    telephones: frozenset[str]
    kinds: Mapping[str, str]
    issuers: Mapping[str, str]
    counted: frozenset[str]
    share: frozenset[str]
    rank: frozenset[str]
    call: frozenset[str]

    @cached_property
    def any_word(self) -> re.Pattern[str]:
        """Finds every one of `words` where it stands alone, longest first.

        Case counts only where the word would be another, Vietnamese one in lower case.
        """
        alternatives = (
            re.escape(word) if is_syllable(word.lower()) else f"(?i:{re.escape(word)})"
            for word in sorted(self.words, key=len, reverse=True)
        )
        return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")

    @cached_property
    def _words_by_lower(self) -> Mapping[str, str]:
        return {word.lower(): said for word, said in self.words.items()}

    def word(self, written: str) -> str | None:
        """How a word found by `any_word` is said; None for any other."""
        return self.words.get(written) or self._words_by_lower.get(written.lower())

    def spelt(self, letters: str) -> str:
        """The names of these letters, one by one; others than letters are left out."""
        names = (self.letters.get(letter, "") for letter in letters.lower())
        return " ".join(filter(None, names))


def sayable(word: str) -> bool:
    """Whether a lower-case word is a Vietnamese syllable, perhaps without its tone."""
    return is_syllable(word) or word in SYLLABLES


def read_readings(path: Path) -> Readings:
    """The readings in the file at `path`.

    Raises `KnowledgeError` with the line of every reading that is not made of Vietnamese
    syllables, for those alone are said as they are written.
    """
    parsed = parse_file(path, ReadingsFile)
    problems = [
        parsed.document.problem(place, f"“{said}” không phải tiếng Việt đọc được: {wrong}.")
        for place, said in _said(parsed)
        for wrong in _unsayable(said)
    ]
    if problems:
        raise KnowledgeError(problems)
    fields = parsed.model.dict()
    sets = {name: frozenset(value) for name, value in fields.items() if isinstance(value, list)}
    return Readings(**fields | sets)


def _said(parsed: Parsed[ReadingsFile]) -> Iterator[tuple[Place, str]]:
    for name, value in parsed.model.dict().items():
        if isinstance(value, dict):
            yield from (((name, written), said) for written, said in value.items())
    yield ("long_address",), parsed.model.long_address


def _unsayable(said: str) -> list[str]:
    words = [word for word in _WORD.findall(said) if not sayable(word)]
    return words + _OTHER.findall(said)
