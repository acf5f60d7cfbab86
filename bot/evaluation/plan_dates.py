"""Which days, months, years and per cents of a text have no source: those are made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.nlu.syllables import split
from bot.plans.workdays import on_or_before
from bot.vietnamese.calendar_values import months_later, resolve
from bot.vietnamese.dates import find_dates
from bot.vietnamese.diacritics import nfc, strip_diacritics
from bot.vietnamese.numbers import read_number

__all__ = ["Mention", "Sources", "invented", "mentions", "sources_of_question"]

_PATTERN = re.compile(
    r"""
    (?P<other> \d+(?:/\d{4})?[/-](?-i:[A-ZĐ])[\w/-]*      # 550/QĐ-BKHCN, 202/2025/QH15
             | trang\s+\d+/\d+ | (?<!\d)24/7(?![\d/]) )
  | (?P<percent> \d+(?:[.,]\d+)? ) \s* (?: % | phan\s+tram )
  | (?P<year_first> \d{4} ) - (?P<month_next> \d\d ) - (?P<day_last> \d\d )
  | ngay \s+ (?P<day_words> \d{1,2} ) \s+ thang \s+ (?P<month_words> \d{1,2} )
        (?: \s* (?: /\s* | nam\s+ ) (?P<year_words> \d{4} ) )?
  | (?<![\d/.-]) (?P<day> \d{1,2} ) (?P<sign> [/.-] ) (?P<month> \d{1,2} ) (?P=sign)
        (?P<year> \d{4} ) (?!\d)
  | (?<![\d/.]) (?P<month_short> \d{1,2} ) / (?P<year_short> \d{4} ) (?!\d)
  | (?<![\d/.]) (?P<day_short> \d{1,2} ) / (?P<month_of_day> \d{1,2} ) (?![\d/])
  | (?:\bthang\s+|\bt)(?P<month_alone> \d{1,2} )(?!\d) (?: \s* (?: /\s* | nam\s+ )
        (?P<year_of_month> \d{4} ) )?
  | \bngay \s+ (?P<day_alone> \d{1,2} ) (?! \d | [/.-]\d )
  | (?:\bnam\s+|\bquy\s+(?:[1-4]|i{1,3}|iv)\s*/\s*) (?P<year_alone> \d{4} ) (?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DAYS = (
    ("day_words", "month_words", "year_words"),
    ("day", "month", "year"),
    ("day_last", "month_next", "year_first"),
    ("day_short", "month_of_day", None),
    (None, "month_short", "year_short"),
    (None, "month_alone", "year_of_month"),
    ("day_alone", None, None),
    (None, None, "year_alone"),
)
"""The groups of `_PATTERN` that hold the day, the month and the year of one way of writing."""

_FURTHEST = 400
"""A number in a question that is higher counts no days from today."""
_WEEK = frozenset({"tuần", "tuan"})


@dataclass(frozen=True)
class Mention:
    """A date or share as written; what it does not say is None. `percent` as in “1.5”."""

    written: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    percent: str | None = None


@dataclass(frozen=True)
class Sources:
    """What may be said: what stands in `texts`, `days`, and (month, day) `rules` of every year."""

    texts: tuple[str, ...] = ()
    days: frozenset[date] = frozenset()
    rules: frozenset[tuple[int, int]] = frozenset()
    percents: frozenset[int] = frozenset()

    def __add__(self, other: Sources) -> Sources:
        """What either of the two may say."""
        return Sources(
            self.texts + other.texts,
            self.days | other.days,
            self.rules | other.rules,
            self.percents | other.percents,
        )


def mentions(text: str) -> list[Mention]:
    """The days, months, years and per cents in `text`, with or without marks, in order.

    Numbers of documents, of sections (“2.10”) and of pages are none.
    """
    written = nfc(text)
    found = []
    for match in _PATTERN.finditer(strip_diacritics(written)):
        whole = written[match.start() : match.end()]
        if match["percent"]:
            found.append(Mention(whole, percent=match["percent"].replace(",", ".")))
            continue
        for groups in _DAYS:
            parts = [int(match[name]) if name and match[name] else None for name in groups]
            if any(part is not None for part in parts):
                day, month, year = parts
                found.append(Mention(whole, day, month, year))
                break
    return found


def invented(texts: Iterable[str], sources: Sources, today: date) -> tuple[str, ...]:
    """What `texts` say of days, months, years and per cents that no source says, as written.

    A day or month without a year in a source may be that of any year that a source names, or of
    last, this and next year. Of a day that is due, the last working day before it may be told;
    of a month its last day.
    """
    known = _Known(sources, today)
    found = (mention for text in texts for mention in mentions(text))
    return tuple(dict.fromkeys(each.written for each in found if not known.has(each)))


def sources_of_question(question: str, today: date) -> Sources:
    """What may be said because it was asked, or is today.

    Besides what stands in the question these are the ends of the span it names (“quý này”), and
    today moved by as many days, weeks or months as it counts (“trong 2 tuần tới”).
    """
    words = [syllable.form for syllable in split(question)]
    days = {today}
    for found in find_dates(words, today):
        days.update(resolve(found.value, today))
    for place in range(len(words)):
        days.update(_counted(words, place, today))
        if words[place] in _WEEK:
            days.update(_days_of_weeks(today))
    return Sources((question,), frozenset(days))


def _counted(words: Sequence[str], place: int, today: date) -> Iterator[date]:
    """Today moved by the number at `place`, to both sides, if days, weeks or months follow it."""
    read = read_number(words, place)
    if read is None or not 0 < read[0] <= _FURTHEST or read[1] >= len(words):
        return
    number, unit = read[0], strip_diacritics(words[read[1]])
    for sign in (number, -number):
        if unit == "ngay":
            yield today + timedelta(days=sign)
        elif unit == "tuan":
            yield today + timedelta(weeks=sign)
        elif unit == "thang":
            yield months_later(today, sign)


def _days_of_weeks(today: date) -> Iterator[date]:
    """The first, last and last working day of last, this and next week, and a week from today."""
    monday = today - timedelta(days=today.weekday())
    for weeks in (-1, 0, 1):
        yield from (monday + timedelta(weeks=weeks, days=days) for days in (0, 4, 6))
        yield today + timedelta(weeks=weeks)


class _Known:
    """Every day, month, year and per cent that the sources allow."""

    def __init__(self, sources: Sources, today: date) -> None:
        every = {day for first in sources.days for day in (first, on_or_before(first))}
        said = [mention for text in sources.texts for mention in mentions(text)]
        self._days: set[tuple[int | None, int | None, int | None]] = {
            (day.day, day.month, day.year) for day in every
        }
        self._days |= {(each.day, each.month, each.year) for each in said if each.day}
        self._days |= {(day, month, None) for month, day in sources.rules}
        self._months = {(month, year) for _, month, year in self._days if month}
        self._months |= {(each.month, each.year) for each in said if each.month}
        near = range(today.year - 1, today.year + 2)
        self._years = {*near, *(year for _, year in self._months), *(each.year for each in said)}
        self._percents = {str(value) for value in sources.percents}
        self._percents |= {each.percent for each in said if each.percent}
        for month, day in sources.rules:
            for year in near:
                last = on_or_before(date(year, month, day))
                self._days.add((last.day, last.month, last.year))

    def has(self, mention: Mention) -> bool:
        """Whether a source says this."""
        if mention.percent is not None:
            return mention.percent in self._percents
        if mention.year is not None and mention.year not in self._years:
            return False
        if mention.month is None:
            return mention.day is None or any(mention.day == day for day, _, _ in self._days)
        if mention.day is None:
            return self._has_month(mention.month, mention.year)
        return any(
            (day, month) == (mention.day, mention.month) and _same(year, mention.year)
            for day, month, year in self._days
        ) or self._is_last_day(mention)

    def _has_month(self, month: int, year: int | None) -> bool:
        return any(known == month and _same(of, year) for known, of in self._months)

    def _is_last_day(self, said: Mention) -> bool:
        """Whether it is the last day, or last working day, of a month that a source names."""
        year, month = said.year, said.month
        if year is None or month is None or month > 12 or not self._has_month(month, year):
            return False
        last = months_later(date(year, month, 1), 1) - timedelta(days=1)
        return said.day in (last.day, on_or_before(last).day)


def _same(known: int | None, said: int | None) -> bool:
    """Whether two years agree, None being any."""
    return known is None or said is None or known == said
