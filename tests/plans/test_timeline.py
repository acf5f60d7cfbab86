"""The picture of when things are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.plans.register import Deadline, Register, Task, load_register
from bot.plans.timeline import timeline
from bot.settings import ROOT

FIRST, LAST = date(2025, 6, 1), date(2025, 6, 30)


@pytest.fixture(name="register", scope="module")
def _register() -> Register:
    return load_register(ROOT / "knowledge" / "plans")


def with_deadline(register: Register, deadline: Deadline) -> Task:
    return replace(register.tasks[0], deadline=deadline)


def test_a_month_is_as_wide_as_its_days(register: Register) -> None:
    june = with_deadline(register, Deadline("month", start=FIRST, end=LAST))
    (bar,) = timeline([june], FIRST, LAST, FIRST).bars
    assert (bar.left, bar.width, bar.late) == (0, 100, False)


def test_a_period_is_cut_at_the_edges(register: Register) -> None:
    period = Deadline("period", start=date(2025, 5, 1), end=date(2025, 6, 15))
    (bar,) = timeline([with_deadline(register, period)], FIRST, LAST, date(2025, 6, 16)).bars
    assert (bar.left, bar.width, bar.late) == (0, 50, True)


def test_a_rule_has_a_bar_each_time(register: Register) -> None:
    days = ((3, 15), (6, 15), (9, 15), (12, 15))
    rule = with_deadline(register, Deadline("quarterly", days=days, inclusive=True))
    bars = timeline([rule], date(2025, 1, 1), date(2025, 12, 31), FIRST).bars
    assert [bar.late for bar in bars] == [True, False, False, False]
    assert [round(bar.left * 3.65) for bar in bars] == [73, 165, 257, 348]


def test_what_has_no_day_is_left_out(register: Register) -> None:
    tasks = [with_deadline(register, Deadline(kind)) for kind in ("ongoing", "not_stated")]
    assert timeline(tasks, FIRST, LAST, FIRST).bars == ()


def test_months_and_today_are_marked(register: Register) -> None:
    made = timeline(register.tasks, FIRST, date(2025, 8, 30), date(2025, 7, 1))
    assert [tick.month.month for tick in made.ticks] == [6, 7, 8]
    assert made.now == made.ticks[1].left
    assert timeline(register.tasks, FIRST, LAST, date(2026, 1, 1)).now is None
