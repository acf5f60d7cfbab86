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
    r"ngay\s+(?P<d1>\d{1,2})\s+thang\s+(?P<m1>\d{1,2})(?:\s*(?:nam|/|-)\s*(?P<y1>20\d\d))?"
    r"|\b(?P<d2>\d{1,2})\s?[/.-]\s?(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>20\d\d)\b"
    r"|\b(?:6|sau) thang (?P<half>dau|cuoi) nam(?:\s+(?P<y3>20\d\d))?"
    rf"|\bquy\s+(?P<q>iv|iii|ii|i|[1-4])\b(?:{_YEAR.replace('(20', '(?P<y4>20')})?"
    rf"|\b(?:thang|t)\s*(?P<m3>1[0-2]|0?[1-9])\b(?!\s*[/.-]\s*(?:[1-9]|1[0-2])[/.-])"
    rf"(?:{_YEAR.replace('(20', '(?P<y5>20')})?"
    r"|(?<![\d/.-])(?P<m4>1[0-2]|0?[1-9])\s?[/-]\s?(?P<y6>20\d\d)\b"
    r"|(?<![\d/.-])(?P<d3>[12]\d|3[01]|0?[1-9])\s?/\s?(?P<m5>1[0-2]|0?[1-9])\b(?![/.-]\d)"
    r"|(?<![\d/])(?P<y7>20[1-5]\d)\b(?!/\w)"
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
    """A time as written: what is not said is None; `half` is 1 or 2."""

    year: int | None = None
    quarter: int | None = None
    half: int | None = None
    month: int | None = None
    day: int | None = None

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
        if self.half:
            first = 6 * self.half - 5
            return Span(date(year, first, 1), last_day(year, first + 5), "period")
        return Span(date(year, 1, 1), date(year, 12, 31), "year")


def last_day(year: int, month: int) -> date:
    """The last day of this month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def points_in(folded: str) -> list[Point]:
    """The points of time in `folded` (see `folding.fold`), in order.

    Lists share their head: “quý III, IV/2025” and “tháng 9 - 12/2025” are two points each. A month
    or day that does not exist is no point.
    """
    spread = _MORE_QUARTERS.sub(lambda found: _each("quy", found[1]), folded)
    spread = _MORE_MONTHS.sub(lambda found: _each("thang", found[1]), spread)
    found = (_point(match) for match in _POINT.finditer(spread))
    return [point for point in found if point is not None]


def _each(head: str, listed: str) -> str:
    return ", ".join(f"{head} {part}" for part in re.findall(r"[0-9ivx]+", listed))


def _point(match: re.Match[str]) -> Point | None:
    def number(*names: str) -> int | None:
        return next((int(match[name]) for name in names if match[name]), None)

    point = Point(
        year=number("y1", "y2", "y3", "y4", "y5", "y6", "y7"),
        quarter=_ROMAN[match["q"]] if match["q"] else None,
        half={"dau": 1, "cuoi": 2}[match["half"]] if match["half"] else None,
        month=number("m1", "m2", "m3", "m4", "m5"),
        day=number("d1", "d2", "d3"),
    )
    if point.month and not 1 <= point.month <= 12:
        return None
    return None if point.day and not 1 <= point.day <= 31 else point
