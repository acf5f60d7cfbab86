"""Values that stand for a day or a stretch of time, and the days that they stand for.

“2025-12-20” and “12-20” are a day, “2025-06” and “06” a month, “2025-Q3” and “Q3” a quarter,
“2025-H1” a half of a year and “2025” a year. A value without a year is in the present year:
it is the one nearest to today within it, also where it is over already.
"""

from __future__ import annotations

import calendar
import datetime
import re

__all__ = ["day_value", "month_value", "months_later", "resolve", "resolve_month"]

_MONTH = re.compile(r"(?:([0-9]{4})-)?([0-9]{2})")
_DAY = re.compile(r"(?:([0-9]{4})-)?([0-9]{2})-([0-9]{2})")
_PART = re.compile(r"(?:([0-9]{4})-)?([QH])([1-4])")
_YEAR = re.compile(r"[0-9]{4}")
_MONTHS_IN = {"Q": 3, "H": 6}


def resolve(value: str, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of `value`; ValueError naming the value if there are none."""
    try:
        if found := _DAY.fullmatch(value):
            year, month, day = found.groups()
            only = datetime.date(int(year or today.year), int(month), int(day))
            return only, only
        if found := _MONTH.fullmatch(value):
            return _months(int(found[1] or today.year), int(found[2]), 1)
        if found := _PART.fullmatch(value):
            length = _MONTHS_IN[found[2]]
            first = (int(found[3]) - 1) * length + 1
            return _months(int(found[1] or today.year), first, length)
        if _YEAR.fullmatch(value):
            return _months(int(value), 1, 12)
    except ValueError as error:
        raise ValueError(f"{value!r} is not in the calendar: {error}") from error
    raise ValueError(f"{value!r} is no day, month, quarter, half or year")


def resolve_month(value: str, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """As `resolve`, for months only; ValueError naming the value if it is none."""
    if not _MONTH.fullmatch(value):
        raise ValueError(f"{value!r} is no month")
    return resolve(value, today)


def day_value(year: int | None, month: int, day: int, today: datetime.date) -> str | None:
    """The value of a day, or None if there is no such day (of the present year without `year`)."""
    try:
        datetime.date(today.year if year is None else year, month, day)
    except ValueError:
        return None
    return f"{month:02}-{day:02}" if year is None else f"{year:04}-{month:02}-{day:02}"


def month_value(year: int | None, month: int) -> str:
    """The value of a month."""
    return f"{month:02}" if year is None else f"{year:04}-{month:02}"


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day of the month `months` later, or that month's last day if it is shorter.

    ValueError past the years that `datetime` knows.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise ValueError(f"{months} months from {day} is not in the calendar")
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def _months(year: int, first: int, length: int) -> tuple[datetime.date, datetime.date]:
    last = first + length - 1
    days = calendar.monthrange(year, last)[1] if last <= 12 else 0
    return datetime.date(year, first, 1), datetime.date(year, last, days)
