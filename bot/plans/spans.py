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

__all__ = ["Span", "SpanFound", "impossible_date", "in_year", "lone_year", "span_in"]

_EDGES = frozenset({"dau", "giua", "cuoi"})
_AHEAD = frozenset({"toi", "nua"})
_LENGTHS = {"ngay": 1, "hom": 1, "tuan": 7}
"""Days of a length of time; a month has its own."""
_WITHIN = frozenset({"trong", "vong"})
_GONE = frozenset({"qua", "truoc", "vua", "dau", "cuoi", "giua", "lam", "gan", "roi", "tuoi"})
"""Behind a length of time: it is not the coming one, or none that is counted in days."""
_MOST = 366
_YEARS = range(2020, 2036)
_NO_YEAR_BEFORE = frozenset({"/", "-", ".", "so", "dinh", "qd", "kh", "hoach"})
_NO_YEAR_AFTER = frozenset({"/", "-", ".", ",", "%", "nguoi", "trieu"})
_WITH_YEAR = re.compile(r"[0-9]{4}(?:-.*)?")
_BEFORE, _UNTIL, _SINCE = ("truoc",), ("den", "toi", "het"), ("tu", "sau", "ke")
_END_OF_YEAR = (10, 12)
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
    mentions = find_dates(words, today)
    if not mentions:
        return _next_year(bares, today) or _within(words, bares, today)
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

    Figures that may be a number of people or of a document are none.
    """
    for place, word in enumerate(words):
        before = [strip_diacritics(each) for each in words[max(place - 1, 0) : place]]
        after = [strip_diacritics(each) for each in words[place + 1 : place + 2]]
        if not word.isdecimal() or int(word) not in _YEARS:
            continue
        if not {*before} & _NO_YEAR_BEFORE and not {*after} & _NO_YEAR_AFTER:
            return SpanFound(Span(f"{word}-01-01", f"{word}-12-31"), frozenset({place}))
    return None


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
    """“Sang năm”: the year after the present one."""
    for place, pair in enumerate(pairwise(bares)):
        if pair == ("sang", "nam"):
            year = today.year + 1
            return SpanFound(Span(f"{year}-01-01", f"{year}-12-31"), frozenset({place, place + 1}))
    return None


def _within(words: Sequence[str], bares: Sequence[str], today: date) -> SpanFound | None:
    """“Trong 7 ngày”, “trong vòng một tháng”: from today on, where nothing says it is over.

    “Trong tháng”, without a number, is the present month.
    """
    for place in range(1, len(words)):
        if bares[place - 1 : place + 1] == ["trong", "thang"]:
            first, last = resolve(today.strftime("%Y-%m"), today)
            return SpanFound(Span(first.isoformat(), last.isoformat()), frozenset({place}))
        found = read_number_between(words, place, 1, _MOST) if bares[place - 1] in _WITHIN else None
        if found is None or found[1] >= len(words) or {*bares[found[1] + 1 :][:1]} & _GONE:
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
