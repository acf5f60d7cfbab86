"""Which option a person means by its own words: all of them, some of them, with small typos.

Texts come here as `spoken` leaves them: lower-case words with one space between them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["are_counts", "distance", "match_exact", "match_words", "spoken"]

_WORD = re.compile(r"\d+|[^\W\d_]+")
_COUNT = re.compile(r"(?:[1-4]|một|hai|ba|bốn)\b")
_Tokens = list[str]
_Same = Callable[[str, str], bool]

# A word that turns a sentence round must be on both sides or on neither.
_NEGATIONS = {"không", "hông", "hổng", "chẳng", "chả", "đừng", "chưa", "chớ"}
# The same typed without marks or in short. “dung” may be “dùng” as well: then nothing is guessed.
_NEGATIONS |= {"khong", "hong", "chang", "dung", "chua", "ko", "k", "kg", "kh", "hok"}
_DONT_KNOW = re.compile(r"(?:khong|ko|k|kg|kh|hong|hok|chang|cha|chua) (?:biet|ro|chac|nho|hieu)\b")
# Words by which alone no option is told from another.
_EMPTY = {"va", "la", "cua", "thi", "ma", "cho", "de", "vi", "roi", "voi", "nay", "do", "duoc"}

LETTERS_A_TYPO = 6
"""In a whole option one letter in this many may be wrong."""

TYPO_FROM = 5
"""Letters a word must have for one of them to be wrong."""


def spoken(text: str) -> str:
    """`text` as lower-case words with one space between them, without signs and emoji."""
    # NFKC also turns “②”, “２” and the keycap emoji into plain digits.
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).lower()))


def are_counts(options: Sequence[str]) -> bool:
    """Whether options are told apart by small numbers (“2 bước”, “ba bước”), as places are."""
    return sum(bool(_COUNT.match(option)) for option in options) > 1


def match_exact(said: str, options: Sequence[str]) -> int | None:
    """The index of the one option that is `said`, with its diacritics or else without."""
    for form in (str, strip_diacritics):
        fits = [place for place, option in enumerate(options) if form(option) == form(said)]
        if fits:
            return fits[0] if len(fits) == 1 else None
    return None


def match_words(said: str, options: Sequence[str]) -> int | None:
    """The index of the one option that `said` means; None for none or more than one."""
    bare = strip_diacritics(said)
    if _DONT_KNOW.match(bare) or not set(bare.split()) - _EMPTY:
        return None
    choices = [option.split() for option in options]
    for same in (str.__eq__, _bare, _near):
        fits = _fits(said.split(), choices, same)
        if fits:
            return fits[0] if len(fits) == 1 else None
    return _nearest(said, options)


def _fits(said: _Tokens, options: Sequence[_Tokens], same: _Same) -> list[int]:
    """The places of the options of which `said` is a part, or else which are a part of it."""
    parts = [place for place, option in enumerate(options) if _is_part(said, option, same)]
    if parts:
        return parts
    within = [place for place, option in enumerate(options) if _is_within(option, said, same)]
    longest = max((len(options[place]) for place in within), default=0)
    return [place for place in within if len(options[place]) == longest]


def _is_part(said: _Tokens, option: _Tokens, same: _Same) -> bool:
    """Whether the words of `said` stand in `option` in this order, and mean the same there."""
    start = 0
    for word in said:
        place = next((at for at in range(start, len(option)) if same(word, option[at])), None)
        if place is None or _NEGATIONS.intersection(option[start:place]):
            return False
        start = place + 1
    return True


def _is_within(option: _Tokens, said: _Tokens, same: _Same) -> bool:
    """Whether `said` is mainly this option, with words around it that do not turn it round."""
    size = len(option)
    if size < 2 or len(said) > 2 * size:
        return False
    for start in range(len(said) - size + 1):
        if all(map(same, option, said[start : start + size])):
            around = said[:start] + said[start + size :]
            return not _NEGATIONS.intersection(around)
    return False


def _nearest(said: str, options: Sequence[str]) -> int | None:
    """The option nearest to `said` in spelling, where it is near and the only nearest."""
    distances = {
        place: distance(strip_diacritics(said), strip_diacritics(option))
        for place, option in enumerate(options)
        if _turns(said) == _turns(option) and _digits(said) == _digits(option)
    }
    near = {
        place: distance
        for place, distance in distances.items()
        if distance <= len(options[place]) // LETTERS_A_TYPO
    }
    best = [place for place, distance in near.items() if distance == min(near.values())]
    return best[0] if len(best) == 1 else None


def _turns(text: str) -> int:
    """How often `text` is turned round."""
    return sum(word in _NEGATIONS for word in text.split())


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _bare(one: str, other: str) -> bool:
    return strip_diacritics(one) == strip_diacritics(other)


def _near(one: str, other: str) -> bool:
    """Whether two words are the same but for marks and one letter; short ones but for marks."""
    if _bare(one, other):
        return True
    if min(len(one), len(other)) < TYPO_FROM or not (one + other).isalpha():
        return False
    if _NEGATIONS & {one, other}:
        return False
    return distance(strip_diacritics(one), strip_diacritics(other)) == 1


def distance(one: str, other: str) -> int:
    """How many letters to put in, leave out, replace or swap with the next (Damerau)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, target in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != target))
            swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == target
            row.append(min(cost, last[j - 2] + 1) if swapped else cost)
    return row[-1]
