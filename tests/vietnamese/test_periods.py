"""Months, quarters, years and weeks, and their first and last days."""

from __future__ import annotations

import datetime
from functools import partial

import pytest
from sayings import found_in, words_of

from bot.vietnamese.dates import find_dates
from bot.vietnamese.diacritics import strip_diacritics

FRIDAY = datetime.date(2026, 11, 20)
find = partial(find_dates, today=FRIDAY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tháng 6", "06"),
        ("tháng 6/2025", "2025-06"),
        ("tháng 6/25", "2025-06"),
        ("tháng 06-2025", "2025-06"),
        ("tháng 6 năm 2025", "2025-06"),
        ("tháng 6, năm 2025", "2025-06"),
        ("tháng tư", "04"),
        ("tháng mười một", "11"),
        ("tháng giêng", "01"),
        ("tháng chạp", "12"),
        ("tháng sáu năm hai nghìn không trăm hai lăm", "2025-06"),
        ("tháng sáu hai không hai sáu", "2026-06"),
        ("tháng này", "2026-11"),
        ("tháng ni", "2026-11"),
        ("tháng tới", "2026-12"),
        ("tháng sau", "2026-12"),
        ("tháng tiếp theo", "2026-12"),
        ("tháng trước", "2026-10"),
        ("tháng vừa rồi", "2026-10"),
        ("tháng 12 này", "2026-12"),
        ("tháng 6 vừa rồi", "2026-06"),
        ("tháng 12 vừa qua", "2025-12"),
        ("tháng 12 năm ngoái", "2025-12"),
        ("tháng sau năm sau", "2027-06"),
        ("quý 3", "Q3"),
        ("quý III", "Q3"),
        ("quý iv/2025", "2025-Q4"),
        ("quý ba năm nay", "2026-Q3"),
        ("quý bốn", "Q4"),
        ("q3/2025", "2025-Q3"),
        ("quý này", "2026-Q4"),
        ("quý tới", "2027-Q1"),
        ("quý trước", "2026-Q3"),
        ("năm 2025", "2025"),
        ("năm hai nghìn không trăm hai mươi bảy", "2027"),
        ("năm nay", "2026"),
        ("năm sau", "2027"),
        ("năm ngoái", "2025"),
        ("tuần này", "2026-11-16"),
        ("tuần tới", "2026-11-23"),
        ("tuần trước", "2026-11-09"),
        ("6 tháng đầu năm", "2026-H1"),
        ("sáu tháng cuối năm 2025", "2025-H2"),
        ("nửa đầu năm sau", "2027-H1"),
        ("3 tháng cuối năm", "2026-Q4"),
        ("đầu tháng", "2026-11-01"),
        ("giữa tháng 9", "09-15"),
        ("cuối tháng", "2026-11-30"),
        ("cuối tháng 6", "06-30"),
        ("cuối tháng 2/2028", "2028-02-29"),
        ("cuối tháng sau", "2026-12-31"),
        ("cuối quý", "2026-12-31"),
        ("đầu quý 3", "07-01"),
        ("cuối năm", "2026-12-31"),
        ("đầu năm sau", "2027-01-01"),
        ("cuối năm 2025", "2025-12-31"),
        ("cuối tuần này", "2026-11-22"),
        ("đầu tuần sau", "2026-11-23"),
    ],
)
def test_found_whole_with_and_without_marks(text: str, value: str) -> None:
    for said in (text, strip_diacritics(text)):
        assert found_in(f"hạn {said} nhé", find) == [(value, " ".join(words_of(said)))]


def test_the_next_month_of_a_name_is_after_this_one() -> None:
    assert found_in("tháng 12 tới", find) == [("2026-12", "tháng 12 tới")]
    assert found_in("tháng 11 tới", find) == [("2027-11", "tháng 11 tới")]
    assert found_in("tháng 6 tới tháng 8", find) == [("06", "tháng 6"), ("08", "tháng 8")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("thang sau co gi", "2026-12"),
        ("thang sau nam 2025 co gi", "2025-06"),
        ("thang hai lam gi", "02"),
        ("thang muoi lam gi", "10"),
        ("ngay muoi lam thang sau", "06-15"),
        ("ngay 15 thang sau", "2026-12-15"),
    ],
)
def test_without_marks_the_likelier_is_meant(text: str, value: str) -> None:
    assert [found for found, _ in found_in(text, find)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "báo cáo quý trước ngày bao nhiêu",
        "quý bác",
        "quy định này",
        "quý vị",
        "quỹ từ thiện",
        "quý quá",
        "ngày tháng năm sinh",
        "một tháng một lần",
        "mỗi tháng 2 bài",
        "3 tháng nay",
        "mấy tháng qua",
        "5 năm nay",
        "một năm nay",
        "việt nam sau này",
        "một tuần trước ngày hội",
        "năm học 2025",
        "đầu năm học",
        "9 tháng đầu năm",
        "cuối tuần thì rảnh",
        "cuối cùng",
        "tháng hai mươi",
    ],
)
def test_what_only_looks_like_a_period(text: str) -> None:
    assert found_in(text, find) == []
    assert found_in(strip_diacritics(text), find) == []


def test_at_the_turn_of_the_year() -> None:
    january = partial(find_dates, today=datetime.date(2026, 1, 31))
    assert [value for value, _ in found_in("tháng trước, tháng sau, quý trước", january)] == [
        "2025-12",
        "2026-02",
        "2025-Q4",
    ]
