"""Whose place counts where one person writes on several platforms."""

from __future__ import annotations

from typing import Any

from bot.learning.shared_place import TakenOver, marked, place_of, taken_over, written_by

FIRST, SECOND = "telegram:1", "zalo_oa:1"
HERE: dict[str, Any] = {"kind": "lesson", "lesson": "M01-L1", "bubble": 1}
THERE: dict[str, Any] = {"kind": "lesson", "lesson": "M01-L1", "bubble": 3}


def test_a_place_comes_back_without_its_marks() -> None:
    before = TakenOver(THERE, again=False)
    assert place_of(marked(HERE, FIRST, "m1", before)) == HERE
    assert place_of(marked(None, FIRST)) is None
    assert place_of(None) is None


def test_the_place_of_another_conversation_is_taken_over() -> None:
    stored = marked(THERE, FIRST)
    assert taken_over(stored, FIRST, SECOND, "m1") == TakenOver(THERE, again=False)
    assert taken_over(stored, FIRST, FIRST, "m1") is None


def test_that_another_conversation_ended_something_is_taken_over_too() -> None:
    assert taken_over(marked(None, FIRST), FIRST, SECOND, "m1") == TakenOver(None, again=False)


def test_what_bears_no_mark_is_the_owners() -> None:
    assert taken_over(THERE, FIRST, FIRST, "m1") is None
    assert taken_over(THERE, FIRST, SECOND, "m1") == TakenOver(THERE, again=False)
    assert taken_over(None, FIRST, FIRST, "m1") is None
    assert written_by(None, FIRST) == FIRST


def test_the_same_message_again_takes_over_the_same() -> None:
    """Not where it had come to: that would skip a step."""
    first = taken_over(marked(HERE, FIRST), FIRST, SECOND, "m1")
    stored = marked(THERE, SECOND, "m1", first)
    assert taken_over(stored, FIRST, SECOND, "m1") == TakenOver(HERE, again=True)
    assert taken_over(stored, FIRST, SECOND, "m2") is None
    ended = marked(HERE, SECOND, "m3", TakenOver(None, again=False))
    assert taken_over(ended, FIRST, SECOND, "m3") == TakenOver(None, again=True)
