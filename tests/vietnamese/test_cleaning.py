"""Text from outside, made fit to be stored."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.vietnamese.cleaning import clean


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  xin chào \n", "xin chào"),
        (unicodedata.normalize("NFD", "Điện thoại"), "Điện thoại"),
        ("xin\x00chào", "xin chào"),
        ("hai\ndòng\tvà tab", "hai\ndòng\tvà tab"),
        ("\ud83dlẻ", "lẻ"),
        ("\u202egạt\u2066 ngược\u2069", "gạt  ngược"),
        ("\u200b\u200b\ufeff", ""),
        ("mềm\u00admại", "mềm mại"),
        ("👍🏽 học 😀", "👍🏽 học 😀"),
        ("", ""),
    ],
)
def test_what_is_left(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text(alphabet=st.characters(), max_size=200))
@example("\ud800\udc00")
@example("a\u0301" * 50)
def test_it_can_be_stored_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "\x00" not in cleaned
