"""The days that words of a question mean."""

from __future__ import annotations

from datetime import date

import pytest

from bot.plans.spans import Span, impossible_date, in_year, length_in, lone_year, span_in

TODAY = date(2025, 8, 20)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("tháng 9 có gì", "2025-09-01", "2025-09-30"),
        ("cuối năm có gì", "2025-10-01", "2025-12-31"),
        ("đầu tháng 10", "2025-10-01", "2025-10-31"),
        ("từ tháng 6 đến tháng 9", "2025-06-01", "2025-09-30"),
        ("trong 30 ngày tới", "2025-08-20", "2025-09-19"),
        ("trong vòng một tuần nữa", "2025-08-20", "2025-08-27"),
        ("sắp tới hạn gì trong 7 ngày", "2025-08-20", "2025-08-27"),
        ("trong mười lăm ngày tới", "2025-08-20", "2025-09-04"),
        ("trong vòng một tháng", "2025-08-20", "2025-09-20"),
        ("trong tháng có gì", "2025-08-01", "2025-08-31"),
        ("tuần tới", "2025-08-25", "2025-08-31"),
        ("tuần này", "2025-08-18", "2025-08-24"),
        ("quý 4", "2025-10-01", "2025-12-31"),
        ("trước tháng 10", "2025-01-01", "2025-09-30"),
        ("từ nay đến hết năm", "2025-08-20", "2025-12-31"),
        ("từ giờ tới cuối quý", "2025-08-20", "2025-09-30"),
        ("từ nay đến cuối tháng", "2025-08-20", "2025-08-31"),
        ("đến hết tuần", "2025-08-20", "2025-08-24"),
        ("đến hết tháng 10", "2025-08-20", "2025-10-31"),
        ("trong 7 ngày qua", "2025-08-13", "2025-08-20"),
        ("2 tuần vừa rồi", "2025-08-06", "2025-08-20"),
        ("tuần rồi", "2025-08-11", "2025-08-17"),
        ("tháng vừa qua", "2025-07-01", "2025-07-31"),
    ],
)
def test_spans(text: str, first: str, last: str) -> None:
    found = span_in(text.split(), TODAY)
    assert found is not None
    assert (found.span.first, found.span.last) == (first, last)


@pytest.mark.parametrize("text", ["trong 10 ngày làm việc", "trong 3 việc"])
def test_no_coming_days(text: str) -> None:
    assert span_in(text.split(), TODAY) is None


def test_a_year_by_itself() -> None:
    found = lone_year(["chỉ", "tiêu", "vneid", "2026"])
    assert found is not None
    assert found.span == Span("2026-01-01", "2026-12-31")


@pytest.mark.parametrize("text", ["2025 người", "quyết định 2025", "55 / 2025", "chỉ tiêu 40"])
def test_figures_that_are_no_year(text: str) -> None:
    assert lone_year(text.split()) is None


def test_no_span() -> None:
    assert span_in(["ai", "chủ", "trì", "việc", "này"], TODAY) is None


def test_another_year_keeps_the_ends_of_months() -> None:
    assert in_year(Span("2025-02-01", "2025-02-28", True), 2028).last == "2028-02-29"


@pytest.mark.parametrize("text", ["tháng 13", "quý 5", "ngày 32", "31/4", "30/2"])
def test_days_that_do_not_exist(text: str) -> None:
    bare = text.replace("á", "a").replace("ý", "y").replace("à", "a")
    assert impossible_date(bare, text) == text


@pytest.mark.parametrize("text", ["thang 12", "30 ngay", "quy 4", "30/6", "100%"])
def test_days_that_do(text: str) -> None:
    assert impossible_date(text, text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("nếu tính 15 ngày thì sao", 15),
        ("hai tuần thì sao", 14),
        ("một tháng", 30),
        ("mục 3 tháng 9", None),
        ("ngày 15 tháng 9", None),
        ("thì sao", None),
    ],
)
def test_a_length_of_time_by_itself(text: str, days: int | None) -> None:
    assert length_in(text.split()) == days
