"""A picture of how far somebody is: a bar for each module, readable on a phone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

__all__ = ["HEIGHT_OF_ROW", "WIDTH", "Bar", "draw"]

WIDTH = 1080
"""Pixels: as wide as the screens of common phones, so that nothing is scaled."""

HEIGHT_OF_ROW = 104
_TOP, _BOTTOM, _SIDE = 190, 120, 48
_BAR_HEIGHT = 22

_PAPER, _INK, _QUIET = "#ffffff", "#14231e", "#43544d"
_TRACK, _READ, _MASTERED = "#dfe8e4", "#8cc9b4", "#0b6b4f"

_FONTS = Path(__file__).parents[1] / "fonts"


@dataclass(frozen=True)
class Bar:
    """One module: of its `lessons` so many were read and are mastered."""

    title: str
    read: int
    mastered: int
    lessons: int


def draw(bars: Sequence[Bar], note: str) -> bytes:
    """The picture as a PNG, WIDTH pixels wide; `note` is a line below, for example the day.

    The dark part of a bar is what is mastered, the light one what was read.
    """
    height = _TOP + HEIGHT_OF_ROW * len(bars) + _BOTTOM
    image = Image.new("RGB", (WIDTH, height), _PAPER)
    canvas = ImageDraw.Draw(image)
    canvas.text((_SIDE, 40), "Đã học đến đâu", _INK, _font(52, bold=True))
    _legend(canvas, 120)
    for place, bar in enumerate(bars):
        _row(canvas, _TOP + place * HEIGHT_OF_ROW, bar)
    canvas.text((_SIDE, height - _BOTTOM + 44), note, _QUIET, _font(30))
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _legend(canvas: ImageDraw.ImageDraw, top: int) -> None:
    left = _SIDE
    for colour, words in ((_MASTERED, "nắm vững"), (_READ, "đã đọc"), (_TRACK, "chưa học")):
        canvas.rounded_rectangle((left, top + 8, left + 34, top + 30), 6, colour)
        canvas.text((left + 46, top), words, _QUIET, _font(30))
        left += 46 + round(_font(30).getlength(words)) + 40


def _row(canvas: ImageDraw.ImageDraw, top: int, bar: Bar) -> None:
    counted = f"đọc {bar.read} · vững {bar.mastered} / {bar.lessons}"
    font = _font(34)
    room = WIDTH - 2 * _SIDE - round(font.getlength(counted)) - 30
    canvas.text((_SIDE, top), _shortened(bar.title, font, room), _INK, font)
    canvas.text((WIDTH - _SIDE, top), counted, _QUIET, font, anchor="ra")
    for part, colour in (
        (1.0, _TRACK),
        (_share(bar.read, bar), _READ),
        (_share(bar.mastered, bar), _MASTERED),
    ):
        _bar(canvas, top + 54, part, colour)


def _bar(canvas: ImageDraw.ImageDraw, top: int, part: float, colour: str) -> None:
    long = round((WIDTH - 2 * _SIDE) * part)
    if long > 0:
        box = (_SIDE, top, _SIDE + max(long, _BAR_HEIGHT), top + _BAR_HEIGHT)
        canvas.rounded_rectangle(box, _BAR_HEIGHT / 2, colour)


def _share(count: int, bar: Bar) -> float:
    return min(1.0, count / bar.lessons) if bar.lessons else 0.0


def _shortened(text: str, font: ImageFont.FreeTypeFont, room: int) -> str:
    if font.getlength(text) <= room:
        return text
    words = text.split()
    while words and font.getlength(" ".join(words) + " …") > room:
        words.pop()
    return " ".join(words) + " …"


def _font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    name = "BeVietnamPro-Bold.ttf" if bold else "BeVietnamPro-Regular.ttf"
    return ImageFont.truetype(str(_FONTS / name), size)
