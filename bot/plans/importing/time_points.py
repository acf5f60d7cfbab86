"""Days, months, quarters, halves and years in words without diacritics, in order."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

__all__ = ["Point", "Span", "last_day", "points_in"]

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:\s*(?:[/.-]|nam|cua nam|,? ?nam)\s*(20\d\d))"
_POINT = re.compile(
    r"(?:ngay\s+|\b(?:truoc|den|het|la|tu)\s+(?=\d)|(?=\d+ thang \d+ nam 20)(?<![\d/.-]))"
    r"(?P<d1>\d{1,2})\s+thang\s+(?P<m1>\d{1,2})\b(?!\s*lan)"
    r"(?:\s*(?:nam|/|-)\s*(?P<y1>20\d\d))?"
    r"|\b(?P<d2>\d{1,2})\s?[/.-]\s?(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>20\d\d)\b"
    r"|\b(?P<count>0?[2-9]|10|11|ba|sau|chin) thang (?P<side>dau|cuoi) nam(?:\s+(?P<y3>20\d\d))?"
    rf"|\bquy\s+(?P<q>iv|iii|ii|i|[1-4])\b(?:{_YEAR.replace('(20', '(?P<y4>20')})?"
    rf"|\b(?:thang|t)\s*(?P<m3>1[0-2]|0?[1-9])\b(?!\s*[/.-]\s*(?:[1-9]|1[0-2])[/.-])"
    rf"(?:{_YEAR.replace('(20', '(?P<y5>20')})?"
    r"|(?<![\d/.-])(?P<m4>1[0-2]|0?[1-9])\s?[/-]\s?(?P<y6>20\d\d)\b"
    r"|(?<![\d/.-])(?P<d3>[12]\d|3[01]|0?[1-9])\s?/\s?(?P<m5>1[0-2]|0?[1-9])\b(?![/.-]\d)"
    r"|(?<![\d/])(?P<y7>20[1-5]\d)\b(?!/\w)"
)
_SHORT_QUARTER = re.compile(r"\bq\s?\.?\s?(?=(?:iv|iii|ii|i|[1-4])\b)")
_HALF = re.compile(r"\bnua (dau|cuoi)(?: cua)? nam\b")
_LAST_DAY = re.compile(r"\bngay cuoi(?: cung)?(?: cua)? thang (?=\d)")
_NAMED_MONTH = re.compile(
    r"\bthang (hai|ba|tu|nam|sau|bay|tam|chin|muoi mot|muoi hai|muoi)(?=(?: nam |\s?/\s?)20\d\d)"
)
_NUMBERS = {
    "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip
_DAYS_OF_MONTH = re.compile(
    r"(?:\bngay\s+(?P<named>\d{1,2})|(?<![\d/.-])(?P<bare>\d{1,2}))\s*(?:-|den)\s*(?:het\s+)?"
    r"(?:ngay\s+)?(?P<last>\d{1,2})"
    r"(?P<month>\s?/\s?\d{1,2}(?:\s?/\s?20\d\d)|\s+thang\s+\d{1,2}(?:\s*(?:nam|/)\s*20\d\d)?)"
)
_MORE_QUARTERS = re.compile(
    r"\bquy\s+((?:iv|iii|ii|i|[1-4])\b(?:\s*(?:,|-|va|den)\s*(?:quy\s+)?(?:iv|iii|ii|i|[1-4])\b)+)"
)
_MORE_MONTHS = re.compile(
    r"\bthang\s+((?:1[0-2]|0?[1-9])\b"
    r"(?:\s*(?:,|-|va|den)\s*(?:1[0-2]|0?[1-9])\b(?!\s*[/-]\s*(?:[1-9]|1[0-2])\b(?!\d)))+)"
)


class Span(NamedTuple):
    """First and last day, and the kind of deadline that a point is by itself."""

    start: date
    end: date
    kind: Literal["date", "month", "period", "year"]


@dataclass(frozen=True)
class Point:
    """A time as written: what is not said is None; `months` are the first and last of several."""

    year: int | None = None
    quarter: int | None = None
    months: tuple[int, int] | None = None
    month: int | None = None
    day: int | None = None

    @property
    def is_year(self) -> bool:
        """Whether nothing but a year is said."""
        return not (self.quarter or self.months or self.month or self.day)

    def in_year(self, default: int) -> Span:
        """The days it covers, in `default` where it names no year."""
        year = self.year or default
        if self.day and self.month:
            day = date(year, self.month, min(self.day, last_day(year, self.month).day))
            return Span(day, day, "date")
        if self.month:
            return Span(date(year, self.month, 1), last_day(year, self.month), "month")
        if self.quarter:
            first = 3 * self.quarter - 2
            return Span(date(year, first, 1), last_day(year, first + 2), "period")
        if self.months:
            first, last = self.months
            return Span(date(year, first, 1), last_day(year, last), "period")
        return Span(date(year, 1, 1), date(year, 12, 31), "year")


def last_day(year: int, month: int) -> date:
    """The last day of this month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def points_in(folded: str) -> list[Point]:
    """The points of time in `folded` (see `folding.fold`), in order.

    Lists share their head: “quý III, IV/2025” and “tháng 9 - 12/2025” are two points each, and so
    are the days of “từ ngày 01 đến ngày 10/10/2025”. A month or day that does not exist is none.
    """
    spread = _SHORT_QUARTER.sub("quy ", folded)
    spread = _HALF.sub(r"6 thang \1 nam", spread)
    spread = _LAST_DAY.sub("ngay 31 thang ", spread)
    spread = _NAMED_MONTH.sub(lambda found: f"thang {_NUMBERS[found[1]]}", spread)
    spread = _DAYS_OF_MONTH.sub(_both_days, spread)
    spread = _MORE_QUARTERS.sub(lambda found: _each("quy", found[1]), spread)
    spread = _MORE_MONTHS.sub(lambda found: _each("thang", found[1]), spread)
    found = (_point(match) for match in _POINT.finditer(spread))
    return [point for point in found if point is not None]


def _each(head: str, listed: str) -> str:
    return ", ".join(f"{head} {part}" for part in re.findall(r"[0-9ivx]+", listed))


def _both_days(found: re.Match[str]) -> str:
    """“ngày 01 đến ngày 10/10/2025” with its month after both days."""
    first = found["named"] or found["bare"]
    return f"ngay {first}{found['month']} den ngay {found['last']}{found['month']}"


def _months(count: str, side: str) -> tuple[int, int]:
    """The months of “9 tháng đầu năm”, “ba tháng cuối năm”."""
    number = int(count) if count.isdecimal() else _NUMBERS[count]
    return (1, number) if side == "dau" else (13 - number, 12)


def _point(match: re.Match[str]) -> Point | None:
    def number(*names: str) -> int | None:
        return next((int(match[name]) for name in names if match[name]), None)

    point = Point(
        year=number("y1", "y2", "y3", "y4", "y5", "y6", "y7"),
        quarter=_ROMAN[match["q"]] if match["q"] else None,
        months=_months(match["count"], match["side"]) if match["count"] else None,
        month=number("m1", "m2", "m3", "m4", "m5"),
        day=number("d1", "d2", "d3"),
    )
    if point.month and not 1 <= point.month <= 12:
        return None
    return None if point.day and not 1 <= point.day <= 31 else point
