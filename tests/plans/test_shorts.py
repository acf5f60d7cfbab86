"""Two letters stand for two words of the plans where a neighbour tells."""

from __future__ import annotations

from bot.plans.shorts import shorts_of

SHORTS = shorts_of([["hoc", "lieu", "dien", "tu"], ["boi", "duong", "can", "bo"], ["dao", "tao"]])


def test_the_word_before_tells() -> None:
    assert SHORTS.meant("dt", "lieu", "cho") == "dien tu"


def test_the_word_behind_tells() -> None:
    assert SHORTS.meant("bd", "khoa", "can") == "boi duong"


def test_without_such_a_neighbour_nothing_is_made_up() -> None:
    assert SHORTS.meant("dt", "so", "cua") is None
    assert SHORTS.meant("xx", "lieu", "can") is None


def test_two_ways_are_no_way() -> None:
    shorts = shorts_of([["a", "boi", "duong"], ["a", "bao", "dam"]])
    assert shorts.meant("bd", "a", "") is None
