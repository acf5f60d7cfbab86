"""Numbers in figures and in words."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sayings import LISTS_OF_WORDS, spoken

from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.numbers import (
    agrees_with_noun,
    is_figure,
    read_number,
    read_number_between,
    read_ordinal,
    stands_for_number,
)


@pytest.mark.parametrize("number", range(0, 1000, 7))
def test_the_speller_of_the_tests_and_the_reader_agree_below_a_thousand(number: int) -> None:
    said = spoken(number).split()
    assert read_number(said, 0) == (number, len(said))


@given(st.integers(0, 999_999))
@settings(max_examples=200)
@example(2025)
@example(2005)
@example(10_010)
@example(100_000)
@example(21_014)
def test_every_number_is_read_back_with_and_without_marks(number: int) -> None:
    said = spoken(number)
    for text in (said, strip_diacritics(said)):
        words = ["tháng", *text.split(), "của"]
        assert read_number(words, 1) == (number, len(words) - 1)
    assert read_number([str(number)], 0) == (number, 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("hai mươi lăm", 25),
        ("hai lăm", 25),
        ("sáu mốt", 61),
        ("hăm ba", 23),
        ("ham lam", 25),
        ("hai chục", 20),
        ("năm chục", 50),
        ("một trăm linh năm", 105),
        ("một trăm lẻ năm", 105),
        ("hai trăm rưỡi", 250),
        ("hai nghìn không trăm hai lăm", 2025),
        ("hai nghin khong tram hai lam", 2025),
        ("hai ngàn lẻ năm", 2005),
        ("hai nghìn mười", 2010),
        ("mười lăm triệu", 15_000_000),
        ("2 triệu rưỡi", 2_500_000),
        ("2 triệu 500 nghìn", 2_500_000),
        ("500 . 000", 500_000),
        ("1 . 250 . 000", 1_250_000),
        ("chín trăm chín mươi chín triệu", 999_000_000),
        ("999999999", 999_999_999),
        ("02", 2),
        ("tư", 4),
    ],
)
def test_what_people_say_and_write(text: str, number: int) -> None:
    words = text.split()
    assert read_number(words, 0) == (number, len(words))


@pytest.mark.parametrize(
    ("text", "number", "end"),
    [
        ("hai mươi năm", 20, 2),
        ("mười năm", 10, 1),
        ("hai nghìn năm", 2000, 2),
        ("mười hai", 12, 2),
        ("hai ba", 2, 1),
        ("hai lam gi", 2, 1),
        ("sáu năm hai nghìn", 6, 1),
        ("một trăm người", 100, 2),
        ("20 . 12 . 2025", 20, 1),
    ],
)
def test_where_a_number_ends(text: str, number: int, end: int) -> None:
    assert read_number(text.split(), 0) == (number, end)


@pytest.mark.parametrize(
    "text", ["bà", "từ", "nằm", "tạm", "0912345678", "1000 triệu", "m03", "²", "٣", "mươi"]
)
def test_no_number(text: str) -> None:
    assert read_number(text.split(), 0) is None


def test_outside_of_the_words_there_is_no_number() -> None:
    assert read_number(["hai"], 1) is None
    assert read_number(["hai"], -1) is None
    assert read_number([], 0) is None


def test_the_longest_number_within_bounds() -> None:
    assert read_number_between(["mười", "lăm", "gì"], 0, 1, 12) == (10, 1)
    assert read_number_between(["muoi", "lam", "gi"], 0, 1, 31) == (15, 2)
    assert read_number_between(["hai", "mươi"], 0, 1, 12) is None
    assert read_number_between(["13"], 0, 1, 12) is None
    assert read_number_between(["6", ".", "500"], 0, 1, 12) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("thứ nhất", 1),
        ("thứ nhì", 2),
        ("thứ hai", 2),
        ("thứ ba", 3),
        ("thứ tư", 4),
        ("thứ năm", 5),
        ("thứ 7", 7),
        ("thứ mười hai", 12),
        ("đầu tiên", 1),
        ("cuối cùng", -1),
    ],
)
def test_ordinals_with_and_without_marks(text: str, place: int) -> None:
    for said in (text, strip_diacritics(text)):
        words = ["câu", *said.split(), "ạ"]
        assert read_ordinal(words, 1) == (place, len(words) - 1)


@pytest.mark.parametrize("text", ["thứ", "thứ 0", "thứ gì", "đầu", "cuối", "thư ba", "hai", ""])
def test_no_ordinal(text: str) -> None:
    assert read_ordinal(text.split(), 0) is None


def test_a_word_without_its_marks_does_not_count_a_noun_that_has_them() -> None:
    assert not agrees_with_noun(["sau", "giờ"], 0, 1)
    assert agrees_with_noun(["sau", "gio"], 0, 1)
    assert agrees_with_noun(["sáu", "giờ"], 0, 1)
    assert agrees_with_noun(["ba", "giờ"], 0, 1)


def test_words_that_are_numbers_and_nothing_else() -> None:
    assert stands_for_number("sáu")
    assert stands_for_number("12")
    assert not stands_for_number("sau")
    assert not stands_for_number("không")
    assert is_figure("0")
    assert not is_figure("7h")


@given(LISTS_OF_WORDS, st.integers(-1, 13))
@settings(max_examples=200)
def test_nothing_raises_and_every_reading_is_within_the_words(words: list[str], start: int) -> None:
    for found in (read_number(words, start), read_ordinal(words, start)):
        assert found is None or start < found[1] <= len(words)
