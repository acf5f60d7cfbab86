"""The dictionary that comes with underthesea is where it is looked for."""

from __future__ import annotations

import pytest

from bot.nlu import dictionary
from bot.nlu.dictionary import dictionary_words
from bot.vietnamese.diacritics import nfc

WORDS = list(dictionary_words())


def test_the_words() -> None:
    assert len(WORDS) > 70_000
    assert ["học", "sinh"] in WORDS
    assert ["điện", "thoại"] in WORDS


def test_they_are_lower_case_composed_syllables() -> None:
    syllables = {syllable for word in WORDS for syllable in word}
    assert all(each == nfc(each).lower() and " " not in each for each in syllables)


def test_without_underthesea(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "find_spec", {"underthesea": None}.get)
    with pytest.raises(ModuleNotFoundError, match="underthesea"):
        next(dictionary_words())
