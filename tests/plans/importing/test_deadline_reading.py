"""What the words of a deadline mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plans.importing.deadline_reading import read_deadline

QUARTERS_BY_19 = ("03-19", "06-19", "09-19", "12-19")


@pytest.mark.parametrize(
    ("written", "kind", "start", "end"),
    [
        ("Tháng 06/2025.", "month", "2025-06-01", "2025-06-30"),
        ("nửa đầu năm 2026", "period", "2026-01-01", "2026-06-30"),
        ("trước 30 tháng 6 năm 2026", "date", "2026-06-29", "2026-06-29"),
        ("ngày cuối cùng của tháng 6/2026", "date", "2026-06-30", "2026-06-30"),
        ("hạn chót 30/9/2026", "date", "2026-09-30", "2026-09-30"),
        ("quanh năm", "ongoing", None, None),
        ("suốt năm", "ongoing", None, None),
        ("Trước mùa mưa, chậm nhất ngày 31/5/2026", "date", "2026-05-31", "2026-05-31"),
        ("Tháng 02 năm 2026", "month", "2026-02-01", "2026-02-28"),
        ("09/2025", "month", "2025-09-01", "2025-09-30"),
        ("T9/2025", "month", "2025-09-01", "2025-09-30"),
        ("Quý III/2025", "period", "2025-07-01", "2025-09-30"),
        ("Quý III, IV/2025", "period", "2025-07-01", "2025-12-31"),
        ("Quý III/2025 - Quý I/2026", "period", "2025-07-01", "2026-03-31"),
        ("6 tháng đầu năm 2026", "period", "2026-01-01", "2026-06-30"),
        ("Từ tháng 5 đến tháng 12/2025", "period", "2025-05-01", "2025-12-31"),
        ("Tháng 9-12/2025", "period", "2025-09-01", "2025-12-31"),
        ("Tháng 11 - tháng 2/2026", "period", "2025-11-01", "2026-02-28"),
        ("Giai đoạn 2025-2030", "period", "2025-01-01", "2030-12-31"),
        ("Năm 2025", "year", "2025-01-01", "2025-12-31"),
        ("Cả năm 2026", "year", "2026-01-01", "2026-12-31"),
        ("trước ngày 20/12/2025", "date", "2025-12-19", "2025-12-19"),
        ("Trước ngày 30 tháng 11 năm 2025", "date", "2025-11-29", "2025-11-29"),
        ("Hoàn thành trước tháng 10/2025", "date", "2025-09-30", "2025-09-30"),
        ("chậm nhất ngày 30/6/2026", "date", "2026-06-30", "2026-06-30"),
        ("Thường xuyên, bắt đầu từ tháng 9/2025", "ongoing_from", "2025-09-01", None),
        ("Năm 2025 và các năm tiếp theo", "ongoing_from", "2025-01-01", None),
        ("Nhiệm vụ thường xuyên.", "ongoing", None, None),
        ("Theo kế hoạch bồi dưỡng, tập huấn cụ thể.", "other_plan", None, None),
        ("ngay sau khi Kế hoạch được ban hành", "other_plan", None, None),
        ("Trong vòng 15 ngày kể từ ngày ký", "other_plan", None, None),
        ("theo quy định", "not_stated", None, None),
        ("hằng năm", "yearly", None, None),
        ("hằng năm hoặc đột xuất", "yearly_or_asked", None, None),
        ("Định kỳ hàng tuần", "weekly", None, None),
        ("", "not_stated", None, None),
        ("Quí IV/2025", "period", "2025-10-01", "2025-12-31"),
        ("Quí I, Quí II/2026", "period", "2026-01-01", "2026-06-30"),
        ("Q4/2025", "period", "2025-10-01", "2025-12-31"),
        ("Hết tháng 6/2026", "month", "2026-06-01", "2026-06-30"),
        ("Tháng mười hai năm 2025", "month", "2025-12-01", "2025-12-31"),
        ("9 tháng đầu năm 2026", "period", "2026-01-01", "2026-09-30"),
        ("06 tháng cuối năm 2025", "period", "2025-07-01", "2025-12-31"),
        ("Từ ngày 01 đến ngày 10/10/2025", "period", "2025-10-01", "2025-10-10"),
        ("10-15/10/2025", "period", "2025-10-10", "2025-10-15"),
        ("Từ nay đến hết năm 2026", "year", "2026-01-01", "2026-12-31"),
        ("Tháng 12/2025 (dời từ tháng 9/2025)", "month", "2025-12-01", "2025-12-31"),
        ("Giai đoạn 2025 - 2030, tầm nhìn đến 2035", "period", "2025-01-01", "2030-12-31"),
        ("Kỳ họp cuối năm 2025", "other_plan", None, None),
        ("Kì họp tháng 12/2025", "month", "2025-12-01", "2025-12-31"),
        ("Trước Tết Nguyên đán 2026", "other_plan", None, None),
        ("Năm học 2025 - 2026", "other_plan", None, None),
        ("02 lần/năm", "yearly", None, None),
        ("01 lần/quý", "quarterly", None, None),
        ("6 tháng/lần", "yearly", None, None),
    ],
)
def test_what_is_written_has_one_meaning(
    written: str, kind: str, start: str | None, end: str | None
) -> None:
    entry = read_deadline(written, 2025)
    found = [day.isoformat() if day else None for day in (entry.start, entry.end)]
    assert (entry.kind, *found) == (kind, start, end)


@pytest.mark.parametrize(
    ("written", "kind", "days", "inclusive"),
    [
        ("định kỳ hàng quý (trước ngày 20 của tháng cuối quý)", "quarterly", QUARTERS_BY_19, False),
        (
            "hàng quý chậm nhất vào ngày 15 của tháng cuối quý",
            "quarterly",
            ("03-15", "06-15", "09-15", "12-15"),
            True,
        ),
        (
            "trước ngày 05 tháng đầu của quý tiếp theo",
            "quarterly",
            ("01-04", "04-04", "07-04", "10-04"),
            False,
        ),
        ("Ngày 10 tháng 10 hằng năm.", "yearly_date", ("10-10",), None),
        ("trước ngày 15/12 hằng năm", "yearly_date", ("12-14",), False),
        ("tháng 10 hằng năm", "yearly_date", ("10-31",), None),
        ("ngày 10/10 và ngày 01/11 hàng năm", "yearly_date", ("10-10", "11-01"), None),
    ],
)
def test_rules_give_their_last_valid_days(
    written: str, kind: str, days: tuple[str, ...], inclusive: bool | None
) -> None:
    entry = read_deadline(written, 2025)
    assert (entry.kind, tuple(entry.days), entry.inclusive) == (kind, days, inclusive)


def test_before_the_25th_of_each_month_is_twelve_days() -> None:
    entry = read_deadline("trước ngày 25 hàng tháng", 2025)
    assert tuple(entry.days) == tuple(f"{month:02}-24" for month in range(1, 13))


def test_a_year_that_is_not_written_is_said_to_be_inferred() -> None:
    entry = read_deadline("trong tháng 9", 2026)
    assert (entry.start, entry.year_inferred) == (date(2026, 9, 1), True)
    assert read_deadline("trong tháng 9/2026", 2025).year_inferred is False


def test_no_day_is_made_up_where_no_year_is_known() -> None:
    entry = read_deadline("trong tháng 9", None)
    assert (entry.start, entry.end) == (None, None)
    assert entry.written == "trong tháng 9"


def test_the_words_are_kept() -> None:
    assert read_deadline("Quý III/2025.", None).written == "Quý III/2025"


@settings(max_examples=100)
@given(st.dates(date(2020, 1, 1), date(2039, 12, 31)))
def test_any_day_is_read_in_both_spellings(day: date) -> None:
    short = read_deadline(f"trước ngày {day.day}/{day.month}/{day.year}", None)
    long = read_deadline(f"chậm nhất ngày {day.day} tháng {day.month} năm {day.year}", None)
    assert (short.start, short.inclusive) == (day - timedelta(days=1), False)
    assert (long.end, long.inclusive) == (day, True)


@settings(max_examples=200)
@given(st.text("ngàytháquínămtrướcđếnIV0123456789/.- ,", max_size=40))
def test_any_words_are_read_without_an_error(text: str) -> None:
    entry = read_deadline(text, 2025)
    assert not (entry.start and entry.end) or entry.start <= entry.end


def test_a_school_year_gives_no_day() -> None:
    entry = read_deadline("Từ năm học 2027 - 2028", 2027)
    assert (entry.kind, entry.start, entry.end) == ("other_plan", None, None)
