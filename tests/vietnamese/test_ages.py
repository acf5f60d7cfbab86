"""Ages, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sayings import LISTS_OF_WORDS, found_in, spoken

from bot.vietnamese.ages import find_age
from bot.vietnamese.diacritics import strip_diacritics


@pytest.mark.parametrize(
    ("text", "age", "mention"),
    [
        ("tôi 68 tuổi", "68", "68 tuổi"),
        ("bảy mươi hai tuổi", "72", "bảy mươi hai tuổi"),
        ("tui bảy chục tuổi rồi", "70", "bảy chục tuổi"),
        ("tuổi 65", "65", "tuổi 65"),
        ("tuổi tôi đã 65", "65", "tuổi tôi đã 65"),
        ("bà tuổi 60", "60", "tuổi 60"),
        ("năm nay tôi 70", "70", "70"),
        ("tôi năm nay đã 70 rồi", "70", "70"),
        ("mệ năm ni tám mươi rồi", "80", "tám mươi"),
        ("tôi mới 33", "33", "33"),
        ("bác 70t", "70", "70t"),
        ("70tuổi", "70", "70tuổi"),
        ("cháu 6 tuổi", "6", "6 tuổi"),
    ],
)
def test_with_and_without_marks(text: str, age: str, mention: str) -> None:
    assert found_in(text, find_age) == [(age, mention)]
    assert found_in(strip_diacritics(text), find_age) == [(age, strip_diacritics(mention))]


@given(st.integers(1, 120))
@settings(max_examples=120)
def test_every_age_in_figures_and_in_words(age: int) -> None:
    for said in (str(age), spoken(age)):
        assert found_in(f"bác {said} tuổi", find_age) == [(str(age), f"{said} tuổi")]


@pytest.mark.parametrize(
    "text",
    [
        "150 tuổi",
        "0 tuổi",
        "năm nay tôi học 70 bài",
        "năm nay tôi 70 bài",
        "năm nay tôi 2",
        "tôi nay 70",
        "tôi mới 33 bài",
        "tôi mới 5",
        "sinh năm 1955",
        "tuổi trẻ",
        "tuổi 2 bài",
        "sau tuổi nghỉ hưu",
        "người cao tuổi",
        "quyết định 70t",
    ],
)
def test_what_only_looks_like_an_age(text: str) -> None:
    assert found_in(text, find_age) == []
    assert found_in(strip_diacritics(text), find_age) == []


@given(LISTS_OF_WORDS)
@settings(max_examples=200)
def test_of_any_words_what_is_found_is_in_order_and_an_age(words: list[str]) -> None:
    end = 0
    for mention in find_age(words):
        assert end <= mention.start < mention.end <= len(words)
        end = mention.end
        assert mention.kind == "age"
        assert 1 <= int(mention.value) <= 120
