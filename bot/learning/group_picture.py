"""A picture to join a group by: a QR code to be scanned, and the words to be typed or said."""

from __future__ import annotations

import io
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFont

from bot import group_code

__all__ = ["WIDTH", "draw", "join_url"]

WIDTH = 1080
"""Pixels: as wide as the screens of common phones; on paper a hand's breadth at 300 dpi."""

_PAPER, _INK, _QUIET = "#ffffff", "#14231e", "#43544d"
_CODE, _TOP, _BELOW = 840, 150, 210

_FONTS = Path(__file__).parents[1] / "fonts"


def join_url(base_url: str, code: str) -> str:
    """The address that opens a chat in which the code stands already."""
    return f"{base_url}/?ma={code}"


def draw(base_url: str, code: str) -> bytes:
    """The picture as a PNG, WIDTH pixels wide, for a code as `bot.group_code` compares it."""
    image = Image.new("RGB", (WIDTH, _TOP + _CODE + _BELOW), _PAPER)
    canvas = ImageDraw.Draw(image)
    _centred(canvas, 50, "Quét mã để vào học cùng", _INK, 52)
    code_picture = io.BytesIO()
    segno.make(join_url(base_url, code), error="m", micro=False).save(
        code_picture, kind="png", scale=16, border=4
    )
    square = (
        Image.open(code_picture).convert("RGB").resize((_CODE, _CODE), Image.Resampling.NEAREST)
    )
    image.paste(square, ((WIDTH - _CODE) // 2, _TOP))
    _centred(canvas, _TOP + _CODE + 20, "hoặc nhắn cho Bạn Học Số bốn chữ này:", _QUIET, 38)
    _centred(canvas, _TOP + _CODE + 84, group_code.shown(code), _INK, 72)
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _centred(canvas: ImageDraw.ImageDraw, top: int, words: str, ink: str, size: int) -> None:
    font = ImageFont.truetype(str(_FONTS / "BeVietnamPro-Bold.ttf"), size)
    canvas.text(((WIDTH - font.getlength(words)) / 2, top), words, ink, font)
