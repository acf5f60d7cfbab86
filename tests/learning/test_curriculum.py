"""Looking things up in the curriculum."""

from __future__ import annotations

import pytest
from example_knowledge import CURRICULUM


def test_order_and_ids() -> None:
    ids = [lesson.id for lesson in CURRICULUM.lessons]
    assert ids == ["M01-L1", "M01-L2", "M03-L1", "M03-L2", "M03-L3", "M09-L1"]
    assert [CURRICULUM.lesson(id).id for id in ids] == ids
    assert CURRICULUM.module("M03").lessons[1] is CURRICULUM.lesson("M03-L2")
    assert CURRICULUM.question("M03-L2-Q1") is CURRICULUM.lesson("M03-L2").questions[0]
    assert CURRICULUM.question("M03-L2-Q1").key.correct
    assert CURRICULUM.has_question("M03-L2-Q1")
    assert not CURRICULUM.has_question("M03-L2-Q2")


def test_unknown_ids() -> None:
    for look_up in (CURRICULUM.lesson, CURRICULUM.module, CURRICULUM.question):
        with pytest.raises(KeyError):
            look_up("M77")


def test_next_lesson() -> None:
    def after(id: str) -> str | None:
        lesson = CURRICULUM.next_lesson(id)
        return lesson and lesson.id

    assert after("M01-L1") == "M01-L2"
    assert after("M01-L2") == "M03-L1"
    assert after("M09-L1") is None
    with pytest.raises(KeyError):
        after("M02-L1")


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("M03", "M03"),
        ("m3", "M03"),
        ("3", "M03"),
        ("03", "M03"),
        ("số 3", "M03"),
        ("mô-đun 3", "M03"),
        ("mo dun 3", "M03"),
        ("Module 03", "M03"),
        ("cho tôi học phần 9 đi", "M09"),
        ("cháu ơi bác muốn học mô đun số 1 nhé", "M01"),
        ("VNeID", "M03"),
        ("vneid: định danh điện tử", "M03"),
        ("định danh điện tử", "M03"),
        ("dinh danh dien tu", "M03"),
        ("tôi muốn học về căn cước", "M03"),
        ("LỪA ĐẢO", "M09"),
        ("lua dao", "M09"),
        ("học chống lừa đảo", "M09"),
        ("làm quen điện thoại thông minh", "M01"),
        ("Smartphone", "M01"),
        # The name of more words wins where two stand in the text.
        ("lừa đảo bằng máy", "M09"),
        ("điện thoại", "M01"),
        ("mô-đun 2", None),
        ("2", None),
        ("77", None),
        ("nấu ăn", None),
        ("điện", None),
        ("máy hay vneid", None),
        ("máy hay mạng", None),
        ("123456", None),
        ("", None),
        ("😀", None),
    ],
)
def test_find_module(text: str, id: str | None) -> None:
    found = CURRICULUM.find_module(text)
    assert (found and found.id) == id
