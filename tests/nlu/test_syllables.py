"""Syllables and their places."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.syllables import split

SHORT = {"ko": "không", "dt": "điện thoại"}


def forms(text: str) -> list[str]:
    """The normal forms of a text's syllables."""
    return [syllable.form for syllable in split(text, SHORT)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tôi muốn HỌC", ["tôi", "muốn", "học"]),
        ("ko biết", ["không", "biết"]),
        ("Ko, DT hỏng!", ["không", ",", "điện thoại", "hỏng", "!"]),
        ("vângggg ạạạ", ["vâng", "ạ"]),
        ("1000 đồng", ["1000", "đồng"]),
        ("xin-chào (bác)", ["xin", "-", "chào", "(", "bác", ")"]),
        ("", []),
        ("  \n\t ", []),
        ("😀 học", ["😀", "học"]),
    ],
)
def test_the_normal_form(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


def test_decomposed_letters_have_the_same_form() -> None:
    text = "Điện thoại của bác"
    assert forms(unicodedata.normalize("NFD", text)) == forms(text)


@given(st.text(max_size=200))
def test_places_are_in_order_and_cover_everything_but_spaces(text: str) -> None:
    end = 0
    for syllable in split(text, SHORT):
        assert text[end : syllable.start].strip() == ""
        assert syllable.start < syllable.end
        end = syllable.end
    assert text[end:].strip() == ""
