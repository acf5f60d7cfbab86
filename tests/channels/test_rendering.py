"""Texts cut to a platform's limit; one reply as buttons, as numbered lines and as words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.rendering import CHOOSE_BY_NUMBER, length, numbered, split_text
from bot.message import Button, Reply

FAMILY = "👨‍👩‍👧‍👦"


def reply(text: str, *titles: str) -> Reply:
    return Reply(text, tuple(Button(title, "#help") for title in titles))


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("", 10, []),
        (" \n ", 10, []),
        ("Xin chào", 8, ["Xin chào"]),
        ("Xin chào", 7, ["Xin", "chào"]),
        ("Một hai ba.\n\nBốn năm. Sáu.", 20, ["Một hai ba.", "Bốn năm. Sáu."]),
        ("Một.\n\nHai ba bốn. Năm sáu bảy.", 20, ["Một.\n\nHai ba bốn.", "Năm sáu bảy."]),
        ("Một hai. Ba bốn năm sáu", 15, ["Một hai.", "Ba bốn năm sáu"]),
        ("Giá 3.500 đồng một lần", 12, ["Giá 3.500", "đồng một lần"]),
        ("Chọn:\n1. Gọi công an\n2. Gọi bạn", 20, ["Chọn:", "1. Gọi công an", "2. Gọi bạn"]),
        ("Chọn ý:\n1. Đi", 11, ["Chọn ý:", "1. Đi"]),
        ("Bác nói “thôi.” Rồi đi", 16, ["Bác nói “thôi.”", "Rồi đi"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("aaee\u0302\u0301o", 4, ["aae", "e\u0302\u0301o"]),
        ("ab" + FAMILY, 11, ["ab", FAMILY]),
        ("😀😀😀", 4, ["😀😀", "😀"]),
        ("a🇻🇳b🇻🇳", 7, ["a🇻🇳b", "🇻🇳"]),
        ("ab👍🏽", 4, ["ab", "👍🏽"]),
        ("e" + "\u0301" * 5, 3, ["e\u0301\u0301", "\u0301\u0301\u0301"]),
    ],
)
def test_where_a_text_is_cut(text: str, limit: int, pieces: list[str]) -> None:
    assert split_text(text, limit) == pieces


@given(st.text("aế. \n!😀\u0301\u200d🇻1", max_size=200), st.integers(2, 30))
@example("\n\n.\n\n", 2)
@example("a" * 50 + "\u0301", 50)
def test_no_piece_is_empty_or_too_long_and_no_word_is_lost(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert all(piece.strip() == piece != "" and length(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(st.lists(st.sampled_from(["ế", "o\u0323", "a", "e\u0302\u0301"]), max_size=80))
def test_no_letter_loses_its_marks(letters: list[str]) -> None:
    for piece in split_text("".join(letters), 6):
        assert not unicodedata.category(piece[0]).startswith("M")


def test_a_limit_that_nothing_fits_into_is_refused() -> None:
    with pytest.raises(ValueError, match="no text fits"):
        split_text("a", 1)


def test_a_long_text_is_cut_quickly() -> None:
    pieces = split_text("Bác bấm nút nguồn. " * 20_000, 2000)
    assert all(piece.endswith(".") and len(piece) > 1900 for piece in pieces[:-1])


@pytest.mark.parametrize(
    ("shown", "lines"),
    [
        (reply("Dạ."), "Dạ."),
        (reply("Học tiếp?", "Có", "Không"), f"Học tiếp?\n1. Có\n2. Không\n{CHOOSE_BY_NUMBER}"),
        (
            reply("Số nào là của công an?", "1. 113", "2. 115"),
            f"Số nào là của công an?\n1. 113\n2. 115\n{CHOOSE_BY_NUMBER}",
        ),
        (
            reply("Bác nhắn số của một ý dưới đây nhé.", "1. Có", "2. Không"),
            "Bác nhắn số của một ý dưới đây nhé.\n1. Có\n2. Không",
        ),
        (
            reply("Câu 1?", "1. Đúng", "2. Sai", "Gợi ý", "Không biết", "Dừng"),
            f"Câu 1?\n1. Đúng\n2. Sai\n{CHOOSE_BY_NUMBER} "
            "Hoặc nhắn: “Gợi ý”, “Không biết” hoặc “Dừng”.",
        ),
        (
            reply("Câu 1?", "1. Đúng", "2. Sai", "Gợi ý"),
            f"Câu 1?\n1. Đúng\n2. Sai\n{CHOOSE_BY_NUMBER} Hoặc nhắn: “Gợi ý”.",
        ),
        (
            reply("Tắt máy:\n1. Giữ nút nguồn.\n2. Chạm “Tắt”.", "Tiếp", "Dừng"),
            "Tắt máy:\n1. Giữ nút nguồn.\n2. Chạm “Tắt”.\n\nNhắn số để chọn:\n1. Tiếp\n2. Dừng",
        ),
    ],
)
def test_choices_as_numbered_lines(shown: Reply, lines: str) -> None:
    assert numbered(shown) == lines
