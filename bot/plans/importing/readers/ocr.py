"""Scanned pages: words by Tesseract, and the lines of tables found in the picture."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
import pytesseract  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageOps
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from bot.plans.importing.blocks import Unreadable
from bot.plans.importing.readers.page_words import Box, Word
from bot.plans.importing.readers.ruled_tables import Rule

__all__ = ["rules_in", "scan_of", "words_in"]

_DPI = 250
_DOT = 72.0 / _DPI  # in points
_LANGUAGE = "vie"
_DARK = 140
# A line of a table is at least this long, in points; a letter's stroke never is.
_SHORTEST = 28.0
# Words that Tesseract is not even this sure of are specks of dirt.
_LEAST_SURE = 20.0
# Dots of a line's blurred rim that are wiped out with it.
_RIM = 2
# So many dark dots are more than dust; so many white ones Tesseract wants around a text.
_LEAST_INK = 12
_EDGE = 12
# Layouts that Tesseract can be told to expect: text anywhere, one line.
_WHOLE_PAGE, _ONE_LINE = 11, 7
_INSTALL = (
    "Bản quét cần nhận dạng chữ: hãy cài Tesseract và dữ liệu tiếng Việt "
    "(Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-vie), hoặc dùng tệp có chữ."
)


def scan_of(document: PdfDocument, page: int) -> Image.Image:
    """The page, counted from 0, as a grey picture."""
    picture: Image.Image = document[page].render(scale=1 / _DOT).to_pil()
    return picture.convert("L")


def words_in(scan: Image.Image, rules: Sequence[Rule], cells: Sequence[Box]) -> list[Word]:
    """The words of the picture, in points; `cells` are those of its ruled tables.

    A cell in which nothing was found though it is not white is read once more by itself: single
    digits get lost on a page. Raises `Unreadable`, with what to install, where Tesseract or its
    Vietnamese is missing.
    """
    clean = _without(scan, rules)
    words = _read(clean, Box(0, 0, scan.width * _DOT, scan.height * _DOT), _WHOLE_PAGE)
    for cell in cells:
        inked = np.asarray(clean.crop(_dots(cell))) < _DARK
        if inked.sum() > _LEAST_INK and not any(cell.holds(word.box) for word in words):
            words.extend(_read(clean, cell, _ONE_LINE))
    return words


def _read(clean: Image.Image, box: Box, layout: int) -> list[Word]:
    try:
        if _LANGUAGE not in pytesseract.get_languages():
            raise Unreadable(_INSTALL)
        # More threads than one only get in each other's way.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        data = pytesseract.image_to_data(
            ImageOps.expand(clean.crop(_dots(box)), _EDGE, 255),
            lang=_LANGUAGE,
            config=f"--psm {layout} --dpi {_DPI}",
            output_type=pytesseract.Output.DICT,
        )
    except pytesseract.TesseractNotFoundError as error:
        raise Unreadable(_INSTALL) from error
    return _words(data, box)


def _dots(box: Box) -> tuple[int, int, int, int]:
    """The box in dots of the scan."""
    return (
        round(box.x0 / _DOT),
        round(box.top / _DOT),
        round(box.x1 / _DOT),
        round(box.bottom / _DOT),
    )


def _words(data: Mapping[str, Sequence[Any]], within: Box) -> list[Word]:
    """Tesseract's words; those of one of its lines stand equally high, though the scan is askew."""
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for at, text in enumerate(data["text"]):
        word = text.strip("|_—[]")
        if float(data["conf"][at]) >= _LEAST_SURE and any(letter.isalnum() for letter in word):
            left = within.x0 + (data["left"][at] - _EDGE) * _DOT
            top = within.top + (data["top"][at] - _EDGE) * _DOT
            line = (data["block_num"][at], data["par_num"][at], data["line_num"][at])
            box = Box(left, top, left + data["width"][at] * _DOT, top + data["height"][at] * _DOT)
            lines.setdefault(line, []).append(Word(word, box))
    return [word for line in lines.values() for word in _level(line)]


def _level(line: Sequence[Word]) -> list[Word]:
    top = median(word.box.top for word in line)
    bottom = median(word.box.bottom for word in line)
    return [Word(word.text, replace(word.box, top=top, bottom=bottom)) for word in line]


def rules_in(scan: Image.Image) -> list[Rule]:
    """The long straight lines of the picture, across and upright, in points."""
    dark = np.asarray(scan) < _DARK
    across = [Rule(Box(x0, y0, x1, y1)) for x0, x1, y0, y1 in _runs(dark)]
    upright = [Rule(Box(y0, x0, y1, x1)) for x0, x1, y0, y1 in _runs(dark.T)]
    return across + upright


def _runs(dark: npt.NDArray[np.bool_]) -> list[tuple[float, float, float, float]]:
    """Long runs of dark dots along the rows: begin, end, upper and lower edge, in points."""
    shortest = int(_SHORTEST / _DOT)
    found = []
    for row in np.flatnonzero(dark.sum(axis=1) >= shortest):
        steps = np.diff(np.concatenate(([0], dark[row].astype(np.int8), [0])))
        begins, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
        for begin, end in zip(begins, ends, strict=True):
            if end - begin >= shortest:
                found.append((begin * _DOT, end * _DOT, row * _DOT, (row + 1) * _DOT))
    return found


def _without(scan: Image.Image, rules: Sequence[Rule]) -> Image.Image:
    """The picture with the lines of tables painted over, which read as letters otherwise."""
    clean = scan.copy()
    painter = ImageDraw.Draw(clean)
    for rule in rules:
        x0, top, x1, bottom = _dots(rule.box)
        painter.rectangle((x0 - _RIM, top - _RIM, x1 + _RIM, bottom + _RIM), fill=255)
    return clean
