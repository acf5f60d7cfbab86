"""Draws the quarterly report of a unit as a workbook (.xlsx) to fill in and to print."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.plans.register import Register
from bot.plans.report import COLUMN_WIDTHS, Report, Section, report

__all__ = ["report_workbook"]

_FONT = "Times New Roman"
_COLUMNS = len(COLUMN_WIDTHS)
_MM_OF_LETTER = 2.0
_POINTS_OF_LINE = 17
_LINES_TO_FILL = 4
_DOTS = "…" * 100
_SIDE = Side(style="thin")
_BOX = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


@dataclass(frozen=True)
class _Line:
    """A row of the sheet: its texts share the columns evenly, in a table one column each."""

    texts: tuple[str, ...]
    size: int = 12
    bold: bool = False
    italic: bool = False
    boxed: bool = False
    align: str = "center"


def report_workbook(register: Register, unit: str, year: int, quarter: int, today: date) -> bytes:
    """The report as the bytes of an .xlsx file with one sheet; see `bot.plans.report.report`."""
    content = report(register, unit, year, quarter, today)
    workbook = Workbook()
    workbook.properties.title = f"Báo cáo {content.period} – {unit}"
    workbook.properties.creator = unit
    workbook.properties.created = datetime(today.year, today.month, today.day)
    sheet = workbook.worksheets[0]
    sheet.title = "Báo cáo"
    _set_page(sheet)
    for row, line in enumerate(_lines(content), 1):
        _write(sheet, row, line)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _set_page(sheet: Worksheet) -> None:
    for number, millimetres in enumerate(COLUMN_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = millimetres / _MM_OF_LETTER
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each one page wide
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    footer = HeaderFooterItem()
    footer.center.text = "Trang &P/&N"
    sheet.HeaderFooter.oddFooter = footer


def _lines(content: Report) -> Iterator[_Line]:
    day = content.day
    dated = f"……………, ngày {day.day} tháng {day.month} năm {day.year}"
    yield _Line(((content.superior or "").upper(), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    yield _Line((content.unit.upper(), "Độc lập - Tự do - Hạnh phúc"), bold=True)
    yield _Line(("Số: ……/BC-……", dated), italic=True)
    yield _Line(("",))
    yield _Line(("BÁO CÁO",), size=14, bold=True)
    yield _Line((content.title,), size=13, bold=True)
    yield _Line((content.addressed_to,))
    for section in content.sections:
        yield _Line(("",))
        yield from _section_lines(section)
    yield _Line(("",))
    yield _Line(("Nơi nhận:", "THỦ TRƯỞNG ĐƠN VỊ"), bold=True)
    yield _Line(("- Như trên; - Lưu: VT.", "(Ký, ghi rõ họ tên, đóng dấu)"), italic=True)


def _section_lines(section: Section) -> Iterator[_Line]:
    yield _Line((section.title,), bold=True, align="left")
    if not section.heads:
        for _ in range(_LINES_TO_FILL):
            yield _Line((_DOTS,), align="left")
        return
    yield _Line(section.heads, size=11, bold=True, boxed=True)
    for row in section.rows:
        yield _Line(row, size=11, bold=len(row) == 1, boxed=True, align="left")


def _write(sheet: Worksheet, row: int, line: _Line) -> None:
    span = _COLUMNS // len(line.texts)
    for number, text in enumerate(line.texts):
        first, last = number * span + 1, (number + 1) * span
        if span > 1:
            sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
        cell = sheet.cell(row, first, text)
        cell.data_type = "s"  # also what begins with “=”: a text is never a formula
        cell.font = Font(name=_FONT, size=line.size, bold=line.bold, italic=line.italic)
        top = "top" if line.boxed else "center"
        cell.alignment = Alignment(horizontal=line.align, vertical=top, wrap_text=True)
        if line.boxed:
            for column in range(first, last + 1):
                sheet.cell(row, column).border = _BOX
    if span > 1:  # programs fit the height of a row to its text, but not where cells are merged
        sheet.row_dimensions[row].height = _POINTS_OF_LINE
