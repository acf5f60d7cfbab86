"""A message as one line of words and of things that are mentioned."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.language_files import read_language
from bot.nlu.message_line import line_of
from bot.nlu.syllables import Language
from bot.settings import ROOT

LANGUAGE = Language.from_data(read_language(ROOT / "knowledge" / "language"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("chuyển 15tr vào stk nhé", "chuyển #money vào số tài khoản nhé "),
        ("lãi 30%/tháng, 4.215.000 VND", "lãi #percent , tháng , #money "),
        ("mượn ba triệu rưỡi", "mượn #money "),
        ("8-15 triệu/tháng", "#money , tháng "),
        ("gọi 0900 000 111 trong 30 phút", "gọi #phone trong' #time "),
        ("mã otp là •••", "mã otp' là #blank "),
        ("Khẩn! Bấm vào", "khẩn | bấm vào "),
        ("dòng một\ndòng hai", "dòng một | dòng hai' "),
        ("ngay 28/11 hop", "ngày #number hop "),
        ("chuyen ngay di", "chuyen ngay di "),
        ("cuộc gọi tự động", "cuộc gọi tự động "),
        ("", " "),
    ],
)
def test_a_line(text: str, line: str) -> None:
    assert line_of(text, LANGUAGE).strip() == line.strip()


def test_links_stand_as_one_word_each() -> None:
    text = "vào abc.top/x ngay"
    assert line_of(text, LANGUAGE, [(4, 13)]) == "vào #link ngay' "


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_text_has_a_line(text: str) -> None:
    line = line_of(text, LANGUAGE)
    assert line == "".join(f"{word} " for word in line.split())
