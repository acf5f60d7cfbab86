"""What never reaches the language understanding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.screening import MAX_CHARACTERS, refusal


@pytest.mark.parametrize(
    "text", ["", "   ", "😀", "👍🏽👍🏽", "???", "…", "❤️", "_ _", "\n\t", "- - -"]
)
def test_without_a_letter_or_digit_nothing_can_be_read(text: str) -> None:
    assert refusal(text) == "unreadable"


@pytest.mark.parametrize("text", ["1", "b", "ừ", "Đ", "2️⃣", "học 😀", "#next", "•••1"])
def test_one_letter_or_digit_is_enough(text: str) -> None:
    assert refusal(text) is None


def test_length_counts_first() -> None:
    assert refusal("a" * MAX_CHARACTERS) is None
    assert refusal("a" * (MAX_CHARACTERS + 1)) == "too_long"
    assert refusal("😀" * (MAX_CHARACTERS + 1)) == "too_long"


@given(st.text(max_size=MAX_CHARACTERS))
def test_whatever_is_let_through_has_something_to_read(text: str) -> None:
    readable = any(letter.isalnum() for letter in text)
    assert (refusal(text) is None) == readable
