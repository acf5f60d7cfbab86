"""Days, months, quarters and years that a message names, against a given day.

What a value stands for is told by `bot.vietnamese.calendar_values`; words that are relative to
the present day give a concrete value, and a day or month without a year one without a year.
“ngày 20” is a day of the present month, a week is its Monday, “7 ngày nữa” the day at the end,
“6 tháng đầu năm” the half “2026-H1”. Days that do not exist, fractions and scores (“2/3”),
“24/7”, numbers of documents, addresses, times and lunar days are no dates.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from bot.vietnamese.calendar_values import day_value, month_value
from bot.vietnamese.mentions import Mention
from bot.vietnamese.numbers import is_figure, read_number, read_number_between, stands_for_number
from bot.vietnamese.periods import (
    COUNTED,
    MONTH,
    YEARS,
    is_counted,
    read_edge,
    read_half,
    read_month,
    read_month_of_day,
    read_quarter,
    read_shift,
    read_week,
    read_year,
    read_year_after,
)
from bot.vietnamese.phrases import Reading, find, spelt
from bot.vietnamese.relative_days import read_day_ahead, read_day_word, read_weekday

__all__ = ["find_dates"]

DatedReader = Callable[[Sequence[str], int, datetime.date], "Reading | None"]

_DAY = spelt("ngày")
_FIRST_DAYS = spelt("mùng mồng")
_TEN = spelt("mười")
_SIGNS = frozenset("/-.")
_MONTH_CODES = {f"t{number}": number for number in range(1, 13)}
_LUNAR, _CALENDAR, _LUNAR_CODE = spelt("âm"), spelt("lịch"), "al"
_LUNAR_NEW_YEAR = spelt("tết")
_OF = spelt("của")
_EDGES = spelt("đầu giữa cuối thứ")
_MONTHS = range(1, 13)
_MOST_DAYS = 99
"""Up to here a number before “tháng 6” is a day, though perhaps one that does not exist."""

# What stands before a day written in figures, and what stands around a fraction.
_LEADS = spelt("ngày hôm trước sau từ đến tới vào hạn sáng trưa chiều tối đêm lễ dịp") | {"-"}
_SURE_LEADS = spelt("ngày hôm trước hạn")
_NO_DATE_BEFORE = spelt("số ngõ hẻm ngách lớp độ lệ điểm câu bài trang đúng được đạt khoảng hơn")
_NO_DATE_BEFORE |= spelt("gần mức mục định quyết luật") | {"tư"}
_SHARED = spelt("số dân người phần tổng chương câu điểm bài mô đơn cơ chỉ hộ xã tỉnh phường đ %")
_FRACTIONS = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (24, 7)})
_FRACTIONS |= frozenset((part, 5) for part in range(1, 5))
_FRACTIONS |= frozenset((part, whole) for whole in (10, 12) for part in range(1, whole + 1))
_DOCUMENTS = spelt("định quyết luật số văn tt nđ qđ kh nq cv ct") | {"tư"}
_YEAR = re.compile("[0-9]{4}")
_YEAR_LEADS = spelt("đến tới trong từ sang hết tiêu hoạch")
_UNITS = spelt("ngày hôm tuần tháng năm") | {","}
_LENGTHS = COUNTED | spelt("ngày hôm tuần tháng")


def find_dates(words: Sequence[str], today: datetime.date) -> list[Mention]:
    """The mentions of kind “month” and “date” in `words`, in order, none overlapping.

    `words` are as `bot.nlu.syllables.split` gives them: “20/12” is three, “t6” and “q3” one.
    Values: “2025-12-20”, “12-20”, “2025-06”, “06”, “2025-Q3”, “Q3”, “2026-H1”, “2025”.
    """
    return find(words, partial(_read, today=today))


def _read(s: Sequence[str], i: int, *, today: datetime.date) -> Reading | None:
    for reader in _READERS.get(s[i]) or (_FIGURE_READERS if is_figure(s[i]) else ()):
        reading = reader(s, i, today)
        if reading is not None:
            return reading._replace(kind="") if _is_lunar(s, reading.end) else reading
    return None


def _is_lunar(s: Sequence[str], i: int) -> bool:
    """Whether the day before `i` is one of the lunar calendar: it is another one in ours."""
    if s[i] in _LUNAR:
        return s[i + 1] in _CALENDAR
    return s[i] == _LUNAR_CODE or s[i] in _LUNAR_NEW_YEAR


def _read_led(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """“ngày 20/12”, “ngày 20 tháng 12”, “mùng 5”, “ngày 20”."""
    led_twice = s[i + 1] in _FIRST_DAYS
    first_days = led_twice or s[i] in _FIRST_DAYS
    start = i + 2 if led_twice else i + 1
    dated = _read_written(s, start, today, sure=True) or _read_spoken(s, start, today, sure=True)
    if dated is not None:
        return dated
    found = read_number_between(s, start, 1, 10 if first_days else 31)
    if found is None or is_counted(s, i) or s[found[1]] in COUNTED:
        return None
    if s[i] == "mung":  # “mừng”
        return None
    day, end = found
    # One word alone is rarely a day: “ngày một nhiều”, “ngay nam” (“ngày nắm”).
    if not (first_days or end > start + 1 or is_figure(s[start]) or s[start] in _TEN):
        return None
    month = end + 1 if s[end] in _OF else end
    if s[month] in MONTH and s[month + 1] in _EDGES:  # “ngày 15 tháng cuối quý”
        return Reading("", "", month + 1)
    value = day_value(today.year, today.month, day, today)
    return Reading("date", value, end) if value else None


def _read_lone_year(s: Sequence[str], i: int) -> Reading | None:
    """“(đến) 2026”, “(mục tiêu) 2026”: four figures are a year after such words only."""
    if not _YEAR.fullmatch(s[i]) or int(s[i]) not in YEARS or s[i - 1] not in _YEAR_LEADS:
        return None
    if s[i + 1] in COUNTED | _SHARED or (s[i + 1] in _SIGNS and s[i + 2]):
        return None
    return Reading("date", s[i], i + 1)


def _read_unled(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """“20/12”, “6/2025”, “20 tháng 12”, “(đến) 2026”."""
    written = _read_written(s, i, today, sure=s[i - 1] in _SURE_LEADS)
    return written or _read_spoken(s, i, today, sure=False) or _read_lone_year(s, i)


def _read_number_word(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """“hai mươi tháng sáu”, “sáu tháng đầu năm”, “hai tuần nữa”."""
    found = read_number(s, i)
    if found is None or s[found[1]] not in _UNITS:
        return None
    readings = (reader(s, i, today) for reader in _FIGURE_READERS)
    return next((reading for reading in readings if reading), None)


def _read_spoken(s: Sequence[str], i: int, today: datetime.date, *, sure: bool) -> Reading | None:
    """“20 tháng 12 năm 2025”, “hai mươi tháng này”; `sure` that a day begins at `i`."""
    found = read_number_between(s, i, 1, _MOST_DAYS)
    if found is None or not (sure or _is_clear(s, i, found[1])):
        return None
    day, end = found
    if s[end] == "," and s[end + 1] in MONTH:
        end += 1
    # “thang sau” after a day in words is “tháng sáu” as well, and not “tháng sau”.
    if (s[end], s[end + 1 : end + 2]) == ("thang", ["sau"]) and not is_figure(s[i]):
        s = [*s[: end + 1], "sáu", *s[end + 2 :]]
    month = read_month_of_day(s, end, today)
    # Without “ngày” these are a length of time: “20 tháng sau”, “3 tháng 10 ngày”.
    if month is None or (not sure and read_shift(s, end + 1)):
        return None
    if not sure and s[month.end] in _DAY:
        return Reading("", "", month.end)
    year = int(month.value[:4]) if len(month.value) > 2 else None
    return _dated(year, int(month.value[-2:]), day, month.end, today)


def _is_clear(s: Sequence[str], i: int, end: int) -> bool:
    """Whether ``s[i:end]`` is a number and nothing else: “tu thang 6” may be “từ tháng 6”."""
    if end > i + 1 or is_figure(s[i]) or s[i] in _TEN:
        return True
    return stands_for_number(s[i]) and not (s[i] + s[end]).isascii()


def _read_written(s: Sequence[str], i: int, today: datetime.date, *, sure: bool) -> Reading | None:
    """“20/12”, “20-12-2025”, “20.12.2025”, “2025-12-20”, “6/2025”; `sure` that a day begins."""
    sign = s[i + 1] if is_figure(s[i]) else ""
    if sign not in _SIGNS or not is_figure(s[i + 2]) or _is_inside(s, i, sign):
        return None
    first, second = int(s[i]), int(s[i + 2])
    if s[i + 3] == sign and is_figure(s[i + 4]):
        return _read_full(s, i, today)
    if s[i + 3] == "/" and s[i + 4]:  # “02/2025/TT-BKHCN”
        return None
    if len(s[i + 2]) == 4:
        if sign != "/" or first not in _MONTHS or second not in YEARS or s[i - 1] in _DOCUMENTS:
            return None
        return Reading("month", month_value(second, first), i + 3)
    if not sure and (sign != "/" or _is_no_day(s, i, first, second)):
        return None
    if len(s[i]) > 2 or len(s[i + 2]) > 2 or s[i + 3] in _LENGTHS:
        return None
    year = read_year_after(s, i + 3, today)
    end = year[1] if year else i + 3
    reading = _dated(year[0] if year else None, second, first, end, today)
    return reading if reading.kind or sign == "/" else None


def _read_full(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """Three figures with the same sign between them: day, month and year, or the other way."""
    sizes = len(s[i]), len(s[i + 4])
    goes_on = s[i + 5] == s[i + 1] and s[i + 6]
    if goes_on and (s[i + 1] == "/" or (is_figure(s[i + 6]) and sizes[1] < 4)):
        return None  # “12/2/2024/QH15”, “10.0.0.1”
    if s[i + 1] == "." and sizes[1] < 4:
        return None  # a version
    if len(s[i + 2]) > 2 or max(sizes) not in (2, 4) or min(sizes) > 2:
        return None
    if sizes[0] == 4:
        return _dated(int(s[i]), int(s[i + 2]), int(s[i + 4]), i + 5, today)
    year = int(s[i + 4]) + (2000 if sizes[1] == 2 else 0)
    return _dated(year, int(s[i + 2]), int(s[i]), i + 5, today)


def _dated(year: int | None, month: int, day: int, end: int, today: datetime.date) -> Reading:
    """The day as a reading, to be passed over if it does not exist."""
    value = day_value(year, month, day, today)
    return Reading("date" if value else "", value or "", end)


def _is_inside(s: Sequence[str], i: int, sign: str) -> bool:
    """Whether the figures at `i` go on from others: the “12/2025” of “20/12/2025”."""
    before = s[i - 1]
    return before in _SIGNS and s[i - 2].isalnum() and (before != "-" or sign == "-")


def _is_no_day(s: Sequence[str], i: int, first: int, second: int) -> bool:
    """Whether “first/second” without “ngày” is a fraction, a score or part of an address."""
    before = s[i - 1]
    if (first, second) in _FRACTIONS and before not in _LEADS:
        return True
    return before in _NO_DATE_BEFORE or (first <= second and s[i + 3] in _SHARED)


def _read_weekday(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """“thứ sáu”; “thứ sáu, 20/12” and “thứ sáu ngày 20” are one date, that of the figures."""
    weekday = read_weekday(s, i, today)
    if weekday is None:
        return None
    start = weekday.end + 1 if s[weekday.end] == "," else weekday.end
    dated = (_read_led if s[start] in _DAY else _read_unled)(s, start, today)
    return dated if dated and dated.kind == "date" else weekday


def _read_month_code(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """“t6/2025”, “t12”."""
    number = _MONTH_CODES[s[i]]
    if year := read_year_after(s, i + 1, today):
        return Reading("month", month_value(year[0], number), year[1])
    return Reading("month", month_value(None, number), i + 1)


def _by_first_word(readers: Sequence[tuple[str, DatedReader]]) -> dict[str, list[DatedReader]]:
    """The readers for every word that a date may begin with, marked or not."""
    found: dict[str, list[DatedReader]] = {}
    for words, reader in readers:
        for word in spelt(words):
            found.setdefault(word, []).append(reader)
    return found


_FIGURE_READERS: Sequence[DatedReader] = (read_half, read_day_ahead, _read_unled)
_READERS: Mapping[str, Sequence[DatedReader]] = _by_first_word(
    (
        ("tháng", read_month),
        ("quý quí qúy q1 q2 q3 q4", read_quarter),
        ("năm", read_year),
        ("tuần", read_week),
        ("đầu giữa cuối", read_edge),
        ("nửa", read_half),
        ("ngày hôm bữa sáng trưa chiều tối đêm khuya nay mai qua mốt", read_day_word),
        ("ngày mùng mồng", _read_led),
        ("thứ chủ chúa cn t2 t3 t4 t5 t6 t7", _read_weekday),
        (" ".join(_MONTH_CODES), _read_month_code),
        ("một hai ba bốn năm sáu bảy bẩy tám chín mười hăm", _read_number_word),
    )
)
