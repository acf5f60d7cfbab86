"""Edit distance, against another program's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from bot.speech.edits import agreement, edits


@given(st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_distance_of_letters(one: str, other: str) -> None:
    assert edits(one, other) == Levenshtein.distance(one, other)


def test_distance_of_words() -> None:
    assert edits(["câu", "thứ", "hai"], ["câu", "hai", "ạ"]) == 2


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("hai", "hai", 1.0), ("hai", "hay", 2 / 3), ("hai", "", 0.0), ("", "", 0.0), ("ab", "cd", 0)],
)
def test_agreement(one: str, other: str, expected: float) -> None:
    assert agreement(one, other) == pytest.approx(expected)
    assert agreement(other, one) == pytest.approx(expected)
