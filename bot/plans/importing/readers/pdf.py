"""PDF files: text in reading order, tables with and without ruled lines, scanned pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from bot.plans.importing.blocks import Block, Paragraph, TableBlock, Unreadable
from bot.plans.importing.readers.layout_tables import cells_in_order, only_places
from bot.plans.importing.readers.ocr import rules_in, scan_of, words_in
from bot.plans.importing.readers.page_words import (
    Box,
    Word,
    lines_side_by_side,
    without_page_number,
)
from bot.plans.importing.readers.ruled_tables import RuledTable, cells_between, ruled_tables
from bot.plans.importing.readers.unruled_tables import Columns, unruled_table

__all__ = ["read_pdf"]

# A page with fewer words than this has none of its own: a stamp on a scan at most.
_FEWEST_WORDS = 8


def read_pdf(path: Path) -> tuple[Block, ...]:
    """The pages as blocks. A paragraph is a line of the page; page numbers are left out.

    Lines are counted from 1 through the text of all pages, a row of a table as one. Pages without
    text are read by Tesseract. Raises `Unreadable` where that is missing, where the file is no
    PDF, is locked, or where nothing is on it.
    """
    try:
        with pdfplumber.open(path) as pdf, PdfDocument(path) as pictures:
            pages = _Pages(pictures)
            blocks = [block for page in pdf.pages for block in pages.blocks(page)]
    except (PDFSyntaxError, PDFPasswordIncorrect, PdfminerException) as error:
        locked = "PDFPasswordIncorrect" in repr(error)
        why = "tệp PDF có mật khẩu" if locked else "không phải tệp PDF đọc được"
        raise Unreadable(f"{path.name}: {why}.") from error
    if not blocks:
        raise Unreadable(f"{path.name}: không có chữ nào trên các trang.")
    return tuple(blocks)


class _Pages:
    """Reads page by page: lines are counted through, and a table may be open from the last one."""

    def __init__(self, pictures: PdfDocument) -> None:
        self._pictures = pictures
        self._last_line = 0
        self._open: Columns | None = None

    def blocks(self, page: Page) -> Iterator[Block]:
        """The paragraphs and tables of the next page."""
        words, tables = self._read(page)
        top = 0.0
        for table in tables:
            above = [word for word in words if top <= word.box.middle < table.box.top]
            yield from self._paragraphs(above, page.page_number)
            yield from self._table(table, page.page_number)
            top = table.box.bottom
        yield from self._paragraphs(
            [word for word in words if word.box.middle >= top], page.page_number
        )

    def _read(self, page: Page) -> tuple[list[Word], list[RuledTable]]:
        words = _words(page)
        if len(words) < _FEWEST_WORDS and page.images:
            scan = scan_of(self._pictures, page.page_number - 1)
            rules = rules_in(scan)
            words = words_in(scan, rules, cells_between(page, rules))
            tables = ruled_tables(page, words, rules)
        else:
            tables = ruled_tables(page, words)
        words = without_page_number(words, float(page.height))
        unruled = None if tables else unruled_table(words, self._open)
        self._open = unruled.columns if unruled and unruled.open else None
        return words, [unruled.table] if unruled else tables

    def _paragraphs(self, words: Sequence[Word], page: int) -> Iterator[Paragraph]:
        for line in lines_side_by_side(words):
            style = "bold" if line.bold else ""
            yield Paragraph(line.text, self._next_line(1), style, page)

    def _table(self, table: RuledTable, page: int) -> Iterator[Block]:
        first = self._next_line(len(table.rows))
        if only_places(table.rows):
            for at, text in cells_in_order(table.rows):
                yield Paragraph(text, first + at, page=page)
        else:
            yield TableBlock(table.rows, first, page)

    def _next_line(self, many: int) -> int:
        first = self._last_line + 1
        self._last_line += many
        return first


def _words(page: Page) -> list[Word]:
    return [
        Word(
            word["text"],
            Box(word["x0"], word["top"], word["x1"], word["bottom"]),
            "bold" in word["fontname"].lower(),
        )
        for word in page.extract_words(extra_attrs=["fontname"])
    ]
