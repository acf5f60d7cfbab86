"""Codes of groups, as people say and type them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import group_code
from bot.payload import Payload, decode
from bot.vietnamese.diacritics import strip_diacritics

CODES = st.lists(st.sampled_from(group_code.WORDS), min_size=4, max_size=4)


@given(CODES)
@settings(max_examples=100)
def test_what_is_shown_is_read_with_and_without_marks(words: list[str]) -> None:
    shown = " ".join(words)
    code = "-".join(map(strip_diacritics, words))
    assert group_code.shown(code) == shown
    for text in (shown, code, strip_diacritics(shown), shown.upper(), f" mã lớp: {shown}. "):
        assert group_code.read(text) == group_code.find(text) == code
        assert decode(text) == Payload("join_group", code)


def test_new_codes_differ_and_are_good() -> None:
    codes = {group_code.new() for _ in range(300)}
    assert len(codes) > 290
    assert all(group_code.read(code) == code for code in codes)


def test_there_are_too_many_to_guess() -> None:
    assert len(group_code.WORDS) ** 4 > 90_000_000


@pytest.mark.parametrize(
    "heard", ["che xen roi mit", "tre sen doi mít", "Tre, sen, voi, mít.", "TRE-SEN-VOI-MIT"]
)
def test_regions_and_recognisers_make_no_difference(heard: str) -> None:
    assert group_code.read(heard) == "tre-sen-voi-mit"


def test_no_two_words_sound_alike_anywhere() -> None:
    """As a Northerner writes who mixes l with n, a Southerner v with d, and so on."""
    merged = {"tr": "ch", "x": "s", "gi": "d", "r": "d", "v": "d", "l": "n"}

    def careless(word: str) -> str:
        bare = strip_diacritics(word)
        return next(
            (to + bare[len(start) :] for start, to in merged.items() if bare.startswith(start)),
            bare,
        )

    for one, other in itertools.combinations(group_code.WORDS, 2):
        assert careless(one) != careless(other), (one, other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tre sen voi",
        "tre sen voi mít cam",
        "con voi ở bản đôn",
        "mã lớp là gì",
        "mẹ cho em học bài nhé",
        "LK-ABCD-2345",
        "tre sen voi 1",
    ],
)
def test_other_words_are_no_code(text: str) -> None:
    assert group_code.read(text) is None
    assert group_code.find(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "mã lớp của tôi là tre sen voi mít nhé",
        "cho vào lớp với, ma lop tre sen voi mit",
        "Mã: tre sen voi mít ạ",
    ],
)
def test_among_other_words_it_comes_after_its_name(text: str) -> None:
    assert group_code.find(text) == "tre-sen-voi-mit"
