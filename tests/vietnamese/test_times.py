"""Times of day, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sayings import LISTS_OF_WORDS, found_in, spoken, words_of

from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.times import find_times


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7h", "07:00"),
        ("7h30", "07:30"),
        ("7h30p", "07:30"),
        ("7g30", "07:30"),
        ("7 h 30", "07:30"),
        ("7 giờ 30", "07:30"),
        ("7 giờ 5 phút", "07:05"),
        ("19:00", "19:00"),
        ("bảy giờ rưỡi tối", "19:30"),
        ("mười chín giờ ba mươi", "19:30"),
        ("8 giờ sáng", "08:00"),
        ("8 giờ buổi sáng", "08:00"),
        ("7h tối", "19:00"),
        ("3 giờ chiều", "15:00"),
        ("12 giờ trưa", "12:00"),
        ("1 giờ trưa", "13:00"),
        ("11 giờ đêm", "23:00"),
        ("12 giờ đêm", "00:00"),
        ("2 giờ đêm", "02:00"),
        ("12 giờ sáng", "00:00"),
        ("sáu giờ kém mười", "05:50"),
        ("8 giờ kém 15 tối", "19:45"),
        ("7 rưỡi tối", "19:30"),
        ("nửa đêm", "00:00"),
        ("giữa trưa", "12:00"),
        ("chiều 5h", "17:00"),
    ],
)
def test_found_whole_with_and_without_marks(text: str, value: str) -> None:
    for said in (text, strip_diacritics(text)):
        assert found_in(f"nhắc học lúc {said} nhé", find_times) == [
            (value, " ".join(words_of(said)))
        ]


@given(st.integers(0, 23), st.integers(10, 59))
@settings(max_examples=100)
def test_every_time_in_figures_and_in_words(hour: int, minute: int) -> None:
    value = f"{hour:02}:{minute:02}"
    in_words = f"{spoken(hour)} giờ {spoken(minute)}"
    for text in (f"{hour}h{minute}", f"{hour}:{minute}", f"{hour} giờ {minute} phút"):
        assert found_in(f"lúc {text}", find_times) == [(value, " ".join(words_of(text)))]
    if hour:
        assert found_in(f"lúc {in_words}", find_times) == [(value, in_words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tối 8 giờ nhắc tôi", [("20:00", "tối 8 giờ")]),
        ("nhac toi 8 gio", [("08:00", "8 gio")]),
        ("tối mai lúc 8 giờ", [("20:00", "8 giờ")]),
        ("toi mai luc 8 gio", [("20:00", "8 gio")]),
        ("9h tối nay hoặc 8h", [("21:00", "9h tối"), ("20:00", "8h")]),
        ("7h 20/12", [("07:00", "7h")]),
        ("7h sáng mai", [("07:00", "7h sáng")]),
        ("7h mỗi ngày", [("07:00", "7h")]),
        ("từ 7h đến 8h", [("07:00", "7h"), ("08:00", "8h")]),
        ("khoảng 7 giờ", [("07:00", "7 giờ")]),
        ("bay gio toi moi ngay", [("19:00", "bay gio toi")]),
        ("luc bay gio", [("07:00", "bay gio")]),
        ("7 gio toi hoc", [("07:00", "7 gio")]),
        ("moi sang sau gio nhac bac", [("06:00", "sau gio")]),
        ("mỗi sáng 5 rưỡi", [("05:30", "5 rưỡi")]),
    ],
)
def test_what_stands_around_decides(text: str, expected: list[tuple[str, str]]) -> None:
    assert found_in(text, find_times) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2 giờ đồng hồ",
        "trong 24h",
        "suốt 2 giờ",
        "mất khoảng 2 giờ",
        "mỗi 2 giờ",
        "2 giờ nữa",
        "2h/ngày",
        "học 2 giờ mỗi ngày",
        "sau 2 giờ",
        "bây giờ tôi muốn học",
        "bây giờ tối chưa",
        "sau giờ học",
        "từ giờ trở đi",
        "mấy giờ",
        "câu 2 giờ làm sao",
        "mạng 4g",
        "50g",
        "25h",
        "tỉ lệ 1:10",
        "12:30:45",
        "2 triệu rưỡi",
        "giữa chừng",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert found_in(text, find_times) == []
    assert found_in(strip_diacritics(text), find_times) == []


@given(LISTS_OF_WORDS)
@settings(max_examples=200)
def test_of_any_words_what_is_found_is_in_order_and_on_the_clock(words: list[str]) -> None:
    end = 0
    for mention in find_times(words):
        assert end <= mention.start < mention.end <= len(words)
        end = mention.end
        hour, minute = mention.value.split(":")
        assert mention.kind == "time"
        assert len(mention.value) == 5
        assert 0 <= int(hour) < 24
        assert 0 <= int(minute) < 60
