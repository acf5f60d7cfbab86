"""Draws the quarterly report of a unit as a PDF to print: A4 pages, across."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from itertools import zip_longest
from pathlib import Path
from textwrap import wrap

from fpdf import FPDF, FontFace
from fpdf.enums import XPos, YPos

from bot.plans.register import Register
from bot.plans.report import COLUMN_WIDTHS, Report, Row, Section, report
from bot.store.database import VIETNAM_TIME

__all__ = ["report_pdf"]

_FONTS = Path(__file__).parents[1] / "fonts"
_FAMILY = "BeVietnamPro"

# Millimetres on the page; sizes of letters in points.
_MARGIN, _BOTTOM = 20.0, 18.0
_LINE, _TABLE_LINE, _RULE_LINE = 6.0, 4.6, 8.0
_SIZE, _TITLE_SIZE, _TABLE_SIZE, _FOOTER_SIZE = 11, 13, 8.5, 9
_LINES_TO_FILL = 4
_LONGEST_TEXT = 500
_START, _SIGNATURE = 70.0, 45.0
"""Room that a section needs to begin on a page, and the signature to stand on it."""


def report_pdf(register: Register, unit: str, year: int, quarter: int, today: date) -> bytes:
    """The report as the bytes of a PDF; see `bot.plans.report.report`.

    The same report gives the same bytes.
    """
    content = report(register, unit, year, quarter, today)
    pdf = _document(content)
    _draw_heading(pdf, content)
    for section in content.sections:
        _draw_section(pdf, section)
    _draw_signature(pdf)
    return bytes(pdf.output())


def _document(content: Report) -> FPDF:
    pdf = FPDF(orientation="landscape", unit="mm", format="A4")
    pdf.set_margin(_MARGIN)
    pdf.set_auto_page_break(True, _BOTTOM)
    pdf.add_font(_FAMILY, "", _FONTS / "BeVietnamPro-Regular.ttf")
    pdf.add_font(_FAMILY, "B", _FONTS / "BeVietnamPro-Bold.ttf")
    pdf.set_title(f"Báo cáo {content.period} – {content.unit}")
    pdf.set_author(content.unit)
    pdf.set_lang("vi")
    day = content.day
    pdf.set_creation_date(datetime(day.year, day.month, day.day, tzinfo=VIETNAM_TIME))
    pdf.footer = partial(_draw_page_number, pdf)
    pdf.add_page()
    return pdf


def _draw_page_number(pdf: FPDF) -> None:
    pdf.set_y(-_BOTTOM + 4)
    pdf.set_font(_FAMILY, "", _FOOTER_SIZE)
    pdf.cell(0, _LINE, f"Trang {pdf.page_no()}/{{nb}}", align="C")


def _draw_heading(pdf: FPDF, content: Report) -> None:
    day = content.day
    dated = f"……………, ngày {day.day} tháng {day.month} năm {day.year}"
    _draw_halves(pdf, (content.superior or "").upper(), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    _draw_halves(pdf, content.unit.upper(), "Độc lập - Tự do - Hạnh phúc", bold=True)
    _draw_halves(pdf, "Số: ……/BC-……", dated)
    pdf.ln(_LINE)
    _draw_text(pdf, "BÁO CÁO", _TITLE_SIZE + 1, bold=True, align="C")
    _draw_text(pdf, content.title, _TITLE_SIZE, bold=True, align="C")
    pdf.ln(_LINE / 2)
    _draw_text(pdf, content.addressed_to, _SIZE, align="C")


def _draw_halves(pdf: FPDF, left: str, right: str, *, bold: bool = False) -> None:
    """A text in the middle of each half of the page, the next line below the longer of them."""
    pdf.set_font(_FAMILY, "B" if bold else "", _SIZE)
    top = pdf.get_y()
    below = top
    for x, text in ((_MARGIN, left), (pdf.w / 2, right)):
        pdf.set_xy(x, top)
        pdf.multi_cell(pdf.epw / 2, _LINE, text, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        below = max(below, pdf.get_y())
    pdf.set_y(below)


def _draw_text(pdf: FPDF, text: str, size: float, *, bold: bool = False, align: str = "L") -> None:
    pdf.set_font(_FAMILY, "B" if bold else "", size)
    pdf.multi_cell(0, _LINE + 0.5, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _draw_section(pdf: FPDF, section: Section) -> None:
    pdf.ln(_LINE)
    # The title does not stay behind alone at the foot of a page.
    if pdf.will_page_break(_START):
        pdf.add_page()
    _draw_text(pdf, section.title, _SIZE, bold=True)
    pdf.ln(1)
    if section.heads:
        _draw_table(pdf, section)
    else:
        _draw_lines_to_fill(pdf)


def _draw_table(pdf: FPDF, section: Section) -> None:
    pdf.set_font(_FAMILY, "", _TABLE_SIZE)
    bold = FontFace(emphasis="BOLD")
    with pdf.table(
        width=pdf.epw,
        col_widths=COLUMN_WIDTHS,
        headings_style=FontFace(emphasis="BOLD", fill_color=(233, 238, 240)),
        line_height=_TABLE_LINE,
        padding=1,
        text_align="LEFT",
        v_align="TOP",
    ) as table:
        table.row(section.heads)
        for cells in (part for row in section.rows for part in _parts(row)):
            row = table.row()
            for text in cells:
                row.cell(
                    text,
                    colspan=len(section.heads) if len(cells) == 1 else 1,
                    style=bold if len(cells) == 1 else None,
                )


def _parts(cells: Row) -> Iterable[Row]:
    """The row as one or several: one that is higher than a page cannot be drawn."""
    texts = (wrap(text, _LONGEST_TEXT) or [""] for text in cells)
    return zip_longest(*texts, fillvalue="")


def _draw_lines_to_fill(pdf: FPDF) -> None:
    pdf.set_dash_pattern(dash=0.4, gap=1)
    for _ in range(_LINES_TO_FILL):
        pdf.ln(_RULE_LINE)
        pdf.line(_MARGIN, pdf.get_y(), pdf.w - _MARGIN, pdf.get_y())
    pdf.set_dash_pattern()


def _draw_signature(pdf: FPDF) -> None:
    pdf.ln(_LINE)
    if pdf.will_page_break(_SIGNATURE):
        pdf.add_page()
    _draw_halves(pdf, "Nơi nhận:", "THỦ TRƯỞNG ĐƠN VỊ", bold=True)
    _draw_halves(pdf, "- Như trên;\n- Lưu: VT.", "(Ký, ghi rõ họ tên, đóng dấu)")
