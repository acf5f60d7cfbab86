"""The common form that every reader makes of a file: paragraphs and tables, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Block", "Paragraph", "TableBlock", "Unreadable"]


class Unreadable(Exception):
    """The file cannot be read; the message is a Vietnamese sentence for the operator."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, or one line where the file has no paragraphs.

    `line` counts from 1. `style` is empty, "bold" (all of it), "item" (a list item whose mark the
    file does not hold as text) or "heading1" … "heading9". `page` counts from 1 where the file has
    pages; only then running heads, page numbers and broken lines are looked for.
    """

    text: str
    line: int
    style: str = ""
    page: int | None = None


@dataclass(frozen=True)
class TableBlock:
    """A table as rows of cells, merged cells repeated in each place they cover.

    `line` is that of its first row; `lines` of each row, empty where the file does not tell (then
    a row is the line after the one before). `page` as in `Paragraph`: a table over a page break
    comes as two.
    """

    rows: tuple[tuple[str, ...], ...]
    line: int
    page: int | None = None
    lines: tuple[int, ...] = ()

    def row_line(self, row: int) -> int:
        """The line of this row, counted from 0."""
        return self.lines[row] if self.lines else self.line + row


Block: TypeAlias = Paragraph | TableBlock
