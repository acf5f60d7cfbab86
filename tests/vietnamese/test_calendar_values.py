"""The days that a value stands for."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vietnamese.calendar_values import (
    day_value,
    month_value,
    months_later,
    resolve,
    resolve_month,
)

TODAY = datetime.date(2026, 11, 20)
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025-12-20", "2025-12-20", "2025-12-20"),
        ("12-20", "2026-12-20", "2026-12-20"),
        ("2025-06", "2025-06-01", "2025-06-30"),
        ("06", "2026-06-01", "2026-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("Q4", "2026-10-01", "2026-12-31"),
        ("2026-H1", "2026-01-01", "2026-06-30"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_first_and_last_day(value: str, first: str, last: str) -> None:
    expected = (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    assert resolve(value, TODAY) == expected


@pytest.mark.parametrize(
    "value", ["", "13", "2025-13", "2025-02-30", "02-29", "2025-Q5", "2025-H3", "0000", "hôm nay"]
)
def test_a_value_that_stands_for_no_day_is_named(value: str) -> None:
    with pytest.raises(ValueError, match=f"'{value}'"):
        resolve(value, TODAY)


def test_only_months_are_months() -> None:
    assert resolve_month("06", TODAY)[1] == datetime.date(2026, 6, 30)
    with pytest.raises(ValueError, match="'2025-Q3' is no month"):
        resolve_month("2025-Q3", TODAY)


@given(DAYS)
def test_the_value_of_a_day_and_of_its_month_stand_for_them(day: datetime.date) -> None:
    value = day_value(day.year, day.month, day.day, TODAY)
    assert value is not None
    assert resolve(value, TODAY) == (day, day)
    first, last = resolve(month_value(day.year, day.month), TODAY)
    assert first <= day <= last


def test_a_day_that_does_not_exist_has_no_value() -> None:
    assert day_value(None, 2, 29, TODAY) is None
    assert day_value(2028, 2, 29, TODAY) == "2028-02-29"
    assert day_value(None, 13, 1, TODAY) is None


@given(DAYS, st.integers(-24, 24))
def test_months_later_is_in_that_month(day: datetime.date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or later.month != (later + datetime.timedelta(days=1)).month


def test_months_later_past_the_calendar() -> None:
    with pytest.raises(ValueError, match="not in the calendar"):
        months_later(datetime.date(9999, 12, 1), 1)
