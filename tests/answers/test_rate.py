"""Each person may ask so often."""

from __future__ import annotations

from bot.answers.rate import Rate


def test_some_at_once_then_one_in_a_while() -> None:
    now = 0.0
    rate = Rate(burst=3, seconds=10.0, clock=lambda: now)
    assert [rate.allows("a") for _ in range(4)] == [True, True, True, False]
    assert rate.allows("b"), "others are not concerned"
    now = 9.9
    assert not rate.allows("a")
    now = 10.0
    assert rate.allows("a")
    assert not rate.allows("a")
    now = 1_000.0
    assert [rate.allows("a") for _ in range(4)] == [True, True, True, False]


def test_only_so_many_people_are_remembered() -> None:
    rate = Rate(burst=1, seconds=10.0, people=2, clock=lambda: 0.0)
    assert all(rate.allows(each) for each in "abc")
    assert not rate.allows("c")
    assert rate.allows("a"), "the one who asked longest ago is forgotten first"
