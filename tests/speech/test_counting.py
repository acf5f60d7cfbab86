"""Numbers as words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.speech.counting import NORTHERN, SOUTHERN, Counting, digits
from bot.vietnamese.numbers import read_number


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (221, "hai trăm hai mươi mốt"),
        (1_000, "một nghìn"),
        (1_001, "một nghìn không trăm linh một"),
        (2_025, "hai nghìn không trăm hai mươi lăm"),
        (10_500, "mười nghìn năm trăm"),
        (1_000_000, "một triệu"),
        (40_000_020, "bốn mươi triệu không trăm hai mươi"),
        (1_000_000_000, "một tỷ"),
        (2_000_000_003, "hai tỷ không trăm linh ba"),
        (3_000_000_000_000, "ba nghìn tỷ"),
    ],
)
def test_says_numbers(value: int, words: str) -> None:
    assert NORTHERN.words(value) == words


def test_the_south_counts_in_its_own_words() -> None:
    assert SOUTHERN.words(2_105) == "hai ngàn một trăm lẻ năm"


@settings(max_examples=100)
@given(st.integers(0, 999_999_999), st.sampled_from([NORTHERN, SOUTHERN]))
def test_what_is_said_is_understood(value: int, counting: Counting) -> None:
    words = counting.words(value).split()
    assert read_number(words, 0) == (value, len(words))


@pytest.mark.parametrize(
    ("whole", "figures", "words"),
    [
        (3, "5", "ba phẩy năm"),
        (80, "25", "tám mươi phẩy hai mươi lăm"),
        (0, "05", "không phẩy không năm"),
    ],
)
def test_says_decimals(whole: int, figures: str, words: str) -> None:
    assert NORTHERN.decimal(whole, figures) == words


def test_says_figures_one_by_one() -> None:
    assert digits("1-1 3a") == "một một ba"
