"""Lays out sources/*.txt as a.docx, b.pdf, c.html, e.docx, f.pdf, g.docx, h.pdf, i.docx, j.pdf.

Run it: python make_documents.py

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
from dataclasses import dataclass, field
from datetime import datetime, timezone
from html import escape
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from fpdf import FPDF

FOLDER = Path(__file__).parent
FONTS = FOLDER.parents[2] / "bot" / "fonts"
MADE = datetime(2026, 3, 9, tzinfo=timezone.utc)
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


@dataclass
class PdfTable:
    """A table on its way onto the pages: the heading, if any, is drawn again on each page."""

    pdf: FPDF
    widths: list[float]
    heading: list[list[Cell]]
    height: float = 6.5
    below: float = 41.0
    pad: float = field(default=1.2)

    def draw(self, cells: list[Cell]) -> None:
        """One row; where the page ends, the rest of its lines go on on the next."""
        bottom = round(self.pdf.h - self.below, 1)
        widths = self._widths(cells)
        left = [self._wrapped(cell.text, width) for cell, width in zip(cells, widths, strict=True)]
        while any(left):
            room = int((bottom - self.pdf.get_y()) // self.height)
            if room < 1:
                self._next_page()
                continue
            count = min(room, max(len(lines) for lines in left))
            self._part(cells, [lines[:count] for lines in left], widths, count)
            left = [lines[count:] for lines in left]

    def _next_page(self) -> None:
        self._across()
        self.pdf.add_page(orientation=self.pdf.cur_orientation)
        if self.heading:
            self.pdf.set_font("body", "B", 9)
            for cells in self.heading:
                self.draw(cells)
        self.pdf.set_font("body", "", 9)
        self._across()

    def _across(self) -> None:
        """Where a page ends or begins, cells that cover several rows are closed too."""
        y, left = self.pdf.get_y(), self.pdf.l_margin
        self.pdf.line(left, y, left + sum(self.widths), y)

    def _part(
        self, cells: list[Cell], parts: list[list[str]], widths: list[float], count: int
    ) -> None:
        top, x = self.pdf.get_y(), self.pdf.l_margin
        for cell, lines, width in zip(cells, parts, widths, strict=True):
            self._box(cell, x, top, width, count * self.height)
            for number, line in enumerate(lines):
                self.pdf.set_xy(x + self.pad, top + number * self.height)
                self.pdf.cell(width - 2 * self.pad, self.height, line)
            x += width
        self.pdf.set_xy(self.pdf.l_margin, top + count * self.height)

    def _box(self, cell: Cell, x: float, top: float, width: float, height: float) -> None:
        if cell.rows == 1 and not cell.above:
            self.pdf.rect(x, top, width, height)
            return
        for side in (x, x + width):
            self.pdf.line(side, top, side, top + height)
        if not cell.above:
            self.pdf.line(x, top, x + width, top)
        if cell.rows == 1:
            self.pdf.line(x, top + height, x + width, top + height)

    def _widths(self, cells: list[Cell]) -> list[float]:
        widths, start = [], 0
        for cell in cells:
            widths.append(sum(self.widths[start : start + cell.columns]))
            start += cell.columns
        return widths

    def _wrapped(self, text: str, width: float) -> list[str]:
        lines: list[str] = []
        for part in plain(text).split(" // "):
            words, line = part.split(), ""
            for word in words:
                longer = f"{line} {word}".strip()
                if line and self.pdf.get_string_width(longer) > width - 2 * self.pad - 1:
                    lines.append(line)
                    longer = word
                line = longer
            lines.append(line)
        return lines


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
        [_cell(table, row, column) for column in range(len(cells))]
        for row, cells in enumerate(table.rows)
    ]


def _cell(table: Table, row: int, column: int) -> Cell | None:
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


def make_docx(parts: list[Part], target: Path) -> None:
    """As Word has it: letterhead and annex are tables, the heading rows are marked as such."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = MADE
    document.core_properties.author = ""
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    for part in parts:
        if isinstance(part, PageBreak) and part.landscape:
            section = document.add_section(WD_SECTION.NEW_PAGE)
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        elif isinstance(part, PageBreak):
            document.add_page_break()
        elif isinstance(part, Line):
            style = "List Bullet" if part.item else None
            _write(document.add_paragraph(style=style), part.text, part.centred)
        elif isinstance(part, Table):
            _docx_table(document, part)
    document.save(str(target))


def _docx_table(document, table: Table) -> None:  # type: ignore[no-untyped-def]
    drawn = document.add_table(rows=len(table.rows), cols=len(table.widths))
    drawn.style = None if table.layout else "Table Grid"
    grid = [list(row.cells) for row in drawn.rows]
    for row, cells in enumerate(cells_of(table)):
        for column, cell in enumerate(cells):
            grid[row][column].width = Mm(table.widths[column])
            if cell is None:
                continue
            place = grid[row][column]
            if cell.columns > 1 or cell.rows > 1:
                place = place.merge(grid[row + cell.rows - 1][column + cell.columns - 1])
            for number, line in enumerate(cell.text.split(" // ")):
                paragraph = place.add_paragraph() if number else place.paragraphs[0]
                _write(paragraph, line, centred=row < table.head)
    for row in drawn.rows[: table.head]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _write(paragraph, text: str, centred: bool) -> None:  # type: ignore[no-untyped-def]
    for number, line in enumerate(text.split(" // ")):
        if number:
            paragraph.add_run().add_break()
        for piece, bold in pieces(line):
            paragraph.add_run(piece).bold = bold or None
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


class OfficePdf(FPDF):
    """Pages with a running head and a page number below, or with the number above, or a foot."""

    def __init__(self, running: str, foot: str) -> None:
        super().__init__(format="A4")
        self.running, self.foot = running, foot

    def header(self) -> None:
        """From the second page on."""
        if self.foot and not self.running:
            return
        if self.page_no() > 1:
            self.set_font("body", "", 8)
            above, align = (self.running, "R") if self.running else (str(self.page_no()), "C")
            self.cell(0, 5, above, align=align)
            self.ln(8)
            self.set_font("body", "", 9)

    def footer(self) -> None:
        """The number alone, in the middle, where a running head stands above; or the foot."""
        if self.running or self.foot:
            self.set_y(-15)
            self.set_font("body", "", 8)
            below = self.foot.replace("{page}", str(self.page_no()))
            self.cell(0, 5, below or str(self.page_no()), align="R" if below else "C")


def make_pdf(parts: list[Part], target: Path) -> None:
    """Text pages; the rows of the annex break over pages."""
    pdf = OfficePdf(
        running="".join(part.text for part in parts if isinstance(part, RunningHead)),
        foot="".join(part.text for part in parts if isinstance(part, Foot)),
    )
    pdf.set_creation_date(MADE)
    pdf.set_margins(10, 12)
    pdf.set_auto_page_break(True, 25)
    pdf.add_font("body", "", FONTS / "BeVietnamPro-Regular.ttf")
    pdf.add_font("body", "B", FONTS / "BeVietnamPro-Bold.ttf")
    pdf.add_page()
    for part in parts:
        if isinstance(part, PageBreak):
            pdf.add_page(orientation="L" if part.landscape else "P")
        elif isinstance(part, Line):
            pdf.set_font("body", "B" if part.text.startswith("**") else "", 11)
            align = "C" if part.centred else "J"
            text = ("• " if part.item else "") + plain(part.text).replace(" // ", "\n")
            pdf.multi_cell(0, 6, text, align=align, new_x="LMARGIN", new_y="NEXT")
            pdf.ln(1.5)
        elif isinstance(part, Table) and part.layout:
            _pdf_letterhead(pdf, part)
        elif isinstance(part, Table):
            _pdf_table(pdf, part)
    pdf.output(str(target))


def _pdf_letterhead(pdf: FPDF, table: Table) -> None:
    pdf.set_font("body", "", 9)
    for row in table.rows:
        top, x, lowest = pdf.get_y(), pdf.l_margin, pdf.get_y()
        for text, width in zip(row, table.widths, strict=True):
            for number, line in enumerate(plain(text).split(" // ")):
                pdf.set_xy(x, top + number * 5)
                pdf.cell(width, 5, line, align="C")
            lowest = max(lowest, pdf.get_y() + 5)
            x += width
        pdf.set_xy(pdf.l_margin, lowest + 1)
    pdf.ln(3)


def _pdf_table(pdf: FPDF, table: Table) -> None:
    rows = [_pdf_row(table, number, cells) for number, cells in enumerate(cells_of(table))]
    drawing = PdfTable(pdf, table.widths, [] if table.once else rows[: table.head])
    pdf.set_auto_page_break(False)
    for number, cells in enumerate(rows):
        pdf.set_font("body", "B" if number < table.head else "", 9)
        drawing.draw(cells)
    pdf.set_auto_page_break(True, 25)


def _pdf_row(table: Table, row: int, cells: list[Cell | None]) -> list[Cell]:
    """The cells of a row from left to right; a cell that goes on from above is empty here."""
    drawn = []
    for column, cell in enumerate(cells):
        if cell:
            drawn.append(cell)
        elif table.rows[row][column] == "^":
            first = next(at for at in range(row, -1, -1) if table.rows[at][column] != "^")
            opened = _cell(table, first, column)
            drawn.append(Cell("", rows=opened.rows - (row - first), above=row - first))
    return drawn


def make_html(parts: list[Part], target: Path) -> None:
    """As a law portal has it: its own menu around the text, and few tags that mean anything."""
    body = "\n".join(_html(part) for part in parts if isinstance(part, Line | Table))
    target.write_text(_PORTAL.replace("BODY", body), encoding="utf-8")


_PORTAL = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Quyết định 9077/QĐ-BNNMT 2026</title>
<style>.c{text-align:center}</style><script>var page = {"id": 9077};</script></head>
<body><div id="menu"><ul><li><a href="/">Trang chủ</a></li><li><a href="/vb">Văn bản</a></li>
<li><a href="/hoi-dap">Hỏi đáp</a></li></ul></div>
<div class="tabs"><div>Tóm tắt</div><div>Nội dung</div><div>Lược đồ</div><div>Tải về</div></div>
<div class="content1"><div><div>
BODY
</div></div></div>
<div class="footer"><p>Bản quyền thuộc về cổng văn bản.</p></div></body></html>
"""


def _html(part: Line | Table) -> str:
    if isinstance(part, Line) and part.item:
        return f"<ul><li>{_inline(part.text)}</li></ul>"
    if isinstance(part, Line):
        style = ' class="c"' if part.centred else ' style="margin-top:6pt"'
        return f"<p{style}>{_inline(part.text)}</p>"
    width = sum(part.widths)
    rows = []
    for cells in cells_of(part):
        drawn = []
        for cell, column in zip(cells, part.widths, strict=True):
            if cell:
                spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
                spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
                share = f' width="{100 * column / width:.0f}%"'
                drawn.append(f"<td{spans}{share}><p>{_inline(cell.text)}</p></td>")
        rows.append(f"<tr>{''.join(drawn)}</tr>")
    border = 0 if part.layout else 1
    return f'<div><table border="{border}" width="100%">\n' + "\n".join(rows) + "\n</table></div>"


def _inline(text: str) -> str:
    written = (f"<b>{escape(piece)}</b>" if bold else escape(piece) for piece, bold in pieces(text))
    return "".join(written).replace(" // ", "<br>\n")


def main() -> None:
    """Makes the nine files anew."""
    for name, make in (
        ("a.docx", make_docx),
        ("b.pdf", make_pdf),
        ("c.html", make_html),
        ("e.docx", make_docx),
        ("f.pdf", make_pdf),
        ("g.docx", make_docx),
        ("h.pdf", make_pdf),
        ("i.docx", make_docx),
        ("j.pdf", make_pdf),
    ):
        target = FOLDER / name
        make(list(parts_of(FOLDER / "sources" / f"{target.stem}.txt")), target)


if __name__ == "__main__":
    main()
