"""Error rates count what was heard wrongly, not how it is spelt."""

from __future__ import annotations

import pytest

from bot.evaluation.speech_scores import Errors, errors_of, spoken_words, together


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đến cuối thế kỷ 19, ngành", "đến cuối thế kỷ mười chín ngành"),
        ("Hoá hòa HÒA", "hóa hòa hòa"),
        ("số 2.", "số hai"),
        ("2x", "hai x"),
        ("  “Dạ…” – vâng!  ", "dạ vâng"),
        ("", ""),
    ],
)
def test_words_as_they_sound(text: str, words: str) -> None:
    assert " ".join(spoken_words(text)) == words


def test_words_in_composed_and_decomposed_letters_are_the_same() -> None:
    assert spoken_words("tiê\u0301ng Viê\u0323t") == ["tiếng", "việt"]


@pytest.mark.parametrize(
    ("said", "written", "words", "letters"),
    [
        ("Câu thứ 2.", "câu thứ hai", 0, 0),
        ("câu thứ hai", "câu hai", 1, 4),
        ("câu hai", "câu thứ hai ạ", 2, 6),
        ("câu hai", "câu hay", 1, 1),
        ("câu hai", "", 2, 7),
    ],
)
def test_errors(said: str, written: str, words: int, letters: int) -> None:
    errors = errors_of(said, written)
    assert (errors.words, errors.letters) == (words, letters)
    assert errors.of_words == len(spoken_words(said))


def test_rates_weigh_texts_by_their_length() -> None:
    errors = together([errors_of("một", "hai"), errors_of("một hai ba bốn", "một hai ba bốn")])
    assert errors.wer == pytest.approx(1 / 5)
    assert errors.cer == pytest.approx(3 / (3 + 14))


def test_nothing_said_has_no_rate() -> None:
    assert together([]) == Errors(0, 0, 0, 0)
    assert (together([]).wer, together([]).cer) == (None, None)
