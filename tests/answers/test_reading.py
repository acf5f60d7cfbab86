"""Questions in normal form."""

from __future__ import annotations

import pytest

from bot.answers.reading import Reader, reader_for
from bot.settings import ROOT

TEXTS = ["quên mật khẩu thì làm sao", "điện thoại đầy bộ nhớ", "chuyển khoản nhầm người"]


@pytest.fixture(name="reader", scope="module")
def _reader() -> Reader:
    return reader_for(TEXTS, ROOT / "knowledge" / "language")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("quen mat khau thi lam sao", "quên mật khẩu thì làm sao"),
        ("đt đầy bộ nhớ", "điện thoại đầy bộ nhớ"),
        ("quên mật khẩu thì mần răng", "quên mật khẩu thì làm sao"),
        ("Quên MẬT KHẨU?!", "quên mật khẩu"),
        ("", ""),
    ],
)
def test_what_is_typed_is_read_in_full(reader: Reader, typed: str, read: str) -> None:
    assert reader.question(typed).text == read


def test_terms_are_bare_syllables_and_pairs(reader: Reader) -> None:
    assert reader.ours("Quên mật khẩu").terms == [
        *("quen", "mat", "khau"),
        *("quen mat", "mat khau"),
    ]
