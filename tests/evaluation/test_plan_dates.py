"""What of a text is a date or share, and which of them have no source."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evaluation.plan_dates import Mention, Sources, invented, mentions, sources_of_question

TODAY = date(2025, 9, 12)  # a Friday
NOTHING = Sources()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hạn 30/6/2025", [Mention("30/6/2025", 30, 6, 2025)]),
        ("hạn ngày 14/4/2025.", [Mention("14/4/2025", 14, 4, 2025)]),
        ("15.6.2025 và 2025-06-30", [(15, 6, 2025), (30, 6, 2025)]),
        ("ngày 19/3, 19/6", [(19, 3, None), (19, 6, None)]),
        ("ngày 10 tháng 10 hằng năm", [(10, 10, None)]),
        ("ngày 2 tháng 3 năm 2025", [(2, 3, 2025)]),
        (
            "Tháng 06/2025, tháng 7 năm 2025, tháng 8",
            [(None, 6, 2025), (None, 7, 2025), (None, 8, None)],
        ),
        ("thang 9 - thang 10", [(None, 9, None), (None, 10, None)]),
        ("ngày 15 của tháng cuối quý", [(15, None, None)]),
        ("năm 2026, quý III/2025", [(None, None, 2026), (None, None, 2025)]),
        ("550/QĐ-BKHCN, 01-KH/BCĐTW, 202/2025/QH15, mục 2.10, trang 1/3", []),
        ("10 ngày nữa, 12 việc, 40 triệu người", []),
    ],
)
def test_dates_are_found(
    text: str, found: list[Mention | tuple[int | None, int | None, int | None]]
) -> None:
    got = mentions(text)
    assert [
        each if isinstance(wished, Mention) else (each.day, each.month, each.year)
        for each, wished in zip(got, found, strict=True)
    ] == found


def test_shares_are_found_with_their_fraction() -> None:
    shares = [each.percent for each in mentions("trên 70%, 80 phần trăm và 12,5 %")]
    assert shares == ["70", "80", "12.5"]


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)))
@settings(max_examples=100)
def test_every_day_without_a_source_is_made_up(day: date) -> None:
    text = f"hạn {day.day}/{day.month}/{day.year}"
    known = Sources(days=frozenset({day}))
    today = date(1999, 1, 1) if day.year > 2010 else date(2050, 1, 1)
    assert invented([text], known, today) == ()
    assert invented([text], NOTHING, today) == (text.removeprefix("hạn "),)


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("hạn tháng 6/2025", Sources(("Tháng 06/2025.",))),
        ("chậm nhất ngày 30/6/2025", Sources(("Tháng 6/2025",))),
        ("kỳ này là 15/9/2025", Sources(rules=frozenset({(9, 15)}))),
        ("ngày 10/10 hằng năm", Sources(("Ngày 10 tháng 10 hằng năm.",))),
        ("ngày 10/10/2025", Sources(("vào ngày 10/10 hằng năm",))),
        ("chậm nhất ngày 15 của tháng cuối quý", Sources(rules=frozenset({(9, 15)}))),
        (
            "14/6/2026 là Chủ nhật: nộp thứ Sáu 12/6/2026",
            Sources(days=frozenset({date(2026, 6, 14)})),
        ),
        ("đạt 80%", Sources(percents=frozenset({80}))),
        ("đạt 100 %", Sources(("cho 100% cán bộ",))),
        ("năm 2026", NOTHING),
    ],
)
def test_what_a_source_says_may_be_said(text: str, sources: Sources) -> None:
    assert invented([text], sources, TODAY) == ()


@pytest.mark.parametrize(
    ("text", "sources", "made_up"),
    [
        ("hạn 15/6/2025", Sources(("Tháng 6/2025",)), "15/6/2025"),
        ("hạn tháng 6/2026", Sources(("Tháng 6/2025",)), "tháng 6/2026"),
        ("trước ngày 20", Sources(rules=frozenset({(9, 19)})), "ngày 20"),
        ("15/9/2031", Sources(rules=frozenset({(9, 15)})), "15/9/2031"),
        ("đạt 85%", Sources(percents=frozenset({80})), "85%"),
        ("đạt 80,5%", Sources(percents=frozenset({80})), "80,5%"),
        ("đến năm 2030", NOTHING, "năm 2030"),
        ("31/13/2025", Sources(("tháng 13/2025",)), "31/13/2025"),
    ],
)
def test_what_no_source_says_is_made_up(text: str, sources: Sources, made_up: str) -> None:
    assert invented([text, text], sources, TODAY) == (made_up,)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("hôm nay có gì", "12/9/2025"),
        ("trong 15 ngày tới có gì", "từ 12/9/2025 đến 27/9/2025"),
        ("trong mười lăm ngày tới", "đến 27/9/2025"),
        ("2 tuan nua", "26/9/2025"),
        ("3 tháng tới", "đến 12/12/2025"),
        ("tuần tới có gì", "15/9/2025, 19/9/2025 đến 21/9/2025"),
        ("quý này", "1/7/2025–30/9/2025"),
        ("quý III năm 2025", "1/7/2025–30/9/2025"),
        ("tháng 7", "tháng 7/2025: 31/7/2025"),
        ("ngày 31/4/2025 có việc gì", "không có ngày 31/4/2025"),
        ("60% được chưa", "60%"),
    ],
)
def test_what_was_asked_may_be_said(question: str, told: str) -> None:
    sources = sources_of_question(question, TODAY)
    assert invented([told], sources, TODAY) == ()


@pytest.mark.parametrize("question", ["việc nào sắp đến hạn", "mục 2.3 là gì", "tháng sau"])
def test_a_question_allows_no_more_than_it_names(question: str) -> None:
    sources = sources_of_question(question, TODAY)
    assert invented(["hạn 27/9/2025"], sources, TODAY) == ("27/9/2025",)


def test_sources_add_up() -> None:
    both = Sources(("10/10",), percents=frozenset({80})) + Sources(
        days=frozenset({date(2025, 6, 4)}), rules=frozenset({(3, 19)})
    )
    assert invented(["10/10, 4/6/2025, 19/3, 80%, 70%"], both, TODAY) == ("70%",)
