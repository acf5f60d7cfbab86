"""The codes that link two platforms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import link_code
from bot.payload import Payload, decode


@pytest.mark.parametrize(
    "text",
    [
        "LK-ABCD-2345",
        "lk-abcd-2345",
        " LK ABCD 2345 ",
        "ABCD-2345",
        "abcd2345",
        "LKABCD2345",
        "LK–ABCD–2345",
        "Lk_Abcd.2345",
    ],
)
def test_a_code_alone_is_read_however_it_is_typed(text: str) -> None:
    assert link_code.read(text) == "ABCD2345"
    assert decode(text) == Payload("link_account", "ABCD2345")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "LK-",
        "LK-ABCD-234",
        "LK-ABCD-23456",
        "ABC0-2345",
        "ABCI-2345",
        "chaocung",
        "23456789",
        "59F34567",
        "0987654321",
        "mã LK",
        "7QK2-ABCD-EFGH-2345",
        "LK-ABCD-234５",
    ],
)
def test_what_is_no_code(text: str) -> None:
    assert link_code.read(text) is None
    assert link_code.find(text) is None
    assert decode(text) is None


@pytest.mark.parametrize(
    "text", ["mã của tôi là LK-ABCD-2345 nhé", "(lk abcd 2345)", "LK-ABCD-2345.", "abcd2345"]
)
def test_a_code_is_found_among_other_words(text: str) -> None:
    assert link_code.find(text) == "ABCD2345"


@pytest.mark.parametrize("text", ["mã của tôi là ABCD-2345", "BLK-ABCD-2345", "LK-ABCD-23456"])
def test_among_other_words_it_begins_with_lk(text: str) -> None:
    assert link_code.find(text) is None


def test_new_codes_differ_and_are_read_back() -> None:
    codes = {link_code.new() for _ in range(500)}
    assert len(codes) == 500
    for code in codes:
        assert link_code.read(link_code.shown(code)) == code
        assert link_code.read(code.lower()) == code
        assert not set(code) & set("0O1IL")


@given(st.text(max_size=40))
def test_whatever_is_found_is_found_again(text: str) -> None:
    code = link_code.find(text)
    assert code is None or link_code.read(link_code.shown(code)) == code
