"""How far apart syllables are for the ear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.speech.syllable_distance import distance


@pytest.mark.parametrize(
    ("one", "other"), [("da", "gia"), ("za", "da"), ("ky", "ki"), ("ca", "ka")]
)
def test_letters_spoken_alike_do_not_part(one: str, other: str) -> None:
    assert distance(one, other) == 0


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        ("lô", "lồ", "xa"),  # only the tone
        ("pê", "bê", "hê"),  # p is heard as b
        ("tơ", "tô", "ti"),  # vowels with other marks
        ("sam", "xam", "kam"),
        ("nét", "nết", "nóng"),
    ],
)
def test_what_is_often_misheard_is_nearer(one: str, near: str, far: str) -> None:
    assert 0 < distance(one, near) < distance(one, far) <= 1


_SYLLABLES = st.sampled_from(
    ["đê", "gia", "quy", "nghiêng", "a", "ô", "trường", "xoăn", "phây", "i", "en", "ngã", "z", "2"]
)


@given(_SYLLABLES, _SYLLABLES)
def test_it_is_a_distance(one: str, other: str) -> None:
    assert 0 <= distance(one, other) == distance(other, one) <= 1
    assert distance(one, one) == 0
