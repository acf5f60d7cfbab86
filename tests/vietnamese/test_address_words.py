"""Wishes for a form of address, and their places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.syllables import split
from bot.vietnamese.address_words import find_address_form

FORMS = {"bác": "bac", "cô": "co", "chú": "chu", "ông": "ong", "bà": "ba", "anh": "anh"}
FORMS |= {"chị": "chi", "bạn": "ban", "đồng chí": "dong_chi"}


def words(text: str) -> list[str]:
    """The words of a text."""
    return [syllable.form for syllable in split(text)]


def found(text: str, alone: bool = False) -> list[tuple[str, int]]:
    """The ids and first words of the forms asked for."""
    return [(each.value, each.start) for each in find_address_form(words(text), FORMS, alone)]


@pytest.mark.parametrize(
    ("text", "form", "start"),
    [
        ("gọi tôi là bác", "bac", 3),
        ("goi toi la bac", "bac", 3),
        ("kêu chú là chú nha", "chu", 3),
        ("Cháu gọi ông là ông nhé", "ong", 4),
        ("goi bac bang bac nhe", "bac", 3),
        ("Gọi cô đi", "co", 1),
        ("Gọi anh thôi, anh mới ba mươi", "anh", 1),
        ("Xưng em với chị nhé", "chi", 3),
        ("Gọi tôi là đồng chí", "dong_chi", 3),
        ("Bà 72 tuổi rồi, gọi là bà cho phải", "ba", 7),
        ("đừng kêu bạn nữa, gọi cô đi", "co", 6),
        ("không gọi là bác mà gọi là cô", "co", 7),
        ("gọi là cô nhé đừng gọi bà", "co", 2),
        ("chỉ sửa cách gọi tôi là ông", "ong", 6),
    ],
)
def test_a_wish(text: str, form: str, start: int) -> None:
    assert found(text) == [(form, start)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gọi",
        "bác muốn học",
        "đừng gọi tôi là bạn, tôi già rồi",
        "Sao lại gọi chú là cô",
        "gọi bác sĩ giúp tôi",
        "bác gọi điện thoại cho con",
        "tôi là cô giáo",
        "bác",
    ],
)
def test_no_wish(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "form", "start"),
    [("bác", "bac", 0), ("dạ cô ạ", "co", 1), ("đổi thành chú nhé", "chu", 2), ("chi", "chi", 0)],
)
def test_a_form_alone(text: str, form: str, start: int) -> None:
    assert found(text, alone=True) == [(form, start)]
    assert found(text) == []


@pytest.mark.parametrize("text", ["bác muốn học", "tôi là cán bộ", "bác 70 tuổi", "dạ"])
def test_a_form_among_other_words_is_not_alone(text: str) -> None:
    assert found(text, alone=True) == []


MESSAGE = st.sampled_from(words("gọi kêu là bằng tôi bác cô đồng chí đừng , . mà nhé đi"))


@settings(max_examples=150, deadline=None)
@given(st.lists(MESSAGE | st.text(max_size=6), max_size=12), st.booleans())
def test_any_words_give_one_form_at_most(message: list[str], alone: bool) -> None:
    mentions = find_address_form(message, FORMS, alone)
    assert len(mentions) <= 1
    for each in mentions:
        assert 0 <= each.start < each.end <= len(message)
        assert each.value in FORMS.values()
