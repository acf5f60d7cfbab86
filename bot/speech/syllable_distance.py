"""How far apart two syllables are for the ear: their beginning, their rhyme, their tone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.syllable import split_tone

__all__ = ["MISSED", "distance"]

MISSED = 0.8
"""What it costs where one has a syllable that the other has not."""

_ONSET, _RHYME, _TONE = 0.45, 0.4, 0.15
_NEAR = 0.3
"""How much of the cost remains where a beginning or a rhyme is often heard as the other one."""

_BEGINNING = re.compile(
    "ngh|ng|gh|gi(?=[aeiouyăâêôơư])|kh|ch|nh|ph|th|tr|qu|[bcdđfghjklmnpqrstvwxz]"
)
# Written differently, spoken alike.
_SAME = {"k": "c", "q": "c", "gh": "g", "ngh": "ng", "gi": "d", "z": "d", "j": "d", "f": "ph"}
_ALIKE = tuple(
    map(
        frozenset,
        ({"d", "r", "v"}, {"s", "x"}, {"tr", "ch"}, {"l", "n"}, {"b", "p", "ph"}, {"t", "đ", "th"}),
    )
)


class _Parts(NamedTuple):
    onset: str
    rhyme: str
    tone: str


@lru_cache(maxsize=1 << 14)
def distance(one: str, other: str) -> float:
    """From 0 (spoken alike) to 1 (nothing in common); both in lower case and NFC."""
    if one == other:
        return 0.0
    first, second = _parts(one), _parts(other)
    return (
        _ONSET * _apart(first.onset, second.onset)
        + _RHYME * _rhymes_apart(first.rhyme, second.rhyme)
        + _TONE * (first.tone != second.tone)
    )


def _parts(syllable: str) -> _Parts:
    base, tone = split_tone(syllable)
    found = _BEGINNING.match(base)
    onset = found[0] if found else ""
    rhyme = base[len(onset) :].replace("y", "i")
    return _Parts(_SAME.get(onset, onset), rhyme, tone)


def _apart(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return _NEAR if any({one, other} <= group for group in _ALIKE) else 1.0


def _rhymes_apart(one: str, other: str) -> float:
    """Vowels with other marks (“o”, “ô”) and endings that differ are heard wrongly most often."""
    if one == other:
        return 0.0
    bare, other_bare = strip_diacritics(one), strip_diacritics(other)
    if bare == other_bare:
        return _NEAR
    return 0.6 if bare[:1] == other_bare[:1] else 1.0
