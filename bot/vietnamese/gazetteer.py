"""Finds names of a list in a message, however they are written.

A message comes as a list of words: syllables, numbers and signs in lower case and NFC. A name
is found without its diacritics, with its tone mark on another vowel, with or without joining
signs (“m-03”, “QĐ550”, “550/QĐ-BKHCN”), with its number in words (“mô đun ba”), with its
syllables written together (“haiphong”) and, where it is long enough, with one slip.

Some names look like other words once their marks are gone: “lai chau” is Lai Châu, but also
“lại cháu”. Such look-alikes are given as traps. Where a trap fits as well as a name, nothing is
found, unless a word stands before it that shows what is meant (“tỉnh lai chau”).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.mentions import Mention
from bot.vietnamese.numbers import read_number
from bot.vietnamese.syllable import SYLLABLES, split_tone
from bot.vietnamese.tones import place_tones

__all__ = ["Gazetteer", "Name"]

LETTERS_FOR_A_SLIP = 7
"""Letters a name of several syllables must have for one of them to be misspelt."""

LETTERS_FOR_A_SLIP_IN_ONE = 6
"""The same for a name of one syllable or word."""

LETTERS_OF_A_MISSPELT_SYLLABLE = 4
"""A shorter syllable with another letter is another syllable; among many that are right …"""

LETTERS_OF_A_MISSPELT_SYLLABLE_IN_A_LONG_NAME = 3
"""… it may be shorter: in names of …"""

LETTERS_OF_A_LONG_NAME = 10
"""… this many letters."""

LETTERS_FOR_A_MISSING_MARK = 5
"""Letters a name must have for a syllable to have some of its marks only (“hà nôi”)."""

LETTERS_TOGETHER = 5
"""Letters a name must have to be known where its syllables are written together."""

_EXACT, _BARE, _SLIP = range(3)
"""How far what is written is from a name."""

_ANY = "*"
"""Stands for a syllable that may be misspelt."""

_JOINS = frozenset("-–—‑/._&+")
_UNSAID = frozenset({"số", "so", "thứ", "thu"})
"""Words that stand before a number without changing it: “quyết định số 550”."""

_RUN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")


@dataclass(frozen=True)
class Name:
    """One way to name what `value` stands for; a trap where `entity` is "".

    `after` are words that leave no doubt about it when they stand before it.
    """

    entity: str
    value: str
    text: str
    after: frozenset[str] = frozenset()


class _Piece(NamedTuple):
    """A syllable, number or sign within the words ``start`` to ``end``.

    It is the first or last of them where it `opens` or `closes` them: “m3” has two pieces.
    """

    text: str
    bare: str
    start: int
    end: int
    opens: bool
    closes: bool


@dataclass(frozen=True)
class _Entry:
    """A name, cut into pieces: as they are written, and without marks."""

    name: Name
    texts: tuple[str, ...]
    bares: tuple[str, ...]

    @cached_property
    def letters(self) -> int:
        return sum(len(bare) for bare in self.bares if not bare.isdecimal())

    @cached_property
    def may_slip(self) -> bool:
        if not self.name.entity:
            return False
        alone = len(self.bares) == 1
        return self.letters >= (LETTERS_FOR_A_SLIP_IN_ONE if alone else LETTERS_FOR_A_SLIP)

    @cached_property
    def letters_to_misspell(self) -> int:
        if self.letters >= LETTERS_OF_A_LONG_NAME:
            return LETTERS_OF_A_MISSPELT_SYLLABLE_IN_A_LONG_NAME
        return LETTERS_OF_A_MISSPELT_SYLLABLE

    @cached_property
    def after(self) -> frozenset[str]:
        return self.name.after | {strip_diacritics(word) for word in self.name.after}


class _Found(NamedTuple):
    """An entry at a place of the message. What is better has the smaller tuple: the longer,
    the one made clear by the word before it, the better spelt, the trap, the earlier.
    """

    shortness: int
    unclear: bool
    distance: int
    named: bool
    start: int
    end: int
    entry: _Entry


class Gazetteer:
    """Names to be found in messages; unchanging once made."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._entries: defaultdict[tuple[str, ...], list[_Entry]] = defaultdict(list)
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)
        self._together: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._misspelt: defaultdict[tuple[str, ...], list[_Entry]] = defaultdict(list)
        self._misspelt_lengths: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
        self._before_number: set[str] = set()
        for name in dict.fromkeys(names):
            pieces = _pieces(_RUN.findall(name.text))
            if pieces:
                texts, bares = (tuple(each) for each in zip(*(p[:2] for p in pieces), strict=True))
                self._add(_Entry(name, texts, bares))

    def _add(self, entry: _Entry) -> None:
        bares = entry.bares
        self._entries[bares].append(entry)
        self._lengths[bares[0]].add(len(bares))
        self._before_number |= {before for before, bare in pairwise(bares) if bare.isdecimal()}
        together = "".join(bares)
        if len(bares) > 1 and len(together) >= LETTERS_TOGETHER and together.isalpha():
            self._together[together].append(entry)
        if entry.may_slip:
            for key in _without_one(bares) if len(bares) > 1 else _near(bares[0]):
                self._misspelt[key].append(entry)
            for place, bare in enumerate(bares[:2]):
                self._misspelt_lengths[place, bare].add(len(bares))

    def find(self, words: Sequence[str]) -> list[Mention]:
        """The names in `words`, as mentions that do not overlap, longer ones first.

        A mention's `kind` is the entity; it may begin and end only where words do.
        """
        pieces = _pieces(words)
        found = list(self._found(pieces))
        counted = self._with_numbers(pieces)
        if counted != pieces:
            found += self._found(counted)
        found.sort(key=lambda each: each[:6])
        taken: list[_Found] = []
        for each in found:
            if all(each.end <= other.start or other.end <= each.start for other in taken):
                taken.append(each)
        taken.sort(key=lambda each: each.start)
        return [
            Mention(each.entry.name.entity, each.entry.name.value, each.start, each.end)
            for each in taken
            if each.named
        ]

    def _found(self, pieces: Sequence[_Piece]) -> Iterator[_Found]:
        bares = [piece.bare for piece in pieces]
        for start, piece in enumerate(pieces):
            if not piece.opens:
                continue
            for entry in self._candidates(bares, start):
                end = start + len(entry.bares)
                if end <= len(pieces) and pieces[end - 1].closes:
                    distance = _distance(entry, pieces[start:end])
                    yield from _fitting(entry, pieces, start, end, distance)
            if piece.closes:
                for entry in self._together.get(piece.bare, ()):
                    yield from _fitting(entry, pieces, start, start + 1, _BARE)

    def _candidates(self, bares: Sequence[str], start: int) -> Iterator[_Entry]:
        """Entries that may begin at `start`, those of the right letters first."""
        first = bares[start]
        for length in self._lengths.get(first, ()):
            yield from self._entries.get(tuple(bares[start : start + length]), ())
        if len(first) >= LETTERS_FOR_A_SLIP_IN_ONE - 1:
            for key in _near(first):
                yield from self._misspelt.get(key, ())
        left = len(bares) - start
        for length in self._misspelt_lengths.get((0, first), ()):
            if length > left:
                continue
            for key in _without_one(bares[start : start + length])[1:]:
                yield from self._misspelt.get(key, ())
        if start + 1 < len(bares):
            for length in self._misspelt_lengths.get((1, bares[start + 1]), ()):
                key = (_ANY, *bares[start + 1 : start + length])
                yield from self._misspelt.get(key, ())

    def _with_numbers(self, pieces: Sequence[_Piece]) -> list[_Piece]:
        """The pieces with a number in words, after a word that is counted, as one number."""
        texts = [piece.text for piece in pieces]
        read: list[_Piece] = []
        place = 0
        while place < len(pieces):
            number = None
            if read and read[-1].bare in self._before_number:
                number = _number(texts, place + (texts[place] in _UNSAID))
            if number is None:
                read.append(pieces[place])
                place += 1
                continue
            digits, end = number
            last = pieces[end - 1]
            read.append(_Piece(digits, digits, pieces[place].start, last.end, True, last.closes))
            place = end
        return read


def _pieces(words: Sequence[str]) -> list[_Piece]:
    """The pieces of `words`; signs that join them are left out."""
    return [
        _Piece(text, bare, index, index + 1, opens, closes)
        for index, word in enumerate(words)
        for text, bare, opens, closes in _cut(word)
    ]


@lru_cache(maxsize=1 << 14)
def _cut(word: str) -> tuple[tuple[str, str, bool, bool], ...]:
    """Text and bare text of each piece of a word, and whether it is its first and its last."""
    runs = _RUN.findall(word)
    cut = []
    for place, run in enumerate(runs):
        if run not in _JOINS:
            text = run.lstrip("0") or "0" if run.isdecimal() else place_tones(run)
            cut.append((text, strip_diacritics(text), place == 0, place == len(runs) - 1))
    return tuple(cut)


def _fitting(
    entry: _Entry, pieces: Sequence[_Piece], start: int, end: int, distance: int | None
) -> Iterator[_Found]:
    """The entry, where what is written may be meant by it."""
    if distance is None:
        return
    clear = start > 0 and pieces[start - 1].text in entry.after
    if len(entry.bares) == 1 and distance == _BARE and not clear:
        return  # One syllable without its marks may be any of several words.
    first, last = pieces[start].start, pieces[end - 1].end
    named = bool(entry.name.entity)
    yield _Found(first - last, not clear, distance, named, first, last, entry)


def _distance(entry: _Entry, said: Sequence[_Piece]) -> int | None:
    """How far `said` is from the entry: as it is, without marks, with a slip; None: further."""
    distance = _EXACT
    for piece, text, bare in zip(said, entry.texts, entry.bares, strict=True):
        if piece.text == text:
            continue
        if piece.text == bare:
            distance = max(distance, _BARE)
        elif distance < _SLIP and _is_slip(piece, text, entry):
            distance = _SLIP
        else:
            return None
    return distance


def _is_slip(piece: _Piece, text: str, entry: _Entry) -> bool:
    bare = strip_diacritics(text)
    if piece.bare == bare:
        return entry.may_slip or _lacks_marks(piece.text, text, entry)
    if not entry.may_slip or len(bare) < entry.letters_to_misspell:
        return False
    # Beside one right syllable, one that is a syllable too is another word: “công phần”.
    if len(entry.bares) == 2 and split_tone(piece.text)[0] in SYLLABLES:
        return False
    return _is_misspelt(piece.text, bare if piece.text == piece.bare else text)


def _lacks_marks(written: str, meant: str, entry: _Entry) -> bool:
    """Whether `written` has some of the marks of `meant` and no others (“nôi”, “nội”)."""
    if len(entry.bares) == 1 or entry.letters < LETTERS_FOR_A_MISSING_MARK:
        return False
    left = iter(unicodedata.normalize("NFD", meant.replace("đ", "d\u0335")))
    return all(
        mark in left for mark in unicodedata.normalize("NFD", written.replace("đ", "d\u0335"))
    )


def _is_misspelt(written: str, meant: str) -> bool:
    """Whether one letter was put in, left out or replaced, or two were swapped."""
    if abs(len(written) - len(meant)) > 1 or not (written + meant).isalpha():
        return False
    same = 0
    while same < min(len(written), len(meant)) and written[same] == meant[same]:
        same += 1
    written, meant = written[same:], meant[same:]
    swapped = written[:2] == meant[1::-1] and written[2:] == meant[2:]
    return swapped or written[1:] in (meant, meant[1:]) or written == meant[1:]


def _without_one(bares: Sequence[str]) -> list[tuple[str, ...]]:
    """The syllables with any one of them left open."""
    return [(*bares[:place], _ANY, *bares[place + 1 :]) for place in range(len(bares))]


def _near(word: str) -> list[tuple[str, ...]]:
    """The word, and the word without any one letter: near words have one of these in common."""
    return [(word,), *((word[:place] + word[place + 1 :],) for place in range(len(word)))]


def _number(texts: Sequence[str], start: int) -> tuple[str, int] | None:
    """The number that begins at `start`, in digits, and where it ends.

    Numbers of documents are also read digit by digit: “năm năm không” is 550.
    """
    if start < len(texts) and texts[start].isdecimal():
        return texts[start], start + 1
    digits = ""
    end = start
    while (one := read_number(texts[end : end + 1], 0)) and one[0] < 10:
        digits, end = f"{digits}{one[0]}", end + 1
    whole = read_number(texts, start)
    if whole and (whole[1] >= end or len(digits) < 2):
        return str(whole[0]), whole[1]
    return (digits.lstrip("0") or "0", end) if digits else None
