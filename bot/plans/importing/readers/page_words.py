"""Words on a page, wherever they come from, as lines in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from bot.vietnamese.diacritics import nfc

__all__ = [
    "Box",
    "Line",
    "Word",
    "lines_of",
    "lines_side_by_side",
    "text_in",
    "without_page_number",
]

# Letters of one word that a change of font has parted stand this close, in heights of a letter.
_TOUCHING = 0.12
# Words further apart stand side by side, as the issuer and the motto do.
_APART = 2.5
_MARK = re.compile(r"(?:[-–+*•▪]|\(?\w{1,4}[.)]|\d+(?:\.\d+)*\.?|[IVX]+\.)")
_PAGE_NUMBER = re.compile(
    r"(?:trang|page)?\s*[-–]?\s*\d{1,3}\s*[-–]?(?:\s*/\s*\d{1,3})?", re.IGNORECASE
)
_MARGIN = 0.1


@dataclass(frozen=True)
class Box:
    """A place on a page in points, from its upper left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        """In points."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """How far down its middle is."""
        return (self.top + self.bottom) / 2

    def holds(self, other: Box) -> bool:
        """Whether the middle of `other` is in here."""
        across, down = (other.x0 + other.x1) / 2, other.middle
        return self.x0 <= across <= self.x1 and self.top <= down <= self.bottom


@dataclass(frozen=True)
class Word:
    """A word and where it stands."""

    text: str
    box: Box
    bold: bool = False


@dataclass(frozen=True)
class Line:
    """Words beside each other, from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words with spaces, but none where only the font changes in a word."""
        text = ""
        for before, word in zip((None, *self.words), self.words, strict=False):
            near = before and word.box.x0 - before.box.x1 < _TOUCHING * word.box.height
            text += word.text if near or not text else f" {word.text}"
        return nfc(text)

    @property
    def box(self) -> Box:
        """What its words take up."""
        boxes = [word.box for word in self.words]
        return Box(
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        )

    @property
    def bold(self) -> bool:
        """Whether all of it is."""
        return all(word.bold for word in self.words)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The words as lines from top to bottom; words overlap in height where they share a line."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.box.middle, each.box.x0)):
        if lines and word.box.middle < _foot(lines[-1]):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(tuple(sorted(line, key=lambda each: each.box.x0))) for line in lines]


def _foot(words: Sequence[Word]) -> float:
    """Down to where the middle of a further word of this line may be."""
    return median(word.box.bottom - word.box.height * 0.2 for word in words)


def lines_side_by_side(words: Iterable[Word]) -> list[Line]:
    """`lines_of`, those with wide gaps taken apart, and what stands left read before the right."""
    ordered: list[Line] = []
    parted = [_parts(line) for line in lines_of(words)]
    for several, group in groupby(parted, key=lambda parts: len(parts) > 1):
        if several:
            pairs = list(group)
            ordered.extend(parts[0] for parts in pairs)
            ordered.extend(part for parts in pairs for part in parts[1:])
        else:
            ordered.extend(parts[0] for parts in group)
    return ordered


def _parts(line: Line) -> list[Line]:
    parts: list[list[Word]] = [[]]
    for word in line.words:
        before = parts[-1][-1] if parts[-1] else None
        apart = before and word.box.x0 - before.box.x1 > _APART * word.box.height
        # “1.      Nhiệm vụ”: a number and a tab.
        tab = before and len(parts[-1]) == 1 and _MARK.fullmatch(before.text)
        if apart and not tab:
            parts.append([])
        parts[-1].append(word)
    return [Line(tuple(part)) for part in parts]


def text_in(box: Box, words: Iterable[Word]) -> str:
    """The text in a cell, its lines as lines."""
    return "\n".join(line.text for line in lines_of(each for each in words if box.holds(each.box)))


def without_page_number(words: Sequence[Word], height: float) -> list[Word]:
    """`words` of a page so high, without its number at the very top or foot."""
    lines = lines_of(words)
    kept = list(words)
    for line in lines[:1] + lines[1:][-1:]:
        at_edge = line.box.bottom < height * _MARGIN or line.box.top > height * (1 - _MARGIN)
        if at_edge and _PAGE_NUMBER.fullmatch(line.text):
            kept = [word for word in kept if word not in line.words]
    return kept
