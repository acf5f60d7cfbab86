"""The sources of the documents: paragraphs, tables and pages out of sources/*.txt.

A line of a source is a paragraph: `^ ` before it centres it, `* ` makes it an item of a list whose
marks the program draws (in Word they are no text), `**…**` is bold, ` // ` breaks the line inside
it. `[page]` starts a new page, `[page landscape]` one on its side; `[running TEXT]` is the head of
all but the first (a PDF without one has its page numbers there), `[foot TEXT]` stands below each,
`{page}` its number, `{nb}` that of the last. A table stands between `[table head=ROWS widths=…]`
and `[end]`: a row a line, cells between ` | `, ` // ` breaks a line inside a cell; `<` joins a cell
to the one on its left, `^` to the one above. `[table head=2 once …]` has its heading on the first
page only; `[table layout …]` has no lines: offices place their letterheads so. d.md is its own
source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

MADE = datetime(2026, 3, 9, tzinfo=timezone.utc)
"""When the files say they were made, so that they come out the same each time."""
BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True)
class Line:
    """A paragraph; `text` still has its `**`."""

    text: str
    centred: bool = False
    item: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells as written; `head` rows of heading; `widths` of columns, in millimetres."""

    rows: list[list[str]]
    head: int
    widths: list[float]
    layout: bool = False
    once: bool = False


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page, on its side or not."""

    landscape: bool = False


@dataclass(frozen=True)
class RunningHead:
    """What stands above each page but the first."""

    text: str


@dataclass(frozen=True)
class Foot:
    """What stands below each page; `{page}` is its number."""

    text: str


Part = Line | Table | PageBreak | RunningHead | Foot


@dataclass(frozen=True)
class Cell:
    """A cell that is drawn, how many columns and rows it covers, and how many are above it."""

    text: str
    columns: int = 1
    rows: int = 1
    above: int = 0


def parts_of(source: Path) -> Iterator[Part]:
    """The paragraphs, tables, page breaks and running heads of a source, in order."""
    lines = iter(source.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith("[table"):
            yield _table(line, lines)
        elif line in ("[page]", "[page landscape]"):
            yield PageBreak(landscape="landscape" in line)
        elif line.startswith("[running "):
            yield RunningHead(line[len("[running ") : -1])
        elif line.startswith("[foot "):
            yield Foot(line[len("[foot ") : -1])
        elif line.startswith("^ "):
            yield Line(line[2:], centred=True)
        elif line.startswith("* "):
            yield Line(line[2:], item=True)
        elif line:
            yield Line(line)


def _table(opening: str, lines: Iterator[str]) -> Table:
    rows = []
    for line in lines:
        if line == "[end]":
            break
        rows.append([cell.strip() for cell in line.split("|")])
    head = re.search(r"head=(\d+)", opening)
    widths = re.search(r"widths=([\d,]+)", opening)
    assert widths
    return Table(
        rows,
        int(head.group(1)) if head else 0,
        [float(width) for width in widths.group(1).split(",")],
        layout="layout" in opening,
        once=" once " in opening,
    )


def cells_of(table: Table) -> list[list[Cell | None]]:
    """The cells of each row by column; None where another one covers the place."""
    return [
        [cell_at(table, row, column) for column in range(len(cells))]
        for row, cells in enumerate(table.rows)
    ]


def cell_at(table: Table, row: int, column: int) -> Cell | None:
    text = table.rows[row][column]
    if text in ("<", "^"):
        return None
    columns, rows = 1, 1
    while column + columns < len(table.rows[row]) and table.rows[row][column + columns] == "<":
        columns += 1
    while row + rows < len(table.rows) and table.rows[row + rows][column] == "^":
        rows += 1
    return Cell(text, columns, rows)


def plain(text: str) -> str:
    """Without the marks of bold."""
    return BOLD.sub(r"\1", text)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is bold."""
    for number, piece in enumerate(BOLD.split(text)):
        if piece:
            yield piece, number % 2 == 1
