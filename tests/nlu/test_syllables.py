"""Syllables and their places."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lexicon import LANGUAGE

from bot.nlu.syllables import read, split


def forms(text: str) -> list[str]:
    """The normal forms of a text's pieces."""
    return [syllable.form for syllable in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tôi muốn HỌC", ["tôi", "muốn", "học"]),
        ("Ko, DT hỏng!", ["ko", ",", "dt", "hỏng", "!"]),
        ("vào https://a.vn/x?y=1 đi", ["vào", "đường dẫn", "đi"]),
        ("dichvucong.gov.vn", ["đường dẫn"]),
        ("học xong.bác chào", ["học", "xong", ".", "bác", "chào"]),
        ("vângggg ạạạ", ["vâng", "ạ"]),
        ("CCCD quý III", ["cccd", "quý", "iii"]),
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
    for syllable in split(text):
        assert text[end : syllable.start].strip() == ""
        assert syllable.start < syllable.end
        end = syllable.end
    assert text[end:].strip() == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ko biết", "không biết"),
        ("hoc vneid lm sao", "hoc vneid làm sao"),
        ("k bt mở ntn z", "không biết mở như thế nào vậy"),
        ("hocj baif", "học bài"),
        ("mần răng mà cài", "làm sao mà cài"),
        ("wifi max list OTP", "wifi max list otp"),
        ("có 50k với 4G", "có 50k với 4g"),
        ("hoà bình", "hòa bình"),
    ],
)
def test_keystrokes_chat_and_dialect_are_written_out(text: str, expected: str) -> None:
    assert " ".join(each.form for each in read(text, LANGUAGE).syllables) == expected


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("hoc bai", True),
        ("học bai", False),
        ("lm sao", True),
        ("hocj bai", False),
        ("123", True),
        ("https://a.vn", True),
    ],
)
def test_what_was_typed_without_any_marks_is_noticed(text: str, bare: bool) -> None:
    assert read(text, LANGUAGE).is_bare == bare


@given(st.text(max_size=120))
def test_what_is_read_keeps_its_places(text: str) -> None:
    end = 0
    for syllable in read(text, LANGUAGE).syllables:
        assert text[end : syllable.start].strip() == ""
        assert syllable.form
        end = syllable.end
    assert text[end:].strip() == ""
