"""When deadlines fall, against a plain count of days, and how they are said."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plans.deadlines import (
    ONCE,
    RULES,
    falls_in,
    in_words,
    last_due,
    next_due,
    occurrences,
    span_in_words,
)
from bot.plans.register import Deadline

ON_15TH = Deadline(
    "quarterly",
    written="định kỳ hàng quý, chậm nhất vào ngày 15 của tháng cuối quý",
    days=((3, 15), (6, 15), (9, 15), (12, 15)),
    inclusive=True,
)
BEFORE_20TH = Deadline(
    "quarterly",
    written="định kỳ hàng quý (*trước ngày 20 của tháng cuối quý*)",
    days=((3, 19), (6, 19), (9, 19), (12, 19)),
    inclusive=False,
)
JUNE = Deadline("month", written="Tháng 6/2025.", start=date(2025, 6, 1), end=date(2025, 6, 30))
AUTUMN = Deadline(
    "period",
    written="Trong thời gian cao điểm tháng 9 - tháng 10",
    start=date(2025, 9, 1),
    end=date(2025, 10, 31),
    year_inferred=True,
)
DIGITAL_DAYS = Deadline(
    "yearly_date", written="Ngày 10/10 và ngày 01/11 hàng năm", days=((10, 10), (11, 1))
)
END_OF_FEBRUARY = Deadline("yearly", days=((2, 29),), inclusive=True)
FROM_SEPTEMBER = Deadline(
    "ongoing_from", written="Thường xuyên, từ tháng 9/2025", start=date(2025, 9, 1)
)
WEEKLY = Deadline("weekly", written="Định kỳ hàng tuần", scope="chỉ phần lớp học cộng đồng")
UNDATED = [
    FROM_SEPTEMBER,
    WEEKLY,
    Deadline("ongoing", written="Thường xuyên"),
    Deadline("other_plan", written="Theo kế hoạch bồi dưỡng"),
    Deadline("not_stated"),
    Deadline("yearly", written="kế hoạch hằng năm của đơn vị"),
    Deadline("yearly_or_asked", written="hằng năm hoặc đột xuất"),
]

DAYS = st.dates(date(1999, 1, 1), date(2101, 12, 31))
MONTH_DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: (day.month, day.day))
RULE_DEADLINES = st.builds(
    Deadline,
    kind=st.sampled_from(sorted(RULES)),
    days=st.lists(MONTH_DAYS, min_size=1, max_size=5).map(tuple),
)
ONCE_DEADLINES = st.tuples(DAYS, DAYS, st.sampled_from(sorted(ONCE))).map(
    lambda drawn: Deadline(drawn[2], start=min(drawn[:2]), end=max(drawn[:2]))
)
ANY = RULE_DEADLINES | ONCE_DEADLINES | st.sampled_from(UNDATED)


def is_due(deadline: Deadline, day: date) -> bool:
    """Day by day, as the plan is read: no arithmetic at all."""
    if deadline.kind in ONCE:
        return day == deadline.end
    if deadline.kind not in RULES:
        return False
    if (day.month, day.day) in deadline.days:
        return True
    ends_february = (day.month, day.day) == (2, 28) and (day + timedelta(days=1)).day == 1
    return ends_february and (2, 29) in deadline.days


def walk(first: date, days: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(days)]


@settings(max_examples=150, deadline=None)
@given(ANY, DAYS, st.integers(1, 1000))
def test_occurrences_are_those_of_a_walk_day_by_day(
    deadline: Deadline, first: date, length: int
) -> None:
    span = walk(first, length)
    assert occurrences(deadline, span[0], span[-1]) == [
        day for day in span if is_due(deadline, day)
    ]


@settings(max_examples=150, deadline=None)
@given(ANY, DAYS)
def test_next_and_last_due_are_the_nearest_of_a_walk(deadline: Deadline, today: date) -> None:
    coming, gone = next_due(deadline, today), last_due(deadline, today)
    assert coming is None or (coming >= today and is_due(deadline, coming))
    assert gone is None or (gone < today and is_due(deadline, gone))
    ahead = [day for day in walk(today, 800) if is_due(deadline, day)]
    behind = [day for day in walk(today - timedelta(days=800), 800) if is_due(deadline, day)]
    assert not ahead or coming == ahead[0]
    assert not behind or gone == behind[-1]
    if deadline.kind in RULES and deadline.days:
        assert None not in (coming, gone)


@settings(max_examples=150, deadline=None)
@given(RULE_DEADLINES | ONCE_DEADLINES, DAYS, st.integers(1, 500))
def test_what_is_due_in_a_span_falls_in_it(deadline: Deadline, first: date, length: int) -> None:
    span = walk(first, length)
    within = [day for day in span if is_due(deadline, day)]
    if within:
        assert falls_in(deadline, span[0], span[-1])
    elif deadline.kind in RULES:
        assert not falls_in(deadline, span[0], span[-1])
    else:
        shared = [day for day in span if (deadline.start or day) <= day <= (deadline.end or day)]
        assert falls_in(deadline, span[0], span[-1]) == bool(shared)


@pytest.mark.parametrize(
    ("today", "coming", "gone"),
    [
        (date(2025, 3, 15), date(2025, 3, 15), date(2024, 12, 15)),
        (date(2025, 3, 16), date(2025, 6, 15), date(2025, 3, 15)),
        (date(2025, 12, 15), date(2025, 12, 15), date(2025, 9, 15)),
        (date(2025, 12, 16), date(2026, 3, 15), date(2025, 12, 15)),
        (date(2026, 1, 1), date(2026, 3, 15), date(2025, 12, 15)),
    ],
)
def test_the_15th_of_the_last_month_of_a_quarter_counts(
    today: date, coming: date, gone: date
) -> None:
    assert (next_due(ON_15TH, today), last_due(ON_15TH, today)) == (coming, gone)


def test_before_the_20th_is_the_19th_at_the_latest() -> None:
    assert next_due(BEFORE_20TH, date(2025, 6, 19)) == date(2025, 6, 19)
    assert next_due(BEFORE_20TH, date(2025, 6, 20)) == date(2025, 9, 19)
    year = occurrences(BEFORE_20TH, date(2025, 1, 1), date(2025, 12, 31))
    assert [(day.month, day.day) for day in year] == [(3, 19), (6, 19), (9, 19), (12, 19)]


def test_a_month_is_over_only_after_its_last_day() -> None:
    assert next_due(JUNE, date(2025, 6, 30)) == date(2025, 6, 30)
    assert last_due(JUNE, date(2025, 6, 30)) is None
    assert next_due(JUNE, date(2025, 7, 1)) is None
    assert last_due(JUNE, date(2025, 7, 1)) == date(2025, 6, 30)


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024, 2025, 2100])
def test_29_february_is_the_last_of_february(year: int) -> None:
    last = calendar.monthrange(year, 2)[1]
    found = occurrences(END_OF_FEBRUARY, date(year, 1, 1), date(year, 12, 31))
    assert found == [date(year, 2, last)]


def test_the_29th_of_february_and_the_28th_are_one_day_in_most_years() -> None:
    both = Deadline("yearly", days=((2, 28), (2, 29)))
    assert len(occurrences(both, date(2025, 1, 1), date(2025, 12, 31))) == 1
    assert len(occurrences(both, date(2024, 1, 1), date(2024, 12, 31))) == 2


def test_days_of_a_year_come_in_order_over_new_year() -> None:
    assert occurrences(DIGITAL_DAYS, date(2025, 11, 1), date(2026, 10, 10)) == [
        date(2025, 11, 1),
        date(2026, 10, 10),
    ]


@pytest.mark.parametrize("deadline", UNDATED, ids=lambda deadline: deadline.kind)
def test_what_has_no_day_is_never_due(deadline: Deadline) -> None:
    assert occurrences(deadline, date(2000, 1, 1), date(2050, 1, 1)) == []
    assert next_due(deadline, date(2025, 1, 1)) is None
    assert last_due(deadline, date(2025, 1, 1)) is None


@pytest.mark.parametrize(
    ("deadline", "first", "last", "belongs"),
    [
        (JUNE, date(2025, 6, 30), date(2025, 7, 31), True),
        (JUNE, date(2025, 4, 1), date(2025, 6, 1), True),
        (JUNE, date(2025, 7, 1), date(2025, 9, 30), False),
        (AUTUMN, date(2025, 10, 1), date(2025, 12, 31), True),
        (AUTUMN, date(2026, 9, 1), date(2026, 10, 31), False),
        (FROM_SEPTEMBER, date(2025, 9, 1), date(2025, 9, 30), True),
        (FROM_SEPTEMBER, date(2025, 8, 1), date(2025, 9, 1), True),
        (FROM_SEPTEMBER, date(2026, 2, 1), date(2026, 2, 28), True),
        (FROM_SEPTEMBER, date(2025, 8, 1), date(2025, 8, 31), False),
        (ON_15TH, date(2025, 10, 1), date(2025, 10, 31), False),
        (ON_15TH, date(2025, 12, 15), date(2025, 12, 15), True),
        (WEEKLY, date(2025, 9, 1), date(2025, 9, 30), True),
        (WEEKLY, date(2025, 9, 2), date(2025, 9, 13), False),  # no whole week from a Monday
        (UNDATED[2], date(2025, 1, 1), date(2025, 12, 31), False),
        (UNDATED[4], date(2025, 1, 1), date(2025, 12, 31), False),
        (UNDATED[5], date(2025, 1, 1), date(2025, 12, 31), True),
        (UNDATED[5], date(2025, 1, 2), date(2026, 12, 30), False),
        (Deadline("quarterly"), date(2025, 1, 2), date(2025, 6, 30), True),
        (Deadline("quarterly"), date(2025, 1, 2), date(2025, 6, 29), False),
        (Deadline("monthly"), date(2024, 2, 1), date(2024, 2, 28), False),
        (Deadline("monthly"), date(2024, 2, 1), date(2024, 2, 29), True),
        (Deadline("month"), date(2025, 1, 1), date(2025, 12, 31), False),
    ],
)
def test_what_belongs_to_a_span(deadline: Deadline, first: date, last: date, belongs: bool) -> None:
    assert falls_in(deadline, first, last) is belongs


def test_a_date_may_have_only_its_first_day() -> None:
    only = Deadline("date", start=date(2025, 6, 5))
    assert next_due(only, date(2025, 6, 5)) == date(2025, 6, 5)
    assert falls_in(only, date(2025, 6, 1), date(2025, 6, 30))
    assert not falls_in(only, date(2025, 7, 1), date(2025, 7, 31))
    assert next_due(Deadline("month", start=date(2025, 6, 1)), date(2025, 6, 1)) is None


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (JUNE, "“Tháng 6/2025”"),
        (
            BEFORE_20TH,
            "“định kỳ hàng quý (trước ngày 20 của tháng cuối quý)” "
            "(chậm nhất ngày 19/3, 19/6, 19/9, 19/12)",
        ),
        (
            ON_15TH,
            "“định kỳ hàng quý, chậm nhất vào ngày 15 của tháng cuối quý” "
            "(chậm nhất ngày 15/3, 15/6, 15/9, 15/12)",
        ),
        (
            AUTUMN,
            "“Trong thời gian cao điểm tháng 9 - tháng 10” "
            "(văn bản không ghi năm, hiểu là năm 2025)",
        ),
        (DIGITAL_DAYS, "“Ngày 10/10 và ngày 01/11 hàng năm”"),
        (
            WEEKLY,
            "“Định kỳ hàng tuần” (văn bản không ghi ngày cụ thể) – chỉ phần lớp học cộng đồng",
        ),
        (Deadline("not_stated"), "văn bản không ghi thời hạn"),
        (Deadline("ongoing", written="Nhiệm vụ thường xuyên."), "“Nhiệm vụ thường xuyên”"),
        (Deadline("ongoing"), "thường xuyên"),
        (Deadline("ongoing_from", start=date(2025, 9, 1)), "thường xuyên, từ tháng 9/2025"),
        (Deadline("ongoing_from", start=date(2025, 9, 5)), "thường xuyên, từ ngày 5/9/2025"),
        (Deadline("other_plan"), "theo kế hoạch khác"),
        (Deadline("month", start=date(2025, 6, 1), end=date(2025, 6, 30)), "tháng 6/2025"),
        (Deadline("month"), "văn bản không ghi ngày cụ thể"),
        (
            Deadline("yearly_date", days=((10, 10),)),
            "hằng năm (chậm nhất ngày 10/10)",
        ),
        (
            Deadline("monthly", days=tuple((month, 24) for month in range(1, 13)), inclusive=False),
            "hằng tháng (chậm nhất ngày 24 hằng tháng)",
        ),
        (
            Deadline(
                "date",
                written="trước ngày 20/12/2025",
                start=date(2025, 12, 19),
                end=date(2025, 12, 19),
                inclusive=False,
            ),
            "“trước ngày 20/12/2025” (chậm nhất ngày 19/12/2025)",
        ),
        (
            Deadline("date", written="ngày 20/12/2025", end=date(2025, 12, 20), inclusive=True),
            "“ngày 20/12/2025”",
        ),
    ],
)
def test_deadlines_are_said_as_written_and_explained(deadline: Deadline, words: str) -> None:
    assert in_words(deadline) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "năm 2025"),
        (date(2024, 2, 1), date(2024, 2, 29), "tháng 2/2024"),
        (date(2024, 2, 1), date(2024, 2, 28), "từ ngày 1/2/2024 đến ngày 28/2/2024"),
        (date(2025, 9, 1), date(2025, 10, 31), "từ tháng 9/2025 đến tháng 10/2025"),
        (date(2025, 1, 1), date(2026, 12, 31), "từ tháng 1/2025 đến hết năm 2026"),
        (date(2025, 6, 5), date(2025, 6, 5), "ngày 5/6/2025"),
        (date(2025, 6, 5), date(2025, 6, 30), "từ ngày 5/6/2025 đến ngày 30/6/2025"),
    ],
)
def test_whole_months_and_years_are_said_without_days(first: date, last: date, words: str) -> None:
    assert span_in_words(first, last) == words
