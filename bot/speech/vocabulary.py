"""What a recogniser makes of words that are not Vietnamese, turned back into them.

It writes what it hears as Vietnamese syllables: “vi nây i đi” for VNeID, “quy a” for QR. The file
``knowledge/language/spoken.yml`` names the terms; how one is said follows from the names of its
letters, or is listed. Heard syllables may differ a little from that, the more the longer a term
is, but words that make sense as they stand are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Parsed, Strict, Text, parse_file
from bot.knowledge.yaml_reader import Place
from bot.nlu.dictionary import dictionary_words
from bot.speech.spoken_digits import digits_as_figures
from bot.speech.syllable_distance import MISSED, distance
from bot.vietnamese.diacritics import nfc

__all__ = ["SpokenFile", "Vocabulary", "read_vocabulary"]

TOLERANCE = 0.13
"""Mean distance of a syllable from what is expected, for terms of LONG syllables and more."""

LONG = 3
"""Shorter terms must be heard exactly, but for letters that sound alike (“gia lô”, “da lô”)."""

_EXACT = 1e-6
_WORD = re.compile(r"[^\W\d_]+")
_SAID = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")

_Form = tuple[str, ...]
_Slot = tuple[_Form, ...]


class TermEntry(Strict):
    """A term as it is written; how it is said: by the names of these letters, or as listed."""

    written: Text
    letters: Text | None = None
    also: tuple[Text, ...] = ()


class SpokenFile(Strict):
    """The whole file; the comments in it say what each part is for."""

    letters: dict[str, list[Text]]
    terms: list[TermEntry]


@dataclass(frozen=True)
class _Pattern:
    """One way to say a term: slot by slot, each in one of several forms."""

    written: str
    slots: tuple[_Slot, ...]

    @property
    def shortest(self) -> int:
        """The fewest syllables it is said in."""
        return sum(min(map(len, slot)) for slot in self.slots)

    @property
    def longest(self) -> int:
        """The most syllables it is said in."""
        return sum(max(map(len, slot)) for slot in self.slots)


@dataclass(frozen=True)
class _Found:
    """The term `written` in the heard words from `start` to before `end`."""

    start: int
    end: int
    written: str
    cost: float


@dataclass(frozen=True)
class Vocabulary:
    """Corrects what was heard; `pairs` are the words of two syllables of a dictionary."""

    patterns: tuple[_Pattern, ...]
    pairs: frozenset[str]

    def correct(self, text: str) -> str:
        """`text` with our terms in their own spelling, and digits said one by one as figures."""
        found = list(_WORD.finditer(nfc(text)))
        words = [match[0].lower() for match in found]
        pieces, end = [], 0
        for term in self._terms(words):
            pieces += [nfc(text)[end : found[term.start].start()], term.written]
            end = found[term.end - 1].end()
        return digits_as_figures("".join([*pieces, nfc(text)[end:]]))

    def _terms(self, words: Sequence[str]) -> Iterator[_Found]:
        """The terms in the words, from left to right, none over another."""
        place = 0
        while place < len(words):
            here = [
                each for each in self._beginning(words, place) if self._makes_sense(each, words)
            ]
            best = min(here, key=lambda each: (each.cost, place - each.end), default=None)
            if best:
                yield best
            place = best.end if best else place + 1

    def _beginning(self, words: Sequence[str], start: int) -> Iterator[_Found]:
        for pattern in self.patterns:
            last = min(len(words), start + pattern.longest)
            for end in range(start + max(2, pattern.shortest - 1), last + 1):
                size = end - start
                cost = _cost(pattern.slots, words[start:end]) / size
                if cost <= (TOLERANCE if pattern.shortest >= LONG else _EXACT):
                    yield _Found(start, end, pattern.written, cost)

    def _makes_sense(self, found: _Found, words: Sequence[str]) -> bool:
        """Whether the words can be the term: its edges do not belong to the words beside it.

        “Lô” in “giá lô đất” belongs to “đất”. A long term that was heard exactly is one anyway.
        """
        size = found.end - found.start
        if size >= LONG and found.cost <= _EXACT:
            return True
        edges = [" ".join(words[at - 1 : at + 1]) for at in (found.start, found.end) if at]
        return self.pairs.isdisjoint(edges)


def read_vocabulary(path: Path) -> Vocabulary:
    """The vocabulary in the file at `path`; raises KnowledgeError with the line of each mistake."""
    parsed = parse_file(path, SpokenFile)
    problems = list(_problems(parsed))
    if problems:
        raise KnowledgeError(problems)
    patterns = tuple(
        pattern for entry in parsed.model.terms for pattern in _patterns(entry, parsed.model)
    )
    return Vocabulary(patterns, frozenset(_pairs()))


def _patterns(entry: TermEntry, file: SpokenFile) -> Iterator[_Pattern]:
    if entry.letters:
        names = [file.letters[letter] for letter in entry.letters]
        yield _Pattern(entry.written, tuple(tuple(map(_form, each)) for each in names))
    for said in entry.also:
        yield _Pattern(entry.written, tuple(((word,),) for word in _form(said)))


def _form(said: str) -> _Form:
    return tuple(nfc(said).lower().split())


def _cost(slots: Sequence[_Slot], heard: Sequence[str]) -> float:
    """The least distance of what was heard from any way to say the slots, syllables together."""
    row = [place * MISSED for place in range(len(heard) + 1)]
    for slot in slots:
        before, row = row, [least + MISSED for least in row]
        for end in range(len(heard) + 1):
            for form in slot:
                start = end - len(form)
                if start >= 0:
                    apart = sum(map(distance, form, heard[start:end]))
                    row[end] = min(row[end], before[start] + apart)
            if end:
                row[end] = min(row[end], row[end - 1] + MISSED)
    return row[-1]


def _pairs() -> Iterator[str]:
    """The words of two syllables, each as one string: half the memory of two."""
    return (" ".join(word) for word in dictionary_words() if len(word) == 2)


def _problems(parsed: Parsed[SpokenFile]) -> Iterator[Problem]:
    model, document = parsed.model, parsed.document
    for letter, names in model.letters.items():
        for number, name in enumerate(names):
            if not _SAID.fullmatch(nfc(name)):
                at: Place = ("letters", letter, number)
                yield document.problem(at, f"“{name}” không phải cách đọc bằng chữ.")
    known: dict[_Form, str] = {}
    for index, entry in enumerate(model.terms):
        if not entry.letters and not entry.also:
            yield document.problem(("terms", index), "Thiếu cách đọc: letters hoặc also.")
        for letter in entry.letters or "":
            if letter not in model.letters:
                at = ("terms", index, "letters")
                yield document.problem(at, f"Chữ “{letter}” chưa có tên trong letters.")
        for number, said in enumerate(entry.also):
            at = ("terms", index, "also", number)
            other = known.setdefault(_form(said), entry.written)
            if not _SAID.fullmatch(nfc(said)) or len(_form(said)) < 2:
                yield document.problem(at, "Phải là hai tiếng trở lên, viết cách nhau.")
            elif other != entry.written:
                yield document.problem(at, f"“{said}” đã là cách đọc của {other}.")
