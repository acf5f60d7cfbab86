"""Working days, against holidays known from the announcements of the Government."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plans.workdays import (
    UnknownYear,
    add_workdays,
    is_workday,
    on_or_before,
    workdays_between,
)

DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))

LUNAR_NEW_YEAR = {
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
    2030: date(2030, 2, 2),  # a day earlier than in China
}
HUNG_KINGS = {
    2025: date(2025, 4, 7),
    2026: date(2026, 4, 26),
    2027: date(2027, 4, 16),
    2028: date(2028, 4, 4),
}


@pytest.mark.parametrize("new_year", LUNAR_NEW_YEAR.values(), ids=str)
def test_tet_is_free_from_its_eve_to_the_fourth_day(new_year: date) -> None:
    days = [new_year + timedelta(days=number) for number in range(-1, 4)]
    assert [day for day in days if is_workday(day)] == []


@pytest.mark.parametrize("day", HUNG_KINGS.values(), ids=str)
def test_the_hung_kings_day_is_free(day: date) -> None:
    assert not is_workday(day)


def free_days(first: date, last: date) -> list[date]:
    """Free days that are not Saturday or Sunday."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and not is_workday(day)]


def test_the_free_weekdays_of_2025_are_those_announced() -> None:
    assert free_days(date(2025, 1, 1), date(2025, 12, 31)) == [
        date(2025, 1, 1),
        *(date(2025, 1, day) for day in (27, 28, 29, 30, 31)),
        date(2025, 4, 7),
        date(2025, 4, 30),
        date(2025, 5, 1),
        date(2025, 5, 2),
        date(2025, 9, 1),
        date(2025, 9, 2),
    ]


def test_the_free_weekdays_of_2026_are_those_announced() -> None:
    assert free_days(date(2026, 1, 1), date(2026, 12, 31)) == [
        date(2026, 1, 1),
        date(2026, 1, 2),
        *(date(2026, 2, day) for day in (16, 17, 18, 19, 20)),
        date(2026, 4, 27),  # Giỗ Tổ is a Sunday
        date(2026, 4, 30),
        date(2026, 5, 1),
        date(2026, 8, 31),
        date(2026, 9, 1),
        date(2026, 9, 2),
    ]


@pytest.mark.parametrize(
    "saturday",
    [date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)],
    ids=str,
)
def test_saturdays_to_be_worked_are_working_days(saturday: date) -> None:
    assert saturday.weekday() == 5
    assert is_workday(saturday)
    assert not is_workday(saturday + timedelta(days=7))


@pytest.mark.parametrize(
    ("holiday", "instead"),
    [
        (date(2027, 5, 1), date(2027, 5, 3)),
        (date(2028, 1, 1), date(2028, 1, 3)),
        (date(2028, 4, 30), date(2028, 5, 2)),  # 1 May is a holiday of its own
    ],
)
def test_a_holiday_on_a_weekend_gives_the_next_working_day(holiday: date, instead: date) -> None:
    assert holiday.weekday() >= 5
    assert not is_workday(instead)
    assert is_workday(instead + timedelta(days=1))


def test_a_saturday_worked_for_a_day_of_the_next_year_is_known() -> None:
    assert is_workday(date(2014, 12, 27))
    assert not is_workday(date(2015, 1, 2))


@pytest.mark.parametrize("year", [1999, 2101, 2500])
def test_a_year_without_known_holidays_is_told(year: int) -> None:
    with pytest.raises(UnknownYear, match=f"năm {year}: chỉ biết các năm 2000–2100") as raised:
        is_workday(date(year, 6, 1))
    assert raised.value.year == year


def test_counting_does_not_pass_over_an_unknown_year() -> None:
    with pytest.raises(UnknownYear):
        add_workdays(date(2100, 12, 30), 5)
    with pytest.raises(UnknownYear):
        workdays_between(date(2100, 12, 1), date(2101, 1, 10))
    with pytest.raises(UnknownYear):
        on_or_before(date(2000, 1, 1))


def test_days_are_counted_over_tet() -> None:
    friday_before, monday_after = date(2026, 2, 13), date(2026, 2, 23)
    assert workdays_between(friday_before, monday_after) == 1
    assert workdays_between(monday_after, friday_before) == -1
    assert add_workdays(friday_before, 1) == monday_after
    assert add_workdays(monday_after, -1) == friday_before
    assert on_or_before(date(2026, 2, 22)) == friday_before
    assert on_or_before(monday_after) == monday_after


def test_the_deadline_itself_counts_and_today_does_not() -> None:
    assert workdays_between(date(2025, 12, 12), date(2025, 12, 15)) == 1
    assert workdays_between(date(2025, 12, 15), date(2025, 12, 15)) == 0


@settings(max_examples=150, deadline=None)
@given(DAYS, st.integers(-60, 60).filter(bool))
def test_adding_and_counting_undo_each_other(day: date, n: int) -> None:
    there = add_workdays(day, n)
    assert is_workday(there)
    assert (there > day) == (n > 0)
    assert workdays_between(day, there) == n
    assert add_workdays(day, 0) == day


@settings(max_examples=150, deadline=None)
@given(DAYS)
def test_the_working_day_up_to_a_day_is_the_nearest(day: date) -> None:
    found = on_or_before(day)
    between = [found + timedelta(days=number) for number in range(1, (day - found).days + 1)]
    assert is_workday(found)
    assert [other for other in between if is_workday(other)] == []
    assert len(between) <= 10
