"""The picture of progress: as tall as its rows, each bar as long as what was read and mastered."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.learning.progress_picture import HEIGHT_OF_ROW, WIDTH, Bar, draw


def colours(bars: list[Bar]) -> Image.Image:
    image = Image.open(io.BytesIO(draw(bars, "ngày 22/11/2026")))
    assert image.format == "PNG"
    return image.convert("RGB")


def lengths(image: Image.Image, row: int) -> tuple[int, int]:
    """How many pixels of the middle of a bar are the colour of mastered and of read lessons."""
    top = 190 + row * HEIGHT_OF_ROW + 54 + 11
    line = [image.getpixel((x, top)) for x in range(WIDTH)]
    return line.count((11, 107, 79)), line.count((140, 201, 180))


def test_each_module_has_a_row() -> None:
    one, two = (colours([Bar("Y tế số", 1, 0, 3)] * n) for n in (1, 2))
    assert one.width == two.width == WIDTH
    assert two.height - one.height == HEIGHT_OF_ROW


@pytest.mark.parametrize(
    ("read", "mastered", "dark", "light"),
    [(0, 0, 0, 0), (2, 0, 0, 492), (4, 2, 492, 492), (4, 4, 984, 0), (9, 9, 984, 0)],
)
def test_bars_are_as_long_as_what_was_learnt(
    read: int, mastered: int, dark: int, light: int
) -> None:
    found = lengths(colours([Bar("VNeID", read, mastered, 4)]), 0)
    assert found[0] == pytest.approx(dark, abs=24)
    assert found[1] == pytest.approx(light, abs=24)


def test_a_long_title_leaves_room_for_the_numbers() -> None:
    short, long = (colours([Bar(title, 1, 1, 4)]) for title in ("Y tế", "Quyền và nghĩa vụ " * 9))
    right = (WIDTH - 330, 180, WIDTH, 235)
    assert short.crop(right).tobytes() == long.crop(right).tobytes()
