"""One place for the tone mark."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.syllable import SYLLABLES, TONES, is_syllable, takes_tone
from bot.vietnamese.tones import place_tones, with_tone


@pytest.mark.parametrize(
    ("word", "placed"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("Uỷ", "Ủy"),
        ("HOÁ", "HÓA"),
        ("Thuỳ", "Thùy"),
        ("hóa", "hóa"),
        # slips that neither way has
        ("tóan", "toán"),
        ("GÍUP", "GIÚP"),
        ("qủa", "quả"),
        ("qúy", "quý"),
        ("ngừơi", "người"),
        ("nghiã", "nghĩa"),
        ("gìa", "già"),
        # what is placed alike in both
        ("quý", "quý"),
        ("giếng", "giếng"),
        ("khuỷu", "khuỷu"),
        ("thuở", "thuở"),
        ("ngoài", "ngoài"),
        ("mía", "mía"),
        ("của", "của"),
        # no Vietnamese syllable
        ("café", "café"),
        ("señor", "señor"),
        ("hoàaa", "hoàaa"),
        ("cảp", "cảp"),
        ("vneid", "vneid"),
        ("", ""),
    ],
)
def test_the_tone_goes_to_its_classical_place(word: str, placed: str) -> None:
    assert place_tones(word) == placed


def anywhere(base: str, tone: str, place: int) -> str:
    """`base` with `tone` on the vowel number `place` from its end, counted round."""
    vowels = [at for at, letter in enumerate(base) if strip_diacritics(letter) in "aeiouy"]
    at = vowels[place % len(vowels)]
    return unicodedata.normalize("NFC", base[: at + 1] + tone + base[at + 1 :])


@settings(max_examples=200)
@given(
    st.sampled_from(sorted(SYLLABLES)),
    st.sampled_from(TONES),
    st.integers(0, 2),
    st.sampled_from([str.lower, str.upper, str.title]),
)
def test_a_misplaced_tone_finds_its_place(base: str, tone: str, place: int, case: object) -> None:
    assert callable(case)
    word = case(anywhere(base, tone, place))
    placed = place_tones(word)
    assert strip_diacritics(placed) == strip_diacritics(word)
    assert place_tones(placed) == placed
    if takes_tone(base, tone):
        assert placed == case(with_tone(base, tone))
        assert is_syllable(placed.lower())
    else:
        assert placed == word


@given(st.text(max_size=12).map(lambda text: unicodedata.normalize("NFC", text)))
def test_any_word_keeps_its_letters(word: str) -> None:
    placed = place_tones(word)
    assert strip_diacritics(placed) == strip_diacritics(word)
    assert place_tones(placed) == placed
    assert unicodedata.is_normalized("NFC", placed)


def test_only_a_syllable_takes_a_tone() -> None:
    assert with_tone("hoa", TONES[0]) == "hòa"
    assert with_tone("hoa", "") == "hoa"
    with pytest.raises(KeyError):
        with_tone("wifi", TONES[0])
