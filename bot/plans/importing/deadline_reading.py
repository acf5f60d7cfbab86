"""What the words of a deadline mean: “Quý III/2025”, “trước ngày 20 của tháng cuối quý”.

A plan's words are kept beside the meaning. Where the words give no day, none is made up: only the
year may be taken from the document, and then `year_inferred` says so.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.knowledge.schema import Day, Text
from bot.plans.files import DeadlineEntry, DeadlineKind, MonthDay
from bot.plans.importing.folding import fold
from bot.plans.importing.time_points import Point, points_in

__all__ = ["read_deadline"]

# Before a time, not before the floods (“trước mùa mưa, chậm nhất 31/5”).
_BEFORE = re.compile(r"\btruoc\s+(?:ngay|thang|quy|nam(?! hoc)|cuoi|dau|thoi diem|thoi han|\d)")
# What falls in a year, on days that another office or the moon sets.
_OCCASION = re.compile(
    r"\b(?:nam hoc|hoc ky|khai giang|(?:ky|phien) hop|dai hoi|tet|mua (?:mua|kho|lu|he))\b"
    r"|(?:^|\b(?:dip|trong|nghi|truoc|sau) )he\b"
)
_OUTLOOK = re.compile(r"[\s,;(]*\b(?:dinh huong|tam nhin)\b.*")
_BY = re.compile(r"\b(?:cham nhat|muon nhat|den het|het|den|xong|trong)\b")
_UNTIL = re.compile(r"\bden\b")
_UNTIL_BEFORE = re.compile(r"\bden truoc\b")
_ASKED = re.compile(r"\b(?:dot xuat|theo yeu cau|khi co yeu cau)\b")
_AFTERWARDS = re.compile(r"tro di|(?:cac )?(?:nam|thang) (?:tiep theo|sau|ke tiep)")
_PER = r"\blan\s?(?:/|trong |mot |moi )\s?"
_WEEKLY = re.compile(rf"\bhang tuan\b|\bmoi tuan\b|\btuan/lan\b|{_PER}tuan\b")
_MONTHLY = re.compile(
    rf"\bhang thang\b|\bmoi thang\b|(?<!\d )\b(?<!sau )(?<!ba )thang/lan\b|\b0?1 thang/lan\b"
    rf"|{_PER}thang\b"
)
_QUARTERLY = re.compile(
    r"\b(?:hang|moi|theo|tung) quy\b(?! (?:dinh|che))|\bquy/lan\b|\bthang (?:cuoi|dau) .{0,12}quy"
    rf"|\b(?:0?3|ba) thang(?:/| mot )lan\b|{_PER}quy\b"
)
_YEARLY = re.compile(
    r"\bhang nam\b|\bmoi nam\b|\bnam/lan\b|(?<!ngay )\b(?:6|sau) thang(?! dau| cuoi| \d)\b"
    rf"|{_PER}nam\b"
    r"|\bdinh ky (?:truoc|vao|cham nhat)\b|\b(?:bao cao|ca) nam\b(?! 20\d\d)"
)
_ONGOING = re.compile(
    r"\b(?:thuong xuyen|lien tuc|hang ngay|moi ngay|theo tien do de ra|quanh nam|xuyen suot"
    r"|(?:trong ca|^ca|suot) nam(?! hoc)(?! 20\d\d))\b"
)
_NO_DAY = re.compile(r"^(?:theo quy dinh|theo yeu cau|kip thoi|dot xuat|som|ngay)\b")
_BY_OTHER = re.compile(
    r"\b(?:theo (?:\w+ )?(?:ke hoach|chuong trinh|huong dan|lo trinh|chi dao|tien do|de an|du an)"
    r"|sau khi|khi co|ke tu|ngay sau|sau \d+|trong (?:vong|thoi han) \d+|sau hoi nghi)"
)
_NEXT = re.compile(r"thang dau (?:\w+ )?(?:\w+ )?quy (?:sau|tiep|ke)|thang dau quy")
_DAY_OF_MONTH = re.compile(
    r"\b(?:ngay|mung)\s+0?([1-9]|[12]\d|3[01])\b(?!\s*[/-]\s*\d|\s+thang \d)"
)


_COMMON_YEAR = 2025


def read_deadline(written: str, year: int | None) -> DeadlineEntry:
    """The meaning of `written`; `year` is that of the document, for a month without a year."""
    text = written.strip().rstrip(".;, ")
    if not text:
        return _entry("not_stated", None)
    folded = fold(text)
    return _rule(text, folded) or _dated(text, folded, year) or _undated(text, folded)


def _entry(
    kind: DeadlineKind,
    written: str | None,
    start: date | None = None,
    end: date | None = None,
    days: tuple[str, ...] = (),
    inclusive: bool | None = None,
    year_inferred: bool = False,
) -> DeadlineEntry:
    return DeadlineEntry(
        kind=kind,
        label=None,
        written=Text(written) if written else None,
        start=_day(start),
        end=_day(end),
        days=tuple(MonthDay(day) for day in days),
        inclusive=inclusive,
        year_inferred=year_inferred,
        scope=None,
    )


def _day(day: date | None) -> Day | None:
    return Day(day.year, day.month, day.day) if day else None


def _rule(text: str, folded: str) -> DeadlineEntry | None:
    """What comes again and again."""
    if _ONGOING.search(folded) and not re.search(r"(?:kinh phi|chi|nguon) thuong xuyen", folded):
        return None
    if _QUARTERLY.search(folded):
        months = (1, 4, 7, 10) if _NEXT.search(folded) else (3, 6, 9, 12)
        return _repeated("quarterly", text, folded, months)
    if _MONTHLY.search(folded):
        return _repeated("monthly", text, folded, tuple(range(1, 13)))
    if _WEEKLY.search(folded):
        return _entry("weekly", text)
    if not _YEARLY.search(folded):
        return None
    points = [point for point in points_in(folded) if point.year is None]
    if points:
        inclusive = _inclusive(folded)
        days = tuple(_yearly_day(point, inclusive is False) for point in points)
        return _entry("yearly_date", text, days=days, inclusive=inclusive)
    return _entry("yearly_or_asked" if _ASKED.search(folded) else "yearly", text)


def _repeated(kind: DeadlineKind, text: str, folded: str, months: tuple[int, ...]) -> DeadlineEntry:
    found = _DAY_OF_MONTH.search(folded)
    if found is None:
        return _entry(kind, text)
    inclusive = _inclusive(folded)
    return _entry(
        kind,
        text,
        days=tuple(_month_day(month, int(found[1]), inclusive is False) for month in months),
        inclusive=inclusive is not False,
    )


def _month_day(month: int, day: int, before: bool) -> str:
    """The last valid day in a common year, so that the 30th of February is the 28th."""
    reached = Point(month=month, day=day).in_year(_COMMON_YEAR).end - timedelta(days=int(before))
    return f"{reached:%m-%d}"


def _yearly_day(point: Point, before: bool) -> str:
    start, end, _ = point.in_year(_COMMON_YEAR)
    day = start - timedelta(days=1) if before else end
    return f"{day:%m-%d}"


def _inclusive(folded: str) -> bool | None:
    if _BEFORE.search(folded):
        return False
    return True if _BY.search(folded) else None


def _dated(text: str, folded: str, year: int | None) -> DeadlineEntry | None:
    points = points_in(_OUTLOOK.sub("", folded))
    if _OCCASION.search(folded) and all(point.is_year for point in points):
        return None
    known = [point.year for point in points if point.year]
    default = known[-1] if known else year
    if _BY_OTHER.search(folded) and not known:
        return None
    if not points or default is None:
        return None
    inferred = not known
    first, last = points[0].in_year(default), points[-1].in_year(default)
    if first.start > last.end:
        first = points[0].in_year(default - 1)  # “tháng 11 - tháng 2/2026”
    since = re.search(r"\btu\b", folded) and len(points) == 1 and not _UNTIL.search(folded)
    if _ONGOING.search(folded) or since or _AFTERWARDS.search(folded):
        if since or _AFTERWARDS.search(folded):
            return _entry("ongoing_from", text, start=first.start, year_inferred=inferred)
        return _entry("ongoing", text)
    end = last.start - timedelta(days=1) if _UNTIL_BEFORE.search(folded) else last.end
    if len(points) > 1 and not _is_same(points) and first.start <= end:
        return _entry("period", text, first.start, end, year_inferred=inferred)
    if _BEFORE.search(folded):
        day = first.start - timedelta(days=1)
        return _entry("date", text, day, day, inclusive=False, year_inferred=inferred)
    kind = first.kind
    inclusive = _inclusive(folded) if kind == "date" else None
    return _entry(kind, text, first.start, first.end, inclusive=inclusive, year_inferred=inferred)


def _is_same(points: list[Point]) -> bool:
    """Whether the same time is named again, once without its year."""
    parts = {(point.day, point.month, point.quarter, point.months) for point in points}
    return len(parts) == 1 and len({point.year for point in points if point.year}) < 2


def _undated(text: str, folded: str) -> DeadlineEntry:
    if _ONGOING.search(folded):
        return _entry("ongoing", text)
    by_other = _BY_OTHER.search(folded) or _OCCASION.search(folded)
    if by_other and not _NO_DAY.search(folded):
        return _entry("other_plan", text)
    if folded.startswith("ngay sau"):
        return _entry("other_plan", text)
    return _entry("not_stated", text)
