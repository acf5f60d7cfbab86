"""Codes of contests, as people type and say them."""

from __future__ import annotations

import pytest

from bot import contest_code
from bot.payload import Payload, decode


def test_a_new_code_is_understood_as_it_is_shown() -> None:
    for _ in range(50):
        code = contest_code.new()
        assert len(code) == 5
        assert contest_code.read(contest_code.shown(code)) == code


@pytest.mark.parametrize(
    "text",
    [
        "đố vui 48213",
        "Do vui 48213",
        "ĐỐ VUI: 48 213",
        "dv48213",
        "mã đố vui số 48213.",
        "đố vui bốn tám hai một ba",
        "đố vui tư tám hai một ba",
    ],
)
def test_a_code_alone_is_as_clear_as_a_button(text: str) -> None:
    assert contest_code.read(text) == "48213"
    assert decode(text) == Payload("join_contest", "48213")


@pytest.mark.parametrize(
    "text", ["48213", "50 000", "đố vui 4821", "đố vui 482133", "đố vui đi", "giá 48213 đồng"]
)
def test_what_may_be_a_price_or_is_too_short_is_none(text: str) -> None:
    assert contest_code.read(text) is None
    assert decode(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cho tôi vào cuộc đố vui có mã 48213 với", "48213"),
        ("bác muốn chơi, mã là bốn tám hai một ba", "48213"),
        ("cho tôi chơi đố vui", None),
        ("số của tôi là 0912345678", None),
    ],
)
def test_a_code_among_other_words(text: str, code: str | None) -> None:
    assert contest_code.find(text) == code
