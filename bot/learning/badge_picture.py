"""Draws a badge: a round picture, beside the certificate, that carries the signed badge."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.learning.certificate import ISSUER

__all__ = ["SIZE", "draw_badge"]

SIZE = 640
"""Pixels each way."""

_DRAWN = 2  # drawn so many times larger and scaled down, for smooth edges
_ACCENT, _PALE, _PAPER, _INK = "#0f5c6e", "#cfe2e5", "#ffffff", "#1b262c"
_FONTS = Path(__file__).parents[1] / "fonts"
_MIDDLE = SIZE // 2


def draw_badge(name: str | None = None, issued_on: date | None = None) -> bytes:
    """The picture as a PNG; with the name and the day of a certificate, or for all of them."""
    large = Image.new("RGBA", (SIZE * _DRAWN, SIZE * _DRAWN), (0, 0, 0, 0))
    rings = ImageDraw.Draw(large)
    for radius, colour in ((312, _ACCENT), (292, _PALE), (284, _PAPER)):
        near, far = (_MIDDLE - radius) * _DRAWN, (_MIDDLE + radius) * _DRAWN
        rings.ellipse((near, near, far, far), fill=colour)
    image = large.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    canvas = ImageDraw.Draw(image)
    _tick(canvas)
    _line(canvas, 292, ISSUER.upper(), 46, _ACCENT)
    _line(canvas, 346, "Đạt bài thi tổng hợp", 30, _INK)
    if name is not None and issued_on is not None:
        _line(canvas, 408, name, 40, _INK)
        _line(canvas, 462, f"ngày {issued_on:%d/%m/%Y}", 28, _INK)
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _tick(canvas: ImageDraw.ImageDraw) -> None:
    canvas.ellipse((_MIDDLE - 76, 76, _MIDDLE + 76, 228), fill=_ACCENT)
    stroke = ((_MIDDLE - 38, 154), (_MIDDLE - 10, 184), (_MIDDLE + 42, 122))
    canvas.line(stroke, fill=_PAPER, width=18, joint="curve")


def _line(canvas: ImageDraw.ImageDraw, middle: int, text: str, size: int, colour: str) -> None:
    """One centred line, made smaller until it fits the circle there. Noto Sans has all letters."""
    half = (284**2 - (abs(middle - _MIDDLE) + size / 2) ** 2) ** 0.5
    path = str(_FONTS / "NotoSans-Bold.ttf")
    font = ImageFont.truetype(path, size)
    room = 2 * half - 40
    if font.getlength(text) > room:
        font = ImageFont.truetype(path, int(size * room / font.getlength(text)))
    canvas.text((_MIDDLE, middle), text, colour, font, anchor="mm")
