"""Raw Telex and VNI keys, left in a text where the keyboard's Vietnamese was switched off.

“hocj” and “ho5c” are “học”, “dduwowcj” and “d9u7o75c” are “được”. A word is taken apart into its
plain letters, the keys of their marks, and its tone; the syllable that has all three is what was
meant. Keys stand right after their vowel or at the end of the word, as typing programs allow.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.syllable import SYLLABLES, is_syllable, takes_tone
from bot.vietnamese.tones import with_tone

__all__ = ["decode"]

_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "4": "\u0303", "3": "\u0309", "5": "\u0323"}
_TELEX_MARKS = {"â": "a", "ê": "e", "ô": "o", "ơ": "w", "ư": "w", "ă": "w", "đ": "d"}
_VNI_MARKS = {"â": "6", "ê": "6", "ô": "6", "ơ": "7", "ư": "7", "ă": "8", "đ": "9"}

_TELEX = re.compile(r"([bcdghklmnpqrstvx]*)([aeiouyw][a-z]*?)(z?)")
# After the first vowel no syllable has these letters, so there they are keys.
_TELEX_TONE = re.compile(r"[fsxrj]")
# Before the vowel only “d” takes a digit, and in a row of digits the tone is the last: so “m03”,
# “4g” and “ngay26” stay; only “ươ” takes a digit twice. A letter with one digit is a code (“a4”).
_VNI = re.compile(
    r"(?![a-z]\d$|.*([1-689]).*\1|.*77)(?P<d>d9?)?[a-z]*?[aeiouy](?:[a-z]|[1-5](?!\d)|[6-9])*"
)
_VOWELS = "aeiouyw"
_DOUBLED = "aeo"
_LONGEST = 12
"""Keys; the longest syllables have nine or ten (“nghieengx”)."""

_Marks = frozenset[str]


class _Keys(NamedTuple):
    """A word taken apart: plain letters, the keys of their marks, the tone ("" for level)."""

    letters: str
    marks: _Marks
    tone: str


def _by_keys(mark_keys: Mapping[str, str]) -> dict[tuple[str, _Marks], str]:
    """Every syllable without its tone by its plain letters and the keys of its marks."""
    return {
        (strip_diacritics(base), frozenset(mark_keys[c] for c in base if c in mark_keys)): base
        for base in SYLLABLES
    }


_BY_TELEX = _by_keys(_TELEX_MARKS)
_BY_VNI = _by_keys(_VNI_MARKS)


def decode(word: str, protected: Collection[str]) -> str | None:
    """The syllable that a lower-case word of raw Telex or VNI keys stands for, or None.

    None for a word without such keys, for one that gives no syllable or is one as it stands, and
    for one in `protected`; a word there also keeps itself with a digit after it (“bai” keeps
    “bai2”, lesson two). Words with Vietnamese letters, wholly or in part, are left alone too.
    """
    if len(word) > _LONGEST or not word.isascii() or word in protected:
        return None
    if word[-1:].isdigit() and word[:-1] in protected:
        return None
    return _decoded(word)


@lru_cache(maxsize=1 << 14)
def _decoded(word: str) -> str | None:
    if is_syllable(word):
        return None
    keys, syllables = (_telex(word), _BY_TELEX) if word.isalpha() else (_vni(word), _BY_VNI)
    base = keys and syllables.get((keys.letters, keys.marks))
    if not keys or not base or not takes_tone(base, keys.tone):
        return None
    return with_tone(base, keys.tone)


def _telex(word: str) -> _Keys | None:
    found = _TELEX.fullmatch(word)
    if not found:
        return None
    onset, rhyme, cleared = found.groups()
    before, *after = _TELEX_TONE.split(rhyme)
    # The same key again takes a tone back (“pass” gives “pas”), and then it is no Vietnamese.
    if len(after) > 1 or (cleared and not after) or (after and _parts_vowel(before, after[0])):
        return None
    marked = _telex_marks(onset, "".join((before, *after)), toned=bool(after))
    if marked is None:
        return None
    tone = _TELEX_TONES[rhyme[len(before)]] if after and not cleared else ""
    return _Keys(*marked, tone)


def _parts_vowel(before: str, after: str) -> bool:
    """Whether a tone key stands between two equal vowels (“these”): no circumflex is typed so."""
    return bool(after) and after[0] in _DOUBLED and before.endswith(after[0])


def _telex_marks(onset: str, body: str, toned: bool) -> tuple[str, _Marks] | None:
    """The plain letters and the keys of their marks; `body` is from the first vowel on."""
    letters = onset.replace("dd", "d", 1)
    marks = {"d"} if letters != onset else set()
    late = False
    for before, key in zip((onset or " ")[-1] + body, body, strict=False):
        parted = before not in _VOWELS
        if key == "w":
            # A second one only in “uwow”; with nothing to mark, “w” itself is “ư” (“tw”).
            if "w" in marks and before != "o":
                return None
            letters += "" if re.search("[aou]", letters) else "u"
            marks.add(key)
        elif key in _DOUBLED and key in letters and key not in marks and (before == key or parted):
            late |= parted
            marks.add(key)
        elif key == "d" and onset == "d":
            late = True
            marks.add(key)
        else:
            letters += key
    # A key that comes late and alone may be a letter of another language (“mama”, “did”).
    if late and not toned and len(marks) == 1:
        return None
    return letters, frozenset(marks)


def _vni(word: str) -> _Keys | None:
    found = _VNI.fullmatch(word)
    if not found:
        return None
    letters = re.sub(r"\d", "", word)
    tones = [key for key in word if key in _VNI_TONES]
    marks = [key for key in word if key in "6789"]
    if len(tones) > 1 or (marks == ["9"] and not tones and found["d"] != "d9"):
        return None
    return _Keys(letters, frozenset(marks), _VNI_TONES[tones[0]] if tones else "")
