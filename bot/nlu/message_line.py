"""A message as one line of words in normal form, as `bot.vietnamese.phrase_patterns` reads it.

Amounts, telephone numbers, times, shares and links stand in it as ``#money``, ``#phone``,
``#time``, ``#percent``, ``#link``; other numbers as ``#number``, what was blanked out as
``#blank``. In a message typed with its marks, a word without any carries `UNMARKED`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.nlu.syllables import Language, read
from bot.vietnamese.diacritics import nfc, strip_diacritics
from bot.vietnamese.masking import BLANK
from bot.vietnamese.phrase_patterns import UNMARKED

__all__ = ["LONGEST", "line_of"]

LONGEST = 2000
"""Characters of a message that are looked at: who wants money says so before."""

_UNIT = r"(?:k|tr|trieu|nghin|ngan|ty|ti|cu|lit|chai|dong|d|vnd|usd|do|do la|eur|euro|\$)"
_SPELT = r"(?:mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi|chuc|tram|may|vai|ruoi|ca)"
_AMOUNT = r"\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?"
_MENTIONS = re.compile(
    "|".join(
        (
            rf"(?P<blank>{re.escape(BLANK)})",
            r"(?P<percent>(?<!\w)[+-]?\d+(?:[.,]\d+)?\s?(?:%|phan tram\b))",
            r"(?P<phone>(?<!\w)(?:\+84|0)\d(?:[ .-]?\d){7,9}(?!\d)|\b1[89]00[ .]?\d{4,6}(?!\d))",
            rf"(?P<money>\$\s?{_AMOUNT}"
            rf"|(?<![\w.])[+-]?{_AMOUNT}\s?{_UNIT}(?:\s?\d+)?(?:\s(?:ruoi|dong|vnd|k))?\b"
            rf"|\b(?:{_SPELT}\s){{1,4}}(?:trieu|nghin|ngan|ty|cu)(?:\s(?:ruoi|dong))?\b)",
            r"(?P<time>(?<!\w)\d+\s?(?:h|gio|phut|p|ph|tieng|ngay|giay|tuan|thang|nam)"
            r"(?:\s?\d\d?)?(?:p|ph)?\b)",
            r"(?P<number>(?<![\w.])[*#]*\d(?:[\d.,/:x*#-]*[\dx#])?)",
        )
    ),
    re.IGNORECASE,
)
MARKED_SHARE = 0.35
"""Of the words; written Vietnamese has marks on two words of three, chat on one of two."""

# “ngay 28/11” typed without marks is a day, not “ngay”: at once.
_BARE_DAY = re.compile(r"(?<!\S)ngay (?=#number|#time|mai |mot |nao |\d|den han|hen|le )")
_ENDS = frozenset(".!?;…")
_QUOTES = frozenset("“”\"'‘’«»`*_~")


def line_of(text: str, language: Language, links: Sequence[tuple[int, int]] = ()) -> str:
    """The first characters of `text` as a line; `links` are places in it that hold one."""
    text = nfc(text)[:LONGEST]
    things = [*(("link", start, end) for start, end in links), *_mentions(text, links)]
    things.sort(key=lambda thing: thing[1])
    words = list(_collapsed(_words(text, language, things)))
    letters = [word for word in words if word.isalpha()]
    marked = sum(word != strip_diacritics(word) for word in letters)
    if marked >= MARKED_SHARE * len(letters) > 0:
        return "".join(f"{_unmarked(word)} " for word in words)
    return _BARE_DAY.sub("ngày ", "".join(f"{word} " for word in words))


def _unmarked(word: str) -> str:
    return word + UNMARKED if word.isalpha() and word == strip_diacritics(word) else word


def _mentions(text: str, links: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    for found in _MENTIONS.finditer(strip_diacritics(text)):
        if not any(start < found.end() and found.start() < end for start, end in links):
            yield found.lastgroup or "", found.start(), found.end()


def _words(text: str, language: Language, things: Sequence[tuple[str, int, int]]) -> Iterator[str]:
    """The words in order; a thing stands once, for all the pieces that it covers."""
    last, place = 0, 0
    for piece in read(text, language).syllables:
        if "\n" in text[last : piece.start]:
            yield "|"
        last = piece.end
        while place < len(things) and things[place][2] <= piece.start:
            place += 1
        if place < len(things) and things[place][1] < piece.end:
            kind, start, _ = things[place]
            if piece.start <= start or last == 0:
                yield f"#{kind}"
        else:
            yield from _signs(piece.form)


def _signs(form: str) -> Iterator[str]:
    for word in form.lower().split():
        if word[0].isalnum():
            yield word
        elif word[0] in _ENDS:
            yield "|"
        elif word[0] not in _QUOTES:
            yield ","


def _collapsed(words: Iterator[str]) -> Iterator[str]:
    """Without signs that follow another sign."""
    before = "|"
    for word in words:
        if word in ("|", ",") and before in ("|", ","):
            continue
        yield word
        before = word
