"""Word documents: paragraphs with the numbers Word gives them, tables with merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from bot.plans.importing.blocks import Block, Paragraph, TableBlock, Unreadable
from bot.plans.importing.readers.docx_numbering import Numbering
from bot.plans.importing.readers.layout_tables import cells_in_order, only_places
from bot.vietnamese.diacritics import nfc

__all__ = ["read_docx"]

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_TEXT, _TAB = qn("w:t"), qn("w:tab")
_BREAKS = (qn("w:br"), qn("w:cr"))
_HYPHEN = qn("w:noBreakHyphen")
_BOX = qn("w:txbxContent")
_WRAPPERS = (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag"), qn("w:customXml"))


def read_docx(path: Path) -> tuple[Block, ...]:
    """The body of the document; heads, feet, notes and deleted text are left out.

    A line is a paragraph or a row of a table, empty ones counted. Numbers and bullets that Word
    adds stand in the text. Raises `Unreadable` where the file is no Word document.
    """
    try:
        document = Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise Unreadable(f"{path.name}: không phải tệp Word (.docx) đọc được.") from error
    return tuple(_Body(document).blocks(document.element.body))


class _Body:
    """Reads in order, because the numbers of a list depend on what came before."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._numbering = Numbering(document)
        self._line = 0

    def blocks(self, parent: BaseOxmlElement) -> Iterator[Block]:
        """The paragraphs and tables below `parent`."""
        for element in _inner(parent, (qn("w:p"), qn("w:tbl"))):
            if element.tag == qn("w:p"):
                self._line += 1
                text = self._text(element)
                if text:
                    yield Paragraph(text, self._line, self._style(element))
            else:
                yield from self._table(element)

    def _table(self, table: BaseOxmlElement) -> Iterator[Block]:
        if table.xpath(".//w:tc//w:tbl"):
            # A frame around further tables.
            for row in _inner(table, (qn("w:tr"),)):
                for cell in _inner(row, (qn("w:tc"),)):
                    yield from self.blocks(cell)
            return
        rows = self._rows(table)
        first = self._line + 1
        self._line += len(rows)
        if only_places(rows):
            for at, text in cells_in_order(rows):
                yield Paragraph(text, first + at)
        elif rows:
            yield TableBlock(rows, first)

    def _rows(self, table: BaseOxmlElement) -> tuple[tuple[str, ...], ...]:
        """The cells, merged ones repeated, every row of the same length."""
        rows: list[list[str]] = []
        for row in _inner(table, (qn("w:tr"),)):
            cells = [""] * _number(row, "./w:trPr/w:gridBefore/@w:val", 0)
            for cell in _inner(row, (qn("w:tc"),)):
                span = _number(cell, "./w:tcPr/w:gridSpan/@w:val", 1)
                merged = cell.xpath("./w:tcPr/w:vMerge")
                goes_on = bool(merged) and merged[0].get(qn("w:val"), "continue") == "continue"
                above = rows[-1] if rows else []
                if goes_on and len(cells) < len(above):
                    text = above[len(cells)]
                else:
                    lines = (self._text(each, in_table=True) for each in cell.xpath(".//w:p"))
                    text = "\n".join(line for line in lines if line)
                cells.extend([text] * span)
            rows.append(cells)
        width = max((len(row) for row in rows), default=0)
        return tuple(tuple(row + [""] * (width - len(row))) for row in rows)

    def _text(self, paragraph: BaseOxmlElement, in_table: bool = False) -> str:
        """The text as seen: with its number, insertions accepted, without text boxes."""
        parts = [_part(node) for node in paragraph.iter() if not _in_box(node, paragraph)]
        text = nfc("".join(parts)).replace("\xa0", " ").strip()
        if not text and not in_table:
            return ""
        # In a table the column of numbers often holds nothing but Word's own.
        number = self._numbering.next_for(paragraph, self._style_of(paragraph))
        return f"{number} {text}".strip()

    def _style_of(self, paragraph: BaseOxmlElement) -> ParagraphStyle | None:
        style = WordParagraph(paragraph, self._document._body).style
        return style if isinstance(style, ParagraphStyle) else None

    def _style(self, element: BaseOxmlElement) -> str:
        style = self._style_of(element)
        heading = _HEADING.match(style.name or "") if style else None
        if heading:
            return f"heading{heading[1]}"
        runs = [
            run for run in WordParagraph(element, self._document._body).runs if run.text.strip()
        ]
        by_style = bool(style and style.font.bold)
        bold = all(by_style if run.bold is None else run.bold for run in runs)
        return "bold" if runs and bold else ""


def _inner(parent: BaseOxmlElement, tags: tuple[str, ...]) -> Iterator[BaseOxmlElement]:
    """The children with these tags, also those in content controls and insertions."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inner(child, tags)


def _part(node: BaseOxmlElement) -> str:
    if node.tag == _TEXT:
        return str(node.text or "")
    if node.tag in _BREAKS:
        return "\n"
    if node.tag == _TAB and node.getparent().tag == qn("w:r"):
        return " "
    return "-" if node.tag == _HYPHEN else ""


def _in_box(node: BaseOxmlElement, paragraph: BaseOxmlElement) -> bool:
    for above in node.iterancestors():
        if above is paragraph:
            return False
        if above.tag == _BOX:
            return True
    return False


def _number(element: BaseOxmlElement, path: str, otherwise: int) -> int:
    found = element.xpath(path)
    return int(found[0]) if found else otherwise
