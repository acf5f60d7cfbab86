"""Days named from the present one."""

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
        ("hôm nay", "2026-11-20"),
        ("ngày hôm nay", "2026-11-20"),
        ("bữa ni", "2026-11-20"),
        ("hôm qua", "2026-11-19"),
        ("hôm kia", "2026-11-18"),
        ("ngày mai", "2026-11-21"),
        ("ngày kia", "2026-11-22"),
        ("tối nay", "2026-11-20"),
        ("sáng mai", "2026-11-21"),
        ("đêm qua", "2026-11-19"),
        ("thứ hai", "2026-11-23"),
        ("thứ 6", "2026-11-20"),
        ("thứ sáu này", "2026-11-20"),
        ("thứ hai tuần sau", "2026-11-23"),
        ("thứ 2 tuần này", "2026-11-16"),
        ("thứ bảy tuần trước", "2026-11-14"),
        ("thứ năm vừa rồi", "2026-11-19"),
        ("thứ sáu vừa rồi", "2026-11-13"),
        ("chủ nhật", "2026-11-22"),
        ("chủ nhật tuần tới", "2026-11-29"),
        ("t6 tuần sau", "2026-11-27"),
        ("t2 này", "2026-11-23"),
        ("10 ngày nữa", "2026-11-30"),
        ("hai tuần nữa", "2026-12-04"),
        ("3 tháng nữa", "2027-02-20"),
        ("năm năm nữa", "2031-11-20"),
    ],
)
def test_found_whole_with_and_without_marks(text: str, value: str) -> None:
    for said in (text, strip_diacritics(text)):
        assert found_in(f"nhắc cô {said} nhé", find) == [(value, " ".join(words_of(said)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trong 7 ngày tới", [("2026-11-27", "7 ngày tới")]),
        ("trong 7 ngay toi", [("2026-11-27", "7 ngay toi")]),
        ("sau tuần tới", [("2026-11-23", "tuần tới")]),
        ("thứ 6 tới", [("2026-11-27", "thứ 6 tới")]),
        ("ngày mốt", [("2026-11-22", "ngày mốt")]),
        ("tối t6", [("2026-11-20", "t6")]),
        ("7h tối mai", [("2026-11-21", "mai")]),
        ("lúc 7 giờ sáng mai", [("2026-11-21", "mai")]),
        ("mai tôi học tiếp", [("2026-11-21", "mai")]),
        ("mai 5h30 nhắc bác", [("2026-11-21", "mai")]),
        ("để mai hoc", [("2026-11-21", "mai")]),
        ("bận rồi, mai gặp", [("2026-11-21", "mai")]),
        ("vào thứ hai, thứ tư", [("2026-11-23", "thứ hai"), ("2026-11-25", "thứ tư")]),
        ("câu thứ hai tuần sau", [("2026-11-23", "thứ hai tuần sau")]),
    ],
)
def test_what_stands_around_decides(text: str, expected: list[tuple[str, str]]) -> None:
    assert found_in(text, find) == expected


@pytest.mark.parametrize(
    "text",
    [
        "chị mai ơi",
        "khuyen mai",
        "mai mốt tôi hỏi",
        "mai nha dot",
        "câu thứ hai",
        "bài thứ 3",
        "theo thứ tự",
        "thứ hai là gì",
        "thu 3 triệu",
        "trung thu năm",
        "cn này có giá trị không",
        "mấy hôm nay",
        "ngày nay",
        "toi nay 70 tuoi",
        "toi qua lop roi",
        "20 ngay toi hoc",
        "vài ngày nữa",
        "3 ngày trước hạn",
    ],
)
def test_what_only_looks_like_a_day(text: str) -> None:
    assert found_in(text, find) == []
