"""The stretch of days a question means: “tháng 9”, “cuối năm”, “30 ngày tới”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.vietnamese.calendar_values import months_later, resolve
from bot.vietnamese.dates import find_dates
from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.mentions import Mention
from bot.vietnamese.numbers import read_number, read_number_between

__all__ = [
    "Span",
    "SpanFound",
    "impossible_date",
    "in_year",
    "length_in",
    "lone_year",
    "span_in",
]

_EDGES = frozenset({"dau", "giua", "cuoi"})
_AHEAD = frozenset({"toi", "nua"})
_LENGTHS = {"ngay": 1, "hom": 1, "tuan": 7}
"""Days of a length of time; a month has its own."""
_JUST = {("vua", "qua"), ("vua", "roi"), ("gan", "day")}
"""Behind a length of time: it has just ended."""
_WITHIN = frozenset({"trong", "vong"})
_GONE = frozenset({"qua", "truoc", "vua", "dau", "cuoi", "giua", "lam", "gan", "roi", "tuoi"})
"""Behind a length of time: it is not the coming one, or none that is counted in days."""
_MOST = 366
_DAYS_OF_MONTH = 30
_NOT_COUNTING = frozenset({"ngay", "thang", "nam", "quy", "so", "muc", "/", "."})
_YEARS = range(2020, 2036)
_NO_YEAR_BEFORE = frozenset({"/", "-", ".", "so", "dinh", "qd", "kh", "hoach"})
_NO_YEAR_AFTER = frozenset({"/", "-", ".", ",", "%", "nguoi", "trieu"})
_WITH_YEAR = re.compile(r"[0-9]{4}(?:-.*)?")
_BEFORE, _UNTIL, _SINCE = ("truoc",), ("den", "toi", "het"), ("tu", "sau", "ke")
_END_OF_YEAR = (10, 12)
_YEARS_FROM_NOW = {"sang": 1, "ca": 0, "nguyen": 0, "tron": 0}
_NOW = frozenset({"nay", "gio", "day"})
_ENDS = {"thang": "%Y-%m", "nam": "%Y"}
_MONTHS_OF_QUARTER = 3
_IMPOSSIBLE = (
    re.compile(r"\bthang (1[3-9]|[2-9]\d)\b(?! ?%)"),
    re.compile(r"\bquy ([5-9]|\d\d)\b"),
    re.compile(r"\b(3[2-9]|[4-9]\d)/(?:0?[1-9]|1[0-2])\b"),
    re.compile(r"\b((?:30|31)/0?2|31/0?(?:4|6|9)|31/11)\b"),
    re.compile(r"\bngay (3[2-9]|[4-9]\d)\b(?! (?:ngay|viec))"),
)


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last` (ISO 8601, both included).

    `yearless`: the year is today's because none was said. `ahead`: counted from today on.
    """

    first: str
    last: str
    yearless: bool = False
    ahead: bool = False

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return date.fromisoformat(self.first), date.fromisoformat(self.last)


@dataclass(frozen=True)
class SpanFound:
    """A span and the places of the words that say it."""

    span: Span
    places: frozenset[int]


def span_in(words: Sequence[str], today: date) -> SpanFound | None:
    """The days that `words` mean, None where they name none."""
    bares = [strip_diacritics(word) for word in words]
    if till := _till_the_end(bares, today):
        return till
    mentions = find_dates(words, today)
    if not mentions:
        return (
            _next_year(bares, today)
            or _gone_by(words, bares, today)
            or _within(words, bares, today)
        )
    ranges = [_days(each, bares, today) for each in mentions]
    first, last = min(each[0] for each in ranges), max(each[1] for each in ranges)
    yearless = all(_WITH_YEAR.fullmatch(each.value) is None for each in mentions)
    ahead = False
    if len(mentions) == 1:
        before = bares[max(mentions[0].start - 2, 0) : mentions[0].start]
        if _is_length(words, bares, mentions[0]):
            first, last, yearless, ahead = today, resolve(mentions[0].value, today)[1], False, True
        elif before[-1:] and before[-1] in _BEFORE and mentions[0].kind == "month":
            first, last = date(first.year, 1, 1), first - timedelta(days=1)
        elif before[-1:] and before[-1] in _UNTIL:
            first = min(first, today)
        elif before[-1:] and before[-1] in _SINCE:
            last = max(last, date(first.year, 12, 31))
    places = frozenset(place for each in mentions for place in range(each.start, each.end))
    return SpanFound(Span(first.isoformat(), last.isoformat(), yearless, ahead), places)


def lone_year(words: Sequence[str]) -> SpanFound | None:
    """The year that stands by itself in `words` (“chỉ tiêu 2025”), None where there is none.

    Of several it is the time from the first to the last: “2025 với 2026”. Figures that may be a
    number of people or of a document are none.
    """
    years: dict[int, str] = {}
    for place, word in enumerate(words):
        before = [strip_diacritics(each) for each in words[max(place - 1, 0) : place]]
        after = [strip_diacritics(each) for each in words[place + 1 : place + 2]]
        if not word.isdecimal() or int(word) not in _YEARS:
            continue
        if not {*before} & _NO_YEAR_BEFORE and not {*after} & _NO_YEAR_AFTER:
            years[place] = word
    if not years:
        return None
    first, last = min(years.values()), max(years.values())
    return SpanFound(Span(f"{first}-01-01", f"{last}-12-31"), frozenset(years))


def impossible_date(bare: str, marked: str) -> str | None:
    """A month, quarter or day that does not exist, as named in a text.

    The text comes without marks and with them, letter for letter.
    """
    for pattern in _IMPOSSIBLE:
        if found := pattern.search(bare):
            return marked[found.start() : found.end()]
    return None


def in_year(span: Span, year: int) -> Span:
    """The span as many years later or earlier as brings its first day into `year`."""
    first, last = span.days
    months = 12 * (year - first.year)
    ends_month = (last + timedelta(days=1)).day == 1
    moved = months_later(last, months)
    if ends_month:
        moved = months_later(moved.replace(day=1), 1) - timedelta(days=1)
    return Span(months_later(first, months).isoformat(), moved.isoformat(), span.yearless)


def _is_length(words: Sequence[str], bares: Sequence[str], mention: Mention) -> bool:
    """Whether a mention says how long from today: “15 ngày tới”, “một tuần nữa”, “2 tháng tới”.

    “Tuần tới”, without a number, is a week of the calendar.
    """
    said = bares[mention.start : mention.end]
    length = {*said} & {*_LENGTHS, "thang"}
    counted = read_number(words, mention.start)
    return bool(length and {*said} & _AHEAD and counted and counted[1] < mention.end)


def _next_year(bares: Sequence[str], today: date) -> SpanFound | None:
    """“Sang năm”: the year after the present one; “cả năm”: the present one."""
    for place, (first, second) in enumerate(pairwise(bares)):
        if second == "nam" and first in _YEARS_FROM_NOW:
            year = today.year + _YEARS_FROM_NOW[first]
            return SpanFound(Span(f"{year}-01-01", f"{year}-12-31"), frozenset({place, place + 1}))
    return None


def _till_the_end(bares: Sequence[str], today: date) -> SpanFound | None:
    """“Từ nay đến hết năm”, “đến cuối quý”: from today to the end of the present one.

    A month or year with a number is a date; “cuối năm” without “từ nay” is its last quarter.
    """
    for place, (edge, length) in enumerate(pairwise(bares)):
        before, after = bares[:place], {*bares[place + 2 : place + 3]}
        since = "tu" in before and bool({*before} & _NOW)
        until = before[-1:] and before[-1] in _UNTIL and (edge == "het" or since)
        if edge not in ("het", "cuoi") or not (until or (since and edge == "het")):
            continue
        if any(map(str.isdecimal, after)) or after & {"sau", "toi"}:
            continue
        if length in _ENDS:
            _, last = resolve(today.strftime(_ENDS[length]), today)
        elif length == "quy":
            quarter = (today.month - 1) // _MONTHS_OF_QUARTER + 1
            _, last = resolve(f"{today.year}-Q{quarter}", today)
        elif length == "tuan":
            last = today + timedelta(days=6 - today.weekday())
        else:
            continue
        first = next((k for k, each in enumerate(bares) if since and each == "tu"), place - 1)
        span = Span(today.isoformat(), last.isoformat(), ahead=True)
        return SpanFound(span, frozenset(range(first, place + 2)))
    return None


def length_in(words: Sequence[str]) -> int | None:
    """The days of a length of time that is named by itself (“nếu tính 15 ngày”); None if none is.

    A month counts as thirty.
    """
    bares = [strip_diacritics(word) for word in words]
    for place in range(len(words)):
        found = read_number_between(words, place, 1, _MOST)
        if found is None or found[1] >= len(words) or {*bares[:place][-1:]} & _NOT_COUNTING:
            continue
        number, unit = found[0], bares[found[1]]
        if unit in _LENGTHS or unit == "thang":
            return number * _LENGTHS.get(unit, _DAYS_OF_MONTH)
    return None


def _gone_by(words: Sequence[str], bares: Sequence[str], today: date) -> SpanFound | None:
    """“7 ngày qua”, “2 tuần vừa rồi”: up to today; “tháng rồi”: the whole month before."""
    for place in range(len(words)):
        found = read_number_between(words, place, 1, _MOST)
        number, end = found or (0, place)
        if end >= len(words) or bares[end] not in (*_LENGTHS, "thang"):
            continue
        said = tuple(bares[end + 1 : end + 3])
        if said[:1] not in (("qua",), ("roi",)) and said not in _JUST:
            continue
        first, last = today - timedelta(days=number * _LENGTHS.get(bares[end], 0)), today
        if bares[end] == "thang":
            first = months_later(today, -(number or 1))
        elif not number:
            first = today - timedelta(days=today.weekday() + _LENGTHS["tuan"])
        if not number and bares[end] in ("thang", "tuan"):
            last = first + timedelta(days=_LENGTHS["tuan"] - 1)
            if bares[end] == "thang":
                first, last = resolve(first.strftime("%Y-%m"), today)
        elif not number:
            continue
        places = frozenset(range(place, min(end + 3, len(words))))
        return SpanFound(Span(first.isoformat(), last.isoformat()), places)
    return None


def _within(words: Sequence[str], bares: Sequence[str], today: date) -> SpanFound | None:
    """“Trong 7 ngày”, “trong vòng một tháng”, “7 ngay toi”: from today on.

    Not where something says that it is over. “Trong tháng”, without a number, is the present month.
    """
    for place in range(len(words)):
        if place and bares[place - 1 : place + 1] == ["trong", "thang"]:
            first, last = resolve(today.strftime("%Y-%m"), today)
            return SpanFound(Span(first.isoformat(), last.isoformat()), frozenset({place}))
        found = read_number_between(words, place, 1, _MOST)
        if found is None or found[1] >= len(words):
            continue
        if (
            not {*bares[max(place - 1, 0) : place]} & _WITHIN
            and not {*bares[found[1] + 1 :][:1]} & _AHEAD
        ):
            continue
        if {*bares[found[1] + 1 :][:1]} & _GONE:
            continue
        number, end = found
        if bares[end] == "thang":
            last = months_later(today, number)
        elif bares[end] in _LENGTHS:
            last = today + timedelta(days=number * _LENGTHS[bares[end]])
        else:
            continue
        span = Span(today.isoformat(), last.isoformat(), ahead=True)
        return SpanFound(span, frozenset(range(place, end + 1)))
    return None


def _days(mention: Mention, bares: Sequence[str], today: date) -> tuple[date, date]:
    """The days of one mention; the edge of a month or year is that month or its last quarter."""
    first, last = resolve(mention.value, today)
    said = bares[mention.start : mention.end]
    if first == last and said[0] in _EDGES:
        if "thang" in said or any(word[0] == "t" and word[1:].isdecimal() for word in said):
            return resolve(first.strftime("%Y-%m"), today)
        if "nam" in said and said[0] == "cuoi":
            return date(first.year, _END_OF_YEAR[0], 1), date(first.year, _END_OF_YEAR[1], 31)
        if "nam" in said:
            return resolve(f"{first.year}-Q1", today)
    if first == last and "tuan" in said and not any(word.isdecimal() for word in said):
        return first, first + timedelta(days=6)
    return first, last
