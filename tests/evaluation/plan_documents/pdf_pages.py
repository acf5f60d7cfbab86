"""Documents as PDF: text pages, and tables whose rows break over pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from fpdf import FPDF
from source_parts import (
    MADE,
    Cell,
    Foot,
    Line,
    PageBreak,
    Part,
    RunningHead,
    Table,
    cell_at,
    cells_of,
    plain,
)

FONTS = Path(__file__).parents[3] / "bot" / "fonts"


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
            opened = cell_at(table, first, column)
            drawn.append(Cell("", rows=opened.rows - (row - first), above=row - first))
    return drawn
