"""Where the tone mark of a syllable stands.

Texts mix two ways. Ours is the classical one, with the tone on the first vowel of an open “oa”,
“oe” and “uy” (“hòa”, “khỏe”, “thủy”), since most people's keyboards write so; all other
syllables are written alike in both.
"""

from __future__ import annotations

from functools import lru_cache

from bot.vietnamese.diacritics import nfc
from bot.vietnamese.syllable import SYLLABLES, split_tone, takes_tone

__all__ = ["place_tones", "with_tone"]


@lru_cache(maxsize=1 << 14)
def place_tones(word: str) -> str:
    """An NFC word with its tone mark moved to its classical place (“hoà”, “gíup” → “hòa”, “giúp”).

    Letters and case stay; a word that is no Vietnamese syllable comes back as it is.
    """
    if word.isascii():
        return word
    base, tone = split_tone(word)
    place = SYLLABLES.get(base.lower())
    if place is None or not tone or not takes_tone(base.lower(), tone):
        return word
    return _put(base, tone, place)


def with_tone(base: str, tone: str) -> str:
    """A syllable of `SYLLABLES` with `tone` (one of `TONES`, or "") at its classical place.

    Raises KeyError where `base` is no syllable.
    """
    return _put(base, tone, SYLLABLES[base])


def _put(base: str, tone: str, place: int) -> str:
    return nfc(base[: place + 1] + tone + base[place + 1 :])
