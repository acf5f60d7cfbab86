"""How people name themselves."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vietnamese.address import self_reference

FORMS = {
    "bác": "bac",
    "cô": "co",
    "chú": "chu",
    "ông": "ong",
    "bà": "ba",
    "anh": "anh",
    "chị": "chi",
    "bạn": "ban",
    "đồng chí": "dong_chi",
}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Cô muốn học về VNeID", "co"),
        ("cháu ơi, bác chưa hiểu", "bac"),
        ("dạ chị cần hỏi", "chi"),
        ("Chào cháu. Ông tên Ba", "ong"),
        ("giúp bà học với", "ba"),
        ("đồng chí muốn học", "dong_chi"),
        (unicodedata.normalize("NFD", "Chú bị mất điện thoại"), "chu"),
        ("BÁC MUỐN HỌC", "bac"),
        ("tôi muốn học", None),
        ("con bác muốn học", None),
        ("bác sĩ nói thế", None),
        ("cô giáo tôi dạy", None),
        ("anh Ba chưa về", None),
        ("bà Nguyễn Thị Lan", None),
        ("muốn hỏi cô", None),
        ("", None),
    ],
)
def test_only_the_persons_own_words_show_it(text: str, form: str | None) -> None:
    assert self_reference(text, FORMS) == form


@given(st.text(max_size=200))
def test_any_text_gives_a_form_that_is_known_or_none(text: str) -> None:
    assert self_reference(text, FORMS) in {None, *FORMS.values()}
