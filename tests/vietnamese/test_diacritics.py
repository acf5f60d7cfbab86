"""Letters with and without marks."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vietnamese.diacritics import nfc, strip_diacritics

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
LETTERS = [nfc(vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]
LETTERS += [letter.upper() for letter in LETTERS]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Bình dân học vụ số", "Binh dan hoc vu so"),
        ("ĐƯỜNG ĐI ĐÂU", "DUONG DI DAU"),
        ("quyển sổ, những kỷ niệm ở Huế", "quyen so, nhung ky niem o Hue"),
        ("abc 123 😀", "abc 123 😀"),
        ("", ""),
    ],
)
def test_marks_are_taken_off(text: str, bare: str) -> None:
    assert strip_diacritics(text) == bare
    assert strip_diacritics(unicodedata.normalize("NFD", text)) == bare


def test_every_vietnamese_letter_becomes_a_plain_one() -> None:
    assert len(LETTERS) == 146
    for letter in LETTERS:
        bare = strip_diacritics(letter)
        assert bare.isascii()
        assert len(bare) == 1
        assert bare.isupper() == letter.isupper()


@given(st.text(alphabet=[*LETTERS, *"bcghklmnpqrstvx .,?!0123456789\n"]))
def test_length_stays_the_same(text: str) -> None:
    assert len(strip_diacritics(text)) == len(text)


@given(st.text(alphabet=st.characters()))
def test_any_text_is_taken_and_nothing_is_left_to_strip(text: str) -> None:
    bare = strip_diacritics(text)
    assert strip_diacritics(bare) == bare


def test_composed_form() -> None:
    apart = "Tie\u0302\u0301ng Vie\u0323\u0302t"
    assert nfc(apart) == "Tiếng Việt"
    assert len(nfc(apart)) == 10
