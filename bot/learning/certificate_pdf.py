"""Draws a certificate as a PDF: one A4 page, landscape, to keep on a phone or to print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import segno
from fpdf import FPDF

from bot.learning.certificate import ISSUER, Certificate
from bot.store.database import VIETNAM_TIME

__all__ = ["render"]

_FONTS = Path(__file__).parent.parent / "fonts"
_TEXT, _OTHER_LETTERS = "BeVietnamPro", "NotoSans"

# Millimetres on the page; colours as (red, green, blue).
_WIDTH, _HEIGHT = 297.0, 210.0
_LEFT, _RIGHT = 30.0, 267.0
_ACCENT = (15, 92, 110)
_PALE = (207, 226, 229)
_WASH = (242, 248, 248)
_INK = (27, 38, 44)
_GREY = (84, 99, 107)

_QR_SIZE = 33.0
_BOTTOM_TOP = 145.0
_NOTE_TOP = 186.5
_MODULES_TOP, _MODULES_BOTTOM = 104.0, 138.0


@dataclass(frozen=True)
class _Column:
    """A strip of the page that lines stand in; `align` is "L", "C" or "R"."""

    left: float
    right: float
    align: str = "C"


_PAGE = _Column(_LEFT, _RIGHT)


def render(certificate: Certificate, verify_url: str, rule_text: str, official_site: str) -> bytes:
    """The certificate as the bytes of a PDF; the same certificate gives the same bytes.

    `verify_url` is the absolute address of the public page that checks it (in the QR code);
    `rule_text` one Vietnamese sentence saying what had to be reached to pass; `official_site`
    where the official confirmation is to be had.
    """
    pdf = _document(certificate)
    _draw_frame(pdf)
    _draw_heading(pdf)
    _draw_name(pdf, certificate.name)
    _draw_modules(pdf, certificate.modules)
    _draw_date(pdf, certificate, rule_text)
    _draw_check(pdf, certificate, verify_url)
    _draw_note(pdf, official_site)
    return bytes(pdf.output())


def _document(certificate: Certificate) -> FPDF:
    pdf = FPDF(orientation="landscape", unit="mm", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.add_font(_TEXT, "", _FONTS / "BeVietnamPro-Regular.ttf")
    pdf.add_font(_TEXT, "B", _FONTS / "BeVietnamPro-Bold.ttf")
    pdf.add_font(_OTHER_LETTERS, "B", _FONTS / "NotoSans-Bold.ttf")
    pdf.set_title(f"Giấy chứng nhận {certificate.code} – {certificate.name}")
    pdf.set_subject(f"Giấy chứng nhận của {ISSUER}")
    pdf.set_author(ISSUER)
    pdf.set_lang("vi")
    day = certificate.issued_on
    pdf.set_creation_date(datetime(day.year, day.month, day.day, tzinfo=VIETNAM_TIME))
    pdf.add_page()
    return pdf


def _draw_frame(pdf: FPDF) -> None:
    pdf.set_fill_color(*_WASH)
    pdf.rect(0, 0, _WIDTH, _HEIGHT, style="F")
    pdf.set_fill_color(255, 255, 255)
    pdf.set_draw_color(*_ACCENT)
    pdf.set_line_width(1.1)
    pdf.rect(9, 9, _WIDTH - 18, _HEIGHT - 18, style="DF")
    pdf.set_draw_color(*_PALE)
    pdf.set_line_width(0.35)
    pdf.rect(11.5, 11.5, _WIDTH - 23, _HEIGHT - 23)


def _draw_heading(pdf: FPDF) -> None:
    _line(pdf, 22, "BẠN HỌC SỐ", size=13, bold=True, colour=_ACCENT, spacing=2.2)
    _line(pdf, 29.5, "Đồng hành cùng phong trào Bình dân học vụ số", size=10, colour=_GREY)
    _line(pdf, 42, "GIẤY CHỨNG NHẬN", size=34, bold=True, colour=_ACCENT, spacing=1.5)
    _line(pdf, 61, "trao cho", size=12, colour=_GREY)


def _draw_name(pdf: FPDF, name: str) -> None:
    known = pdf.fonts[f"{_TEXT.lower()}B"].cmap
    family = _TEXT if all(ord(letter) in known for letter in name) else _OTHER_LETTERS
    _line(pdf, 70.5, name, size=36, bold=True, family=family, height=15)
    pdf.set_draw_color(*_ACCENT)
    pdf.set_line_width(0.5)
    pdf.line(_WIDTH / 2 - 22, 89, _WIDTH / 2 + 22, 89)
    _line(pdf, 94, "đã hoàn thành và đạt bài thi các học phần", size=12, colour=_GREY)


def _draw_modules(pdf: FPDF, modules: Sequence[tuple[str, str]]) -> None:
    """Up to four below each other, more in two columns; all of them shrink to the room there is."""
    columns = 1 if len(modules) <= 4 else 2
    rows = -(-len(modules) // columns)
    step = min(8.0, (_MODULES_BOTTOM - _MODULES_TOP) / max(rows, 1))
    width = (_RIGHT - _LEFT) / columns
    top = _MODULES_TOP + min(4.0, (_MODULES_BOTTOM - _MODULES_TOP - rows * step) / 2)
    for number, (module_id, title) in enumerate(modules):
        side, row = divmod(number, rows)
        left = _LEFT + side * width
        _line(
            pdf,
            top + row * step,
            f"{module_id}  ·  {title}",
            size=min(14.0, step * 1.8),
            bold=True,
            column=_Column(left, left + width - (4 if columns > 1 else 0)),
            height=step,
        )


def _draw_date(pdf: FPDF, certificate: Certificate, rule_text: str) -> None:
    day = certificate.issued_on
    pdf.set_draw_color(*_PALE)
    pdf.set_line_width(0.35)
    pdf.line(_LEFT, _BOTTOM_TOP - 4.5, _RIGHT, _BOTTOM_TOP - 4.5)
    column = _Column(_LEFT, _LEFT + 92, "L")
    issued = f"ngày {day.day} tháng {day.month} năm {day.year}"
    _line(pdf, _BOTTOM_TOP, "Cấp", size=9, colour=_GREY, column=column)
    _line(pdf, _BOTTOM_TOP + 5, issued, size=12, bold=True, column=column)
    _line(pdf, _BOTTOM_TOP + 14, "Điều kiện đạt", size=9, colour=_GREY, column=column)
    pdf.set_font(_TEXT, "", 9.5)
    pdf.set_text_color(*_INK)
    pdf.set_xy(column.left, _BOTTOM_TOP + 19.5)
    pdf.multi_cell(column.right - column.left, 4.8, rule_text, align="L")


def _draw_check(pdf: FPDF, certificate: Certificate, verify_url: str) -> None:
    column = _Column(_WIDTH / 2 - 10, _RIGHT - _QR_SIZE - 6, "R")
    _line(pdf, _BOTTOM_TOP, "Mã giấy chứng nhận", size=9, colour=_GREY, column=column)
    _line(pdf, _BOTTOM_TOP + 5, certificate.code, size=14, bold=True, colour=_ACCENT, column=column)
    _line(
        pdf, _BOTTOM_TOP + 14, "Kiểm tra tại (hoặc quét mã QR)", size=9, colour=_GREY, column=column
    )
    _line(pdf, _BOTTOM_TOP + 19, verify_url, size=9.5, link=verify_url, column=column)
    _line(pdf, _BOTTOM_TOP + 27, "Chữ ký số Ed25519", size=9, colour=_GREY, column=column)
    _line(pdf, _BOTTOM_TOP + 32, f"{certificate.signature[:24]}…", size=9.5, column=column)
    pdf.image(
        _qr_png(verify_url),
        x=_RIGHT - _QR_SIZE,
        y=_BOTTOM_TOP,
        w=_QR_SIZE,
        link=verify_url,
        alt_text=f"Mã QR dẫn đến trang kiểm tra giấy chứng nhận: {verify_url}",
    )


def _qr_png(url: str) -> io.BytesIO:
    picture = io.BytesIO()
    segno.make(url, error="m", micro=False).save(picture, kind="png", scale=16, border=2)
    picture.seek(0)
    return picture


def _draw_note(pdf: FPDF, official_site: str) -> None:
    pdf.set_fill_color(*_WASH)
    pdf.rect(12, _NOTE_TOP - 1.5, _WIDTH - 24, 13.2, style="F")
    own = f"Đây là giấy chứng nhận của riêng {ISSUER}, không phải xác nhận chính thức trên VNeID."
    official = (
        f"Để có xác nhận chính thức: vào {official_site}, đăng nhập bằng tài khoản VNeID, "
        "học và làm bài đánh giá ở đó."
    )
    _line(pdf, _NOTE_TOP, own, size=9.5, bold=True, height=5)
    _line(pdf, _NOTE_TOP + 5.2, official, size=9.5, colour=_GREY, height=5)


def _line(
    pdf: FPDF,
    top: float,
    text: str,
    *,
    size: float,
    bold: bool = False,
    colour: tuple[int, int, int] = _INK,
    family: str = _TEXT,
    column: _Column = _PAGE,
    height: float | None = None,
    spacing: float = 0,
    link: str = "",
) -> None:
    """One line of text, `size` in points at most: made smaller until it fits its width."""
    pdf.set_font(family, "B" if bold else "", size)
    pdf.set_char_spacing(spacing)
    width = pdf.get_string_width(text)
    room = column.right - column.left
    if width > room:
        pdf.set_font_size(size * room / width)
    pdf.set_text_color(*colour)
    pdf.set_xy(column.left, top)
    pdf.cell(room, height or size * 0.5, text, align=column.align, link=link)
    pdf.set_char_spacing(0)
