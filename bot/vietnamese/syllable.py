"""What a written Vietnamese syllable may look like, by its structure and without a word list.

A syllable is an onset, a rhyme (perhaps with a rounding glide before the main vowel) and a tone;
its spelling rules are those of the national orthography: c/k, g/gh and ng/ngh by the vowel that
follows, stops (p, t, c, ch) with sắc or nặng only. Where “i” and “y” compete, both are taken.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from types import MappingProxyType

__all__ = ["SYLLABLES", "TONES", "is_syllable", "split_tone", "takes_tone"]

TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
"""The combining marks of huyền, sắc, ngã, hỏi and nặng."""

_ACUTE, _DOT_BELOW = "\u0301", "\u0323"
_MARKED_VOWELS = "ăâêôơư"
_VOWELS = "aeiouy" + _MARKED_VOWELS
_CONSONANTS = "bcdđghklmnpqrstvx"
_FRONT = "eêiy"
_STOPS = ("p", "t", "c", "ch", "k")

_PLAIN = (
    "a e ê i o ô ơ u ư y ia ua ưa "
    "ai ao au ay âu ây eo êu iu iêu oi ôi ơi ui ưi ưu uôi ươi ươu "
    "am ăm âm em êm im om ôm ơm um ưm iêm uôm ươm "
    "an ăn ân en ên in on ôn ơn un ưn iên uôn ươn "
    "ang ăng âng eng ong ông ung ưng iêng uông ương anh ênh inh "
    "ap ăp âp ep êp ip op ôp ơp up iêp ươp "
    "at ăt ât et êt it ot ôt ơt ut ưt iêt uôt ươt "
    "ac ăc âc ec oc ôc uc ưc iêc uôc ươc ach êch ich"
)
_ROUNDED = (
    "oa oe uê uy oai oao oay oeo uây uyu uêu "
    "oam oăm oan oăn oen uân uên uyn uyên oang oăng uâng oanh uênh uynh "
    "oap oăp uyp oat oăt oet uât uêt uyt uyêt oac oăc oach uêch uych"
)
# “qu” holds the glide itself; these follow it besides the rounded rhymes without their glide.
_AFTER_QU = "i ơ ơi iu au êu in inh it ich ôc ăp âp ăm eng ep"
_ALONE = "yêm yên yêng yêt yêu"
_ANY_VOWEL = "b ch d đ h kh l m n nh p ph r s t th tr v x"
# Lips that close for b, m, p, ph or v do not round at once; n, r and g hardly ever do either.
_ANY_GLIDE = "ch d đ h kh l ng nh s t th tr x"
_BEFORE_BACK = ("c", "g", "ng")
_BEFORE_FRONT = ("k", "gh", "ngh")
# Rare rhymes, borrowed words, and names of places that are written against the rules.
_RARE = (
    "huơ thuơ khuya tuya boa buyt moay noan nuy phuy roa ruy voan goa gioăng "
    "xoong boong goong sooc mooc kan kon kông đăk lăk"
)
_TWO_PLACES = ("oa", "oe", "uy")


def _spellings() -> Iterator[tuple[str, str]]:
    """Every onset with every rhyme that may follow it."""
    plain, rounded = _PLAIN.split(), _ROUNDED.split()
    yield from product(["", *_ANY_VOWEL.split()], plain)
    yield from product(["", *_ANY_GLIDE.split()], rounded)
    yield from product([""], _ALONE.split())
    for rhyme in plain:
        yield from product(_BEFORE_FRONT if rhyme[0] in _FRONT else _BEFORE_BACK, [rhyme])
        # “giêng” is gi + iêng, and “gìn” is gi + in.
        if rhyme[0] not in "iy" or rhyme.startswith("iê"):
            yield "gi", rhyme.removeprefix("i")
    yield from product(["g"], ["i", "in"])
    # The sound that would be “co-” is written “qu”.
    yield from product(["qu"], [*_AFTER_QU.split(), *(rhyme[1:] for rhyme in rounded)])
    for word in _RARE.split():
        rhyme = word.lstrip(_CONSONANTS)
        yield word.removesuffix(rhyme), rhyme


def _place(rhyme: str) -> int:
    """Where the tone stands in a rhyme, in the classical way (“hòa”, “thủy”)."""
    marked = [place for place, letter in enumerate(rhyme) if letter in _MARKED_VOWELS]
    if marked:
        return marked[-1]
    vowels = sum(letter in _VOWELS for letter in rhyme)
    # Before a final consonant the last vowel, else the first of two and the middle one of three.
    return vowels - 1 if vowels < len(rhyme) else (vowels - 1) // 2


SYLLABLES: Mapping[str, int] = MappingProxyType(
    {onset + rhyme: len(onset) + _place(rhyme) for onset, rhyme in _spellings()}
)
"""Every well-formed syllable without its tone, and the index of the letter that takes the tone."""

_TONED = {
    unicodedata.normalize("NFC", letter + tone): (letter, tone)
    for letter in _VOWELS + _VOWELS.upper()
    for tone in TONES
}
_TONELESS = str.maketrans({toned: letter for toned, (letter, _) in _TONED.items()})


def split_tone(word: str) -> tuple[str, str]:
    """An NFC word without its tone marks, and the marks, as they follow each other, in `TONES`."""
    tones = "".join(_TONED[letter][1] for letter in word if letter in _TONED)
    return word.translate(_TONELESS), tones


def takes_tone(base: str, tone: str) -> bool:
    """Whether `base` of `SYLLABLES` is a syllable with `tone` (one of `TONES`, "" for level)."""
    return tone in (_ACUTE, _DOT_BELOW) if base.endswith(_STOPS) else tone in ("", *TONES)


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Whether a lower-case NFC word is a well-formed syllable, marks included.

    The tone may stand as in “hòa” or as in “hoà”. Typed without its marks a word is judged as it
    stands: “hoc” is none, for its stop lacks a tone.
    """
    base, tone = split_tone(word)
    place = SYLLABLES.get(base)
    if place is None or not takes_tone(base, tone):
        return False
    if not tone or word[place] != base[place]:
        return True
    # “quý” has no such choice: there “u” belongs to the onset, and the tone is on “y” already.
    return base[place:] in _TWO_PLACES and word[place + 1] != base[place + 1]
