"""Working days of Vietnamese state offices: Monday to Friday without the public holidays.

The library `holidays` knows the holidays of article 112 of the Labour Code (Tết and Giỗ Tổ by the
Vietnamese lunar calendar), the days off in their stead where they fall on a weekend (article 111),
and the working days that the Government moved to a Saturday up to 2024; later ones stand here.
Which day beside 2 September is off, and what is moved, the Government decides the year before: for
the years after 2026 the former is the library's rule and the latter not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from holidays import HolidayBase, country_holidays
from holidays.countries.vietnam import Vietnam

__all__ = [
    "UnknownYear",
    "add_workdays",
    "is_workday",
    "on_or_before",
    "workdays_between",
]

_MOVED = {
    # https://thoidai.com.vn/nguoi-lao-dong-se-co-ky-nghi-304-15-dai-5-ngay-209915.html
    date(2025, 5, 2): date(2025, 4, 26),
    # https://vietnamnews.vn/society/1732658/government-approves-four-day-new-year-holiday.html
    date(2026, 1, 2): date(2026, 1, 10),
    # https://vietnamnews.vn/politics-laws/1727514/ (Ministry of Home Affairs, 17 October 2025)
    date(2026, 8, 31): date(2026, 8, 22),
}
"""Working days that were made free, and the Saturdays worked instead."""
_SATURDAYS_WORKED = frozenset(_MOVED.values())

_YEARS = range(2000, Vietnam.end_year + 1)
"""Since 2 October 1999 state offices are closed on Saturdays."""
_DAY = timedelta(days=1)


class UnknownYear(LookupError):
    """The holidays of this year are not known, so that no day of it can be told."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"Chưa biết ngày nghỉ lễ của năm {year}: chỉ biết các năm {_YEARS[0]}–{_YEARS[-1]}."
        )
        self.year = year


def is_workday(day: date) -> bool:
    """Whether state offices work on `day`; raises `UnknownYear`."""
    if day in _SATURDAYS_WORKED:
        return True
    return day not in _MOVED and _holidays_of(day.year).is_working_day(day)


def workdays_between(a: date, b: date) -> int:
    """How many working days come after `a` up to and including `b`; raises `UnknownYear`.

    Where `b` is before `a`, as many as from `b` to the day before `a`, negative.
    """
    if b < a:
        return -sum(map(is_workday, _days(b, a - _DAY)))
    return sum(map(is_workday, _days(a + _DAY, b)))


def add_workdays(day: date, n: int) -> date:
    """The `n`-th working day after `day`, or before it if `n` is negative; raises `UnknownYear`."""
    step = _DAY if n > 0 else -_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_workday(day)
    return day


def on_or_before(day: date) -> date:
    """The last working day up to and including `day`; raises `UnknownYear`."""
    while not is_workday(day):
        day -= _DAY
    return day


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> HolidayBase:
    if year not in _YEARS:
        raise UnknownYear(year)
    return country_holidays("VN", years=year, expand=False)
