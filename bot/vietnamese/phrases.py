"""Looks for phrases in the words of a message: one reader is tried at every syllable.

A reader takes the syllables and a place and gives what begins there. The syllables end with an
empty string, so that a reader may look one further after each one that it knows, and one back
from the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.mentions import Mention

__all__ = ["Reader", "Reading", "find", "spelt", "spelt_keys"]

T = TypeVar("T")

_GLUED = re.compile(r"([0-9]+)([^\W\d_]{3,})|([^\W\d_]{3,})([0-9]+)")
"""“ngày20”, “70tuổi”; two letters may be a code (“qd550”) or an hour (“7h30”)."""


class Reading(NamedTuple):
    """A phrase that ends before syllable `end`. Without a `kind` it is passed over whole."""

    kind: str
    value: str
    end: int


Reader = Callable[[Sequence[str], int], "Reading | None"]


def spelt(words: str) -> frozenset[str]:
    """The words of `words`, each with its marks and without: with others it is another word."""
    return frozenset(form for word in words.split() for form in (word, strip_diacritics(word)))


def spelt_keys(values: Mapping[str, T]) -> dict[str, T]:
    """`values` with every key with its marks and without; the first of two alike is kept."""
    bare: dict[str, T] = {}
    for word, value in values.items():
        bare.setdefault(strip_diacritics(word), value)
    return bare | dict(values)


def find(words: Sequence[str], read: Reader) -> list[Mention]:
    """What `read` finds in `words`, in order and without overlaps, as places in `words`.

    An entry of `words` may hold several syllables; an empty one belongs to the one before it.
    """
    syllables: list[str] = []
    entries: list[int] = []
    for entry, word in enumerate(words):
        for syllable in _syllables(word):
            syllables.append(syllable)
            entries.append(entry)
    size = len(syllables)
    syllables.append("")
    found = []
    place = 0
    while place < size:
        reading = read(syllables, place)
        if reading is None:
            place += 1
            continue
        if reading.kind:
            start, end = entries[place], _entry_after(entries, reading.end, len(words))
            found.append(Mention(reading.kind, reading.value, start, end))
        place = reading.end
    return found


def _syllables(word: str) -> Sequence[str]:
    if " " in word:
        return word.split()
    # Most words are neither; the pattern is for those that begin or end with a figure.
    if word and word[0].isdigit() != word[-1].isdigit() and (parts := _GLUED.fullmatch(word)):
        return [part for part in parts.groups() if part]
    return (word,) if word else ()


def _entry_after(entries: Sequence[int], end: int, size: int) -> int:
    """The entry that follows the phrase before syllable `end`, past those it absorbed."""
    last = entries[end - 1]
    return next((entry for entry in entries[end:] if entry > last), size)
