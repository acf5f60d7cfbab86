"""Diacritics guessed for text that was typed without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.restoring import learn

SENTENCES = """tôi muốn học cách chuyển tiền
bác quên mật khẩu rồi
muộn rồi mai học tiếp
tôi bị lừa mất tiền
bà ba bán cá"""
RESTORER = learn(
    [line.split() for line in SENTENCES.split("\n")], [["mật", "khẩu"], ["mất", "mát"]]
)


@pytest.mark.parametrize(
    ("bare", "restored"),
    [
        ("toi muon hoc", "tôi muốn học"),
        ("muon roi", "muộn rồi"),
        ("quen mat khau", "quên mật khẩu"),
        ("bi lua mat tien", "bị lừa mất tiền"),
        ("hoc vneid", "học vneid"),
        ("", ""),
    ],
)
def test_the_likeliest_marks_by_the_neighbours(bare: str, restored: str) -> None:
    assert " ".join(RESTORER.restore(bare.split())) == restored


def test_a_word_may_hold_several_syllables_and_keeps_its_place() -> None:
    assert RESTORER.restore(["quen", "mat khau", "roi"]) == ["quên", "mật khẩu", "rồi"]


def test_marks_that_are_there_stay() -> None:
    assert RESTORER.restore(["mát", "muôn"]) == ["mát", "muôn"]


@given(st.lists(st.text("abcdeđêmnouưtr ", min_size=1, max_size=8).filter(str.strip), max_size=12))
def test_letters_never_change(words: list[str]) -> None:
    restored = RESTORER.restore(words)
    assert [strip_diacritics(word) for word in restored] == [
        " ".join(strip_diacritics(word).split()) for word in words
    ]
