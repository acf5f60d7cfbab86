"""Names that others see."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.learning.display_name import LONGEST_NAME, DisplayNameError, display_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Chị Lan", "Chị Lan"),
        ("  bà   Tư . ", "bà Tư"),
        ("Lớp 5A (tối thứ 5)", "Lớp 5A (tối thứ 5)"),
        ("Người chơi 12", "Người chơi 12"),
        ("H’Hen Niê", "H'Hen Niê"),
    ],
)
def test_names_are_kept_as_they_are_meant(typed: str, kept: str) -> None:
    assert display_name(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", " ", "a", "12", "x" * 31, "gọi 0912 345 678", "a@b.vn", "lop.com", "lớp 🎉", "a\nb<i>"],
)
def test_what_others_should_not_be_shown_is_refused(typed: str) -> None:
    with pytest.raises(DisplayNameError, match=r"[.”]$"):
        display_name(typed)


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_whatever_is_kept_stays_the_same(typed: str) -> None:
    try:
        name = display_name(typed)
    except DisplayNameError:
        return
    assert display_name(name) == name
    assert 1 < len(name) <= LONGEST_NAME
