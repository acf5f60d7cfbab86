"""Spelling: what is no word, and what is none in a dictionary but meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vietnamese.spelling import Spelling, common_syllables

SYLLABLES = [
    *("a", "bấm", "chẳng", "dụng", "hình", "hóa", "học", "khỏe", "lô", "lý", "màn", "may"),
    *("nguồn", "người", "nút", "sử", "thủy", "xử"),
]
SPELLING = Spelling(
    syllables=frozenset(SYLLABLES),
    words=frozenset({"VNeID", "email", "iPhone", "Wi-Fi", "khoăn"}),
    confusions={"xử dụng": "sử dụng", "chẳng mai": "chẳng may"},
)


def mistakes(text: str) -> list[str]:
    return list(SPELLING.mistakes(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bấm nút nguồn.",
        "BẤM NÚT",
        "người học: “nút”, (hình) màn/hình…",
        "{Ban} bấm {fact_xyzzy_site} học",
        "Bấm 123 nút 4a",
        "VNeID, email, Email",
        "iPhone, IPhone hóa khoăn",
        "Wi-Fi bấm Wi-Fi",
        "A-lô, người-học",
        "sử dụng nút, xử lý nút",
        "xử, dụng",
    ],
)
def test_no_mistake(text: str) -> None:
    assert mistakes(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bấm nutt nguồn", ["“nutt”"]),
        ("Bấmnút", ["“Bấmnút”"]),
        ("Nguồng nguồng", ["“Nguồng”", "“nguồng”"]),
        ("nutt, nutt và", ["“nutt”", "“và”"]),
        ("VNEID vneid Vneid", ["“VNEID”", "“vneid”", "“Vneid”"]),
        ("EMAIL", ["“EMAIL”"]),
        ("người-hocj", ["“hocj”"]),
        ("wi-fi", ["“wi”", "“fi”"]),
        ("{Ban}s bấm", ["“s”"]),
    ],
)
def test_words_that_are_in_no_dictionary(text: str, words: list[str]) -> None:
    found = mistakes(text)
    assert len(found) == len(words)
    for message, word in zip(found, words, strict=True):
        assert word in message
        assert "từ điển" in message


@pytest.mark.parametrize(
    ("typed", "right"), [("khoẻ", "khỏe"), ("Hoá", "hóa"), ("thuỷ", "thủy"), ("HOÁ", "hóa")]
)
def test_tones_in_another_place(typed: str, right: str) -> None:
    (message,) = mistakes(f"{typed} người")
    assert f"“{typed}”" in message
    assert f"“{right}”" in message


@pytest.mark.parametrize(
    "text", ["Xử dụng nút", "người xử  dụng", "hình xử\ndụng", "xử dụng, xử dụng"]
)
def test_a_wrong_phrase_of_right_syllables(text: str) -> None:
    (message,) = mistakes(text)
    assert "“xử dụng”" in message
    assert "“sử dụng”" in message


@pytest.mark.parametrize("text", ["xử {ban} dụng", "xử. Dụng", "axử dụng"])
def test_syllables_that_do_not_stand_together(text: str) -> None:
    assert not any("có phải" in message for message in mistakes(text))


@given(st.lists(st.sampled_from(sorted(SPELLING.syllables - {"xử", "chẳng"})), max_size=9))
def test_known_syllables_are_right_in_any_order(syllables: list[str]) -> None:
    text = " ".join(syllables)
    assert mistakes(text) == mistakes(text.upper()) == mistakes(text.title()) == []


def test_common_syllables() -> None:
    words = [
        ["học", "sinh"],
        ["học", "tập"],
        ["sinh", "sinh"],
        ["tập"],
        ["hoá", "học"],
        ["khai", "hóa"],
        ["xyz"],
        ["xyz", "xyz"],
        ["lẻ"],
        [],
    ]
    assert common_syllables(words) == {"học", "sinh", "tập", "hóa"}


def test_a_syllable_twice_in_one_word_counts_once() -> None:
    assert common_syllables([["dần", "dần"]]) == frozenset()
