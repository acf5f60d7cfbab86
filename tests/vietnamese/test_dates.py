"""Days and months in figures and in words, and what only looks like one."""

from __future__ import annotations

import datetime
import re
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sayings import LISTS_OF_WORDS, found_in, spoken, words_of

from bot.vietnamese.calendar_values import resolve
from bot.vietnamese.dates import find_dates
from bot.vietnamese.diacritics import strip_diacritics

FRIDAY = datetime.date(2026, 11, 20)
find = partial(find_dates, today=FRIDAY)

WHOLE = [
    ("20/12", "12-20"),
    ("20/12/2025", "2025-12-20"),
    ("20/12/25", "2025-12-20"),
    ("20-12-2025", "2025-12-20"),
    ("20.12.2025", "2025-12-20"),
    ("2025-12-20", "2025-12-20"),
    ("ngày 20-12", "12-20"),
    ("ngày 20.12", "12-20"),
    ("ngày 20/12", "12-20"),
    ("20/12 năm nay", "2026-12-20"),
    ("20/12 năm 2025", "2025-12-20"),
    ("ngày 20 tháng 12 năm 2025", "2025-12-20"),
    ("ngày 20, tháng 12, năm 2025", "2025-12-20"),
    ("20 tháng 12", "12-20"),
    ("ngày 20 tháng 12 năm ngoái", "2025-12-20"),
    ("ngày 20 tháng này", "2026-11-20"),
    ("ngày 20 tháng sau", "2026-12-20"),
    ("ngày hai mươi tháng mười hai", "12-20"),
    ("mười lăm tháng sáu năm hai không hai lăm", "2025-06-15"),
    ("mùng 5 tháng 9", "09-05"),
    ("ngày mồng một tháng một", "01-01"),
    ("ngày mùng 5", "2026-11-05"),
    ("ngày 15", "2026-11-15"),
    ("ngày mười lăm", "2026-11-15"),
    ("ngày 1/3", "03-01"),
    ("thứ sáu, 20/12/2025", "2025-12-20"),
    ("thứ sáu ngày 18 tháng 12", "12-18"),
    ("6/2025", "2025-06"),
    ("t6/2025", "2025-06"),
    ("t12", "12"),
    ("ngày20/12", "12-20"),
]


@pytest.mark.parametrize(("text", "value"), WHOLE)
def test_found_whole_with_and_without_marks(text: str, value: str) -> None:
    for said in (text, strip_diacritics(text)):
        whole = " ".join(words_of(said))
        assert found_in(f"việc nào xong {said} vậy", find) == [(value, whole)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("trước 20/12 nhé", ["12-20"]),
        ("từ 1/6 đến 30/6", ["06-01", "06-30"]),
        ("từ 6/2025 đến 12/2025", ["2025-06", "2025-12"]),
        ("10-15/6", ["06-15"]),
        ("dịp 30/4 - 1/5", ["04-30", "05-01"]),
        ("sau tháng 6", ["06"]),
        ("tu thang 6 den thang 9", ["06", "09"]),
        ("hạn 20.12.2025. Còn gì nữa", ["2025-12-20"]),
        ("tháng 6, tháng 7 và tháng 8", ["06", "07", "08"]),
        ("15/8 dương lịch", ["08-15"]),
        ("mục tiêu 2026", ["2026"]),
        ("đến 2030", ["2030"]),
    ],
)
def test_several_and_what_stands_around_them(text: str, values: list[str]) -> None:
    assert [value for value, _ in found_in(text, find)] == values


@pytest.mark.parametrize(
    "text",
    [
        "32/13",
        "30/2",
        "29/2",
        "ngày 30/2",
        "31/6/2025",
        "ngày 30 tháng 2",
        "ngày 31",
        "tháng 13",
        "năm 3000",
        "làm được 1/3 rồi",
        "học hết 2/3 chương trình",
        "đến 2/3 số dân",
        "đúng 8/10 câu",
        "được 7/10",
        "lớp 9/12",
        "trực 24/7",
        "mức 2, câu 2",
        "bài 3/4",
        "số 12/5 đường Trần Phú",
        "0912.345.678",
        "500.000 đồng",
        "mạng 10.0.0.1",
        "bản 1.2.25",
        "19:00",
        "5-7 ngày",
        "trước 3-5 ngày",
        "ngày 2 lần",
        "ngày ba bữa",
        "mỗi ngày 1 bài",
        "ngày một nhiều",
        "3 tháng 10 ngày",
        "6 tháng 1 lần",
        "thông tư 02/2025/TT-BKHCN",
        "nghị định 13/2023",
        "quyết định 1143/2025",
        "quyết định 06/2025",
        "15/8 âm lịch",
        "mùng 1 tết",
        "rằm tháng 7",
        "ngày 15 tháng cuối quý",
        "2026 bác đi học",
        "đến 2000 người",
        "mừng 5 năm",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert found_in(text, find) == []
    assert found_in(strip_diacritics(text), find) == []


def test_places_are_those_of_the_given_words() -> None:
    words = ["trước", "hôm nay", "", "hay", "ngày20", "/", "12"]
    mentions = find(words)
    assert [(each.kind, each.start, each.end) for each in mentions] == [
        ("date", 1, 3),
        ("date", 4, 7),
    ]
    assert find(["tháng", "6"])[0].kind == "month"


def written(day: datetime.date) -> list[str]:
    """Five ways of writing `day`."""
    month, year = spoken(day.month), spoken(day.year)
    return [
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02}-{day.month:02}-{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"{spoken(day.day)} tháng {month} năm {year}",
    ]


def year_of_days(year: int) -> list[datetime.date]:
    first = datetime.date(year, 1, 1)
    return [
        first + datetime.timedelta(days=n)
        for n in range(366)
        if (first + datetime.timedelta(days=n)).year == year
    ]


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_every_day_of_three_years_is_found_whole_in_five_ways(year: int) -> None:
    for day in year_of_days(year):
        for text in written(day):
            expected = [(day.isoformat(), " ".join(words_of(text)))]
            assert found_in(f"hạn là {text} phải không", find) == expected, text


@given(st.dates(datetime.date(2025, 1, 1), datetime.date(2027, 12, 31)))
@settings(max_examples=100)
def test_days_are_found_without_marks(day: datetime.date) -> None:
    for text in written(day)[:4]:
        assert [value for value, _ in found_in(strip_diacritics(text), find)] == [day.isoformat()]


@given(LISTS_OF_WORDS, st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 12, 31)))
@settings(max_examples=200)
def test_of_any_words_what_is_found_lies_in_order_and_stands_for_days(
    words: list[str], today: datetime.date
) -> None:
    end = 0
    for mention in find_dates(words, today):
        assert end <= mention.start < mention.end <= len(words)
        end = mention.end
        first, last = resolve(mention.value, today)
        assert first <= last
        is_month = re.fullmatch(r"(\d{4}-)?\d\d", mention.value)
        assert mention.kind == ("month" if is_month else "date")
