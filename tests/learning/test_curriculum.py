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
