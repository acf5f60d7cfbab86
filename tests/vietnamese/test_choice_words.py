"""Short answers that name a place in a list."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.syllables import split
from bot.vietnamese.choice_words import find_choice


def words(text: str) -> list[str]:
    """The words of a text."""
    return [syllable.form for syllable in split(text)]


@pytest.mark.parametrize(
    ("text", "phrase", "value"),
    [
        ("b", "b", "2"),
        ("2", "2", "2"),
        ("Câu B", "câu b", "2"),
        ("câu bê", "câu bê", "2"),
        ("xê ạ", "xê", "3"),
        ("số ba", "số ba", "3"),
        ("so ba", "so ba", "3"),
        ("chọn A ạ", "a", "1"),
        ("câu thứ hai ạ", "câu thứ hai", "2"),
        ("cau thu hai a", "cau thu hai", "2"),
        ("đáp án thứ hai", "đáp án thứ hai", "2"),
        ("phuong an c", "phuong an c", "3"),
        ("cái đầu tiên", "cái đầu tiên", "1"),
        ("ý thứ tư", "ý thứ tư", "4"),
        ("em nghĩ là số 2 đúng không ạ", "số 2", "2"),
        ("bác chọn câu 3 vì nó hợp lý", "câu 3", "3"),
        ("2. Gọi công an", "2", "2"),
        ("b, cúp máy", "b", "2"),
        ("không phải câu 1, câu 2 mới đúng", "câu 2", "2"),
        ("lựa chọn thứ nhất", "lựa chọn thứ nhất", "1"),
        ("Tôi nghĩ phương án thứ ba mới đúng.", "phương án thứ ba", "3"),
        ("Lúc đầu tôi tưởng câu kia. Nhưng thôi, câu 2 nhé", "câu 2", "2"),
    ],
)
def test_a_choice_and_its_phrase(text: str, phrase: str, value: str) -> None:
    spoken = words(text)
    (found,) = find_choice(spoken)
    assert (found.kind, found.value) == ("choice", value)
    assert " ".join(spoken[found.start : found.end]) == phrase


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cái cuối cùng",
        "ở giữa",
        "5",
        "a hay b",
        "không phải câu b",
        "không biết",
        "tôi có 2 con",
        "bà",
        "70 tuổi",
        "hỏi công an",
        "câu 1 hay câu 2",
        "bỏ câu 2 đi",
        "dạ ạ",
    ],
)
def test_no_choice(text: str) -> None:
    assert find_choice(words(text)) == []


ANSWERS = st.sampled_from(
    words("câu số đáp án thứ hai ba b a 2 4 là ạ dạ chọn không . , đầu tiên hay")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ANSWERS | st.text(max_size=6), max_size=12))
def test_any_words_give_one_choice_at_most(message: list[str]) -> None:
    for found in find_choice(message):
        assert 0 <= found.start < found.end <= len(message)
        assert found.value in {"1", "2", "3", "4"}
