"""Months, quarters, years and weeks as people name them, and where they begin and end.

Every reader takes the syllables of `bot.vietnamese.phrases`, a place, and the present day.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from bot.vietnamese.calendar_values import month_value, months_later, resolve
from bot.vietnamese.numbers import is_figure, read_number_between, stands_for_number
from bot.vietnamese.phrases import Reading, spelt, spelt_keys

__all__ = [
    "COUNTED",
    "MONTH",
    "is_counted",
    "read_edge",
    "read_half",
    "read_month",
    "read_month_of_day",
    "read_quarter",
    "read_shift",
    "read_week",
    "read_year",
    "read_year_after",
]

YEARS = range(1900, 2101)
"""A number that is less or more is no year."""

MONTH = spelt("tháng")
COUNTED = spelt(
    "lần buổi bữa bài câu giờ tiếng phút trang bước viên nghìn ngàn triệu trăm đồng"
) | {"%"}
"""What stands after a number that is neither a day nor a month: “ngày 2 lần”."""

_YEAR = spelt("năm")
_TWO, _NOUGHT = "hai", spelt("không")
_THOUSAND = spelt("nghìn ngàn")
_TWO_THOUSAND = ("hai", "nghìn", "không", "trăm")
_TWO_FIGURES = (2010, 2099)
_QUARTER = spelt("quý quí qúy")
_QUARTER_CODES = {f"q{number}": number for number in range(1, 5)}
# “quý quá” is no quarter, and “nắm rồi” no year.
_NO_QUARTERS = frozenset({("quy", "qua"), ("quy", "roi")})
_NO_YEARS = frozenset({("nam", "qua"), ("nam", "roi")})
_WEEK = spelt("tuần")
_SCHOOL = spelt("học")
_LUNAR_MONTHS = spelt_keys({"giêng": 1, "chạp": 12})
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SIGNS = frozenset("/-.")

_NOW = spelt("này nay ni")
_NEXT = spelt("sau tới")
_BEFORE = spelt("trước ngoái rồi qua")
_JUST = spelt("vừa")
_JUST_ENDS = spelt("rồi qua")
_NEXT_PAIRS = frozenset((a, b) for a in spelt("kế tiếp") for b in spelt("tiếp theo"))
# “báo cáo quý trước ngày 20”: “trước” begins the next phrase there.
_PREPOSITIONS = spelt("trước sau")
_OBJECTS = spelt("ngày hạn khi")
_SEVERAL = spelt("mấy vài nhiều những các mỗi một từng")
_BARE_NAM_BEFORE = spelt("việt miền phía quảng hà đông tây đàn con thanh")
_DAY = spelt("ngày")
_FULL_MOON = spelt("rằm")

_BEGIN, _MIDDLE, _END = spelt("đầu"), spelt("giữa"), spelt("cuối")
_EDGE = _BEGIN | _MIDDLE | _END
_HALF = spelt("nửa")
_PARTS = {
    (3, "first"): "Q1",
    (6, "first"): "H1",
    (3, "last"): "Q4",
    (6, "last"): "H2",
}


def is_counted(s: Sequence[str], i: int) -> bool:
    """Whether a number or “mấy”, “mỗi” … stands before: “3 tháng nay” is no month."""
    before = s[i - 1]
    if is_figure(before):
        return len(before) <= 2  # more are a document's number or a year
    return before in _SEVERAL or stands_for_number(before)


def read_shift(s: Sequence[str], i: int) -> tuple[int, int] | None:
    """0 for “này”, 1 for “tới”, -1 for “trước” or “vừa rồi”, and the place after it."""
    word = s[i]
    if word in _NOW:
        return 0, i + 1
    if word in _PREPOSITIONS and (s[i + 1] in _OBJECTS or is_figure(s[i + 1])):
        return None
    if word in _NEXT:
        return 1, i + 1
    if word in _BEFORE:
        return -1, i + 1
    if word in _JUST and s[i + 1] in _JUST_ENDS:
        return -1, i + 2
    if word and (word, s[i + 1]) in _NEXT_PAIRS:
        return 1, i + 2
    return None


def read_year_after(s: Sequence[str], i: int, today: datetime.date) -> tuple[int, int] | None:
    """The year said after a day, month or quarter: “/2025”, “năm 2025”, “năm sau”, “2025”."""
    if s[i] in _SIGNS and is_figure(s[i + 1]):
        figures = s[i + 1]
        if len(figures) == 4 and int(figures) in YEARS:
            return int(figures), i + 2
        if s[i] == "/" and len(figures) == 2 and 20 <= int(figures) <= 40:
            return 2000 + int(figures), i + 2
        return None
    if s[i] == "," and s[i + 1] in _YEAR:
        i += 1
    if s[i] in _YEAR:
        if shift := read_shift(s, i + 1):
            return today.year + shift[0], shift[1]
        return _year_number(s, i + 1)
    # “tháng 6 2025”, “tháng sáu hai nghìn không trăm hai lăm”
    return _year_number(s, i)


def _year_number(s: Sequence[str], i: int) -> tuple[int, int] | None:
    if is_figure(s[i]) or (s[i] and s[i + 1] in _THOUSAND):
        return read_number_between(s, i, YEARS[0], YEARS[-1])
    # “hai không hai lăm” is “hai nghìn không trăm hai lăm” for short.
    if s[i] != _TWO or s[i + 1] not in _NOUGHT:
        return None
    full = (*_TWO_THOUSAND, *s[i + 2 : i + 5])
    if found := read_number_between(full, 0, *_TWO_FIGURES):
        return found[0], found[1] - len(_TWO_THOUSAND) + i + 2
    # “hai không hai sáu”, figure by figure
    tens = read_number_between(s[: i + 3], i + 2, 1, 9)
    units = tens and read_number_between(s[: i + 4], i + 3, 0, 9)
    return (2000 + tens[0] * 10 + units[0], units[1]) if tens and units else None


def read_month(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """“tháng 6/2025”, “tháng sáu năm sau”, “tháng này”, “tháng 6 vừa rồi”."""
    if s[i - 1] in _FULL_MOON | _SEVERAL or (s[i - 1] in _DAY and s[i + 1] in _YEAR):
        return None  # “rằm tháng 7”, “mỗi tháng 2 bài”, “ngày tháng năm sinh”
    reading = read_month_of_day(s, i, today)
    if reading and is_counted(s, i) and read_shift(s, i + 1):
        return None
    return reading


def read_month_of_day(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """As `read_month`, where a day stands before: “(ngày 20) tháng này”."""
    if s[i] not in MONTH:
        return None
    shift = read_shift(s, i + 1)
    # Without marks “sau” is “sau” unless a year follows: “thang sau nam 2025”.
    if shift and not (s[i + 1] == "sau" and read_year_after(s, i + 2, today)):
        month = months_later(today.replace(day=1), shift[0])
        return Reading("month", month_value(month.year, month.month), shift[1])
    found = _month_number(s, i + 1)
    if found is None:
        return None
    number, end = found
    if year := read_year_after(s, end, today):
        return Reading("month", month_value(year[0], number), year[1])
    if s[end] in COUNTED:
        return None
    if near := _nearest_year(s, end, number, today):
        return Reading("month", month_value(near[0], number), near[1])
    return Reading("month", month_value(None, number), end)


def _month_number(s: Sequence[str], i: int) -> tuple[int, int] | None:
    if s[i] in _LUNAR_MONTHS:
        return _LUNAR_MONTHS[s[i]], i + 1
    return read_number_between(s, i, 1, 12)


def _nearest_year(
    s: Sequence[str], i: int, month: int, today: datetime.date
) -> tuple[int, int] | None:
    """The year of “tháng 6 này”, “tháng 6 tới” and “tháng 6 vừa rồi”.

    “tháng 6 tới tháng 8” goes on to another month, and “toi” without marks is rather “tôi”.
    """
    if s[i] in _NOW:
        return today.year, i + 1
    if s[i] == "tới" and s[i + 1] not in MONTH | _DAY and not is_figure(s[i + 1]):
        return today.year + (month <= today.month), i + 1
    if s[i] in _JUST and s[i + 1] in _JUST_ENDS:
        return today.year - (month >= today.month), i + 2
    return None


def read_quarter(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """“quý 3”, “quý III/2025”, “quý ba năm nay”, “quý này”, “q3/2025”."""
    if s[i] in _QUARTER_CODES:
        return _quarter(s, i + 1, _QUARTER_CODES[s[i]], today)
    if s[i] not in _QUARTER:
        return None
    if (s[i], s[i + 1]) in _NO_QUARTERS:
        return None
    if (shift := read_shift(s, i + 1)) and not is_counted(s, i):
        month = months_later(today.replace(day=1), shift[0] * 3)
        return Reading("date", f"{month.year}-Q{(month.month + 2) // 3}", shift[1])
    roman = _ROMAN.get(s[i + 1])
    found = (roman, i + 2) if roman else read_number_between(s, i + 1, 1, 4)
    if found is None or s[found[1]] in COUNTED:
        return None
    quarter = _quarter(s, found[1], found[0], today)
    if s[i + 1] == "tu" and s[quarter.end] and quarter.end == found[1]:  # “quỹ từ thiện”
        return None
    return quarter


def _quarter(s: Sequence[str], end: int, number: int, today: datetime.date) -> Reading:
    if year := read_year_after(s, end, today):
        return Reading("date", f"{year[0]}-Q{number}", year[1])
    return Reading("date", f"Q{number}", end)


def read_year(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """“năm 2025”, “năm hai nghìn không trăm hai lăm”, “năm nay”, “năm ngoái”."""
    if s[i] not in _YEAR or (s[i] == "nam" and s[i - 1] in _BARE_NAM_BEFORE):
        return None
    if number := _year_number(s, i + 1):
        return Reading("date", str(number[0]), number[1])
    shift = read_shift(s, i + 1)
    if shift is None or is_counted(s, i) or (s[i], s[i + 1]) in _NO_YEARS:
        return None
    return Reading("date", str(today.year + shift[0]), shift[1])


def read_week(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """“tuần này”, “tuần tới”, “tuần trước”: the Monday of that week."""
    if s[i] not in _WEEK or is_counted(s, i):
        return None
    shift = read_shift(s, i + 1)
    if shift is None:
        return None
    monday = today + datetime.timedelta(days=7 * shift[0] - today.weekday())
    return Reading("date", monday.isoformat(), shift[1])


def read_half(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """“6 tháng đầu năm 2025”, “nửa cuối năm”, and the quarters “3 tháng đầu năm” and last."""
    months: tuple[int, int] | None = (6, i) if s[i] in _HALF else None
    if months is None:
        months = read_number_between(s, i, 1, 11)
        if months is None or s[months[1]] not in MONTH:
            return None
    number, end = months
    edge = s[end + 1]
    if edge not in _BEGIN | _END or s[end + 2] not in _YEAR or s[end + 3] in _SCHOOL:
        return None
    part = _PARTS.get((number, "first" if edge in _BEGIN else "last"))
    year = read_year_after(s, end + 2, today) or (today.year, end + 3)
    return Reading("date" if part else "", f"{year[0]}-{part}", year[1])


def read_edge(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """The day of “đầu tháng 9”, “giữa tháng”, “cuối quý này”, “cuối năm”, “cuối tuần sau”.

    The first, the middle and the last day; of a week Monday, Wednesday and Sunday. The present
    month, quarter or year is meant where none is named.
    """
    # “tháng cuối quý” is a month of the quarter, and not its last day.
    if s[i] not in _EDGE or s[i - 1] in MONTH:
        return None
    unit = s[i + 1]
    if unit in _WEEK:
        week = read_week(s, i + 1, today)
        if week is None:
            return None  # “cuối tuần thì rảnh”
        days = 0 if s[i] in _BEGIN else 6 if s[i] in _END else 2
        day = datetime.date.fromisoformat(week.value) + datetime.timedelta(days=days)
        return Reading("date", day.isoformat(), week.end)
    period = _period(s, i + 1, today)
    if period is None:
        return None
    first, last = resolve(period.value, today)
    day = first if s[i] in _BEGIN else last if s[i] in _END else first + (last - first) // 2
    with_year = len(period.value) >= len("2025")
    return Reading("date", day.isoformat() if with_year else day.isoformat()[5:], period.end)


def _period(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """The month, quarter or year at `i`, the present one where none is named."""
    if s[i] in MONTH:
        return read_month(s, i, today) or Reading(
            "month", month_value(today.year, today.month), i + 1
        )
    if s[i] in _QUARTER:
        return read_quarter(s, i, today) or Reading(
            "date", f"{today.year}-Q{(today.month + 2) // 3}", i + 1
        )
    if s[i] in _YEAR and s[i + 1] not in _SCHOOL:
        return read_year(s, i, today) or Reading("date", str(today.year), i + 1)
    return None
