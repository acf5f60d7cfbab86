"""The calendar of plans, read by a second library and held against the rules of RFC 5545."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import ics
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plans.calendar import calendar_text, document_in_words
from bot.plans.deadlines import RULES, occurrences
from bot.plans.register import Deadline, Document, Register, Task, load_register
from bot.settings import ROOT

MADE = datetime(2025, 11, 1, 7, 30, tzinfo=timezone(timedelta(hours=7)))
ISSUED = date(2025, 4, 14)
PAGE = "https://bot.example.vn/plans?unit=so-tai-chinh"

TASK = Task(
    id="QD9-1",
    document_id="QD9",
    section="2.5",
    kind="task",
    name="Xây dựng, ban hành khung kỹ năng số; hướng dẫn đánh giá",
    keywords=(),
    lead=("Sở Tài chính",),
    lead_written="Sở Tài chính",
    coordinating=(),
    coordinating_written="các sở, ngành",
    deadline=Deadline("not_stated"),
    result="Quyết định được ban hành.",
    recipient="Sở Khoa học và Công nghệ",
    see_also=(),
    assigned_by=None,
    notes=(),
    lines=(1, 2),
)
DOCUMENT = Document(
    id="QD9",
    number="9/QĐ-UBND",
    type="Quyết định",
    title="Kế hoạch triển khai",
    issuer="UBND tỉnh",
    issued=ISSUED,
    not_before=None,
    signer=None,
    province=None,
    file="QD9.txt",
    aliases=(),
    builds_on=(),
    later=(),
    notes=(),
    tasks=(TASK,),
    targets=(),
    ownership=(),
    outcomes=(),
)
REGISTER = Register((DOCUMENT,), (), ())

JUNE = Deadline("month", written="Tháng 6/2025.", start=date(2025, 6, 1), end=date(2025, 6, 30))
ON_15TH = Deadline("quarterly", days=((3, 15), (6, 15), (9, 15), (12, 15)), inclusive=True)

MONTH_DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: (day.month, day.day))
RULE_DEADLINES = st.builds(
    Deadline,
    kind=st.sampled_from(sorted(RULES)),
    days=st.lists(MONTH_DAYS, max_size=14).map(tuple),
)
NAMES = st.text("aâớữĐ 🙂,;:\\\"'“”–/\u0323ộ" + "n" * 3, min_size=1, max_size=200)


def calendar_of(*deadlines: Deadline, document: Document = DOCUMENT, name: str = "Lịch") -> str:
    tasks = [
        replace(TASK, id=f"QD9-{number}", deadline=deadline)
        for number, deadline in enumerate(deadlines)
    ]
    return calendar_text(Register((document,), (), ()), tasks, name, MADE, PAGE)


def content_lines(text: str) -> list[str]:
    """The unfolded lines, after checking how they are written (RFC 5545, 3.1)."""
    written = text.encode()
    assert written.endswith(b"\r\n")
    assert re.search(rb"(?<!\r)\n|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", written) is None
    for line in written.split(b"\r\n")[:-1]:
        assert 0 < len(line) <= 75
        line.decode()  # no letter is cut in two
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def components(text: str, name: str) -> list[dict[str, str]]:
    """The properties of each component of this name that has no others within, each once."""
    found: list[dict[str, str]] = []
    open_names: list[str] = []
    for line in content_lines(text):
        head, _, value = line.partition(":")
        key = head.split(";")[0]
        assert re.fullmatch("[A-Z0-9-]+", key), line
        if key == "BEGIN":
            open_names.append(value)
            if value == name:
                found.append({})
        elif key == "END":
            assert open_names.pop() == value
        elif open_names[-1] == name:
            assert key not in found[-1], f"{key} twice"
            found[-1][key] = value
    assert open_names == []
    return found


def unmasked(value: str) -> str:
    """A text value as it was before masking; nothing in it may need masking still."""
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value), value
    masks = {"n": "\n", "N": "\n"}
    return re.sub(r"\\(.)", lambda match: masks.get(match[1], match[1]), value)


def day_of(value: str) -> date:
    return datetime.strptime(value, "%Y%m%d").date()


def check(text: str) -> list[dict[str, str]]:
    """The events, after holding the whole calendar against RFC 5545."""
    (calendar,) = components(text, "VCALENDAR")
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert components(text, "VTIMEZONE")[0]["TZID"] == "Asia/Ho_Chi_Minh"
    assert components(text, "STANDARD")[0]["TZOFFSETTO"] == "+0700"
    for key in ("NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC"):
        unmasked(calendar.get(key, ""))
    events = components(text, "VEVENT")
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= event.keys()
        assert event["DTSTAMP"] == "20251101T003000Z"
        assert day_of(event["DTEND"]) > day_of(event["DTSTART"])
        unmasked(event["SUMMARY"])
        unmasked(event["DESCRIPTION"])
    uids = [event["UID"] for event in events]
    assert len(set(uids)) == len(uids)
    assert len(ics.Calendar(text).events) == len(events)
    return events


def test_a_month_lasts_as_long_as_it_is() -> None:
    (event,) = check(calendar_of(JUNE))
    assert (event["DTSTART"], event["DTEND"]) == ("20250601", "20250701")
    assert unmasked(event["SUMMARY"]) == f"Hạn tháng 6/2025: {TASK.name}"
    assert "RRULE" not in event
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_second_library_reads_days_and_texts() -> None:
    (event,) = ics.Calendar(calendar_of(JUNE)).events
    assert event.all_day
    assert (event.begin.date(), event.end.date()) == (date(2025, 6, 1), date(2025, 7, 1))
    assert event.name == f"Hạn tháng 6/2025: {TASK.name}"
    assert event.url == PAGE
    assert event.description.split("\n") == [
        "Văn bản: 9/QĐ-UBND, mục 2.5",
        "Chủ trì: Sở Tài chính",
        "Phối hợp: các sở, ngành",
        "Thời hạn: “Tháng 6/2025”",
        "Kết quả phải có: Quyết định được ban hành.",
        "Gửi về: Sở Khoa học và Công nghệ",
    ]


def test_what_a_task_does_not_have_is_left_out() -> None:
    bare = replace(TASK, deadline=JUNE, coordinating_written=None, result=None, recipient=None)
    text = calendar_text(REGISTER, [bare], "Lịch", MADE, None)
    (event,) = check(text)
    assert unmasked(event["DESCRIPTION"]).count("\n") == 2
    assert "URL" not in event


def test_days_are_marked_as_days() -> None:
    lines = content_lines(calendar_of(JUNE))
    assert "DTSTART;VALUE=DATE:20250601" in lines
    assert "DTEND;VALUE=DATE:20250701" in lines


@pytest.mark.parametrize(
    ("deadline", "start", "end"),
    [
        (Deadline("date", end=date(2025, 6, 19)), "20250619", "20250620"),
        (Deadline("date", start=date(2025, 12, 31)), "20251231", "20260101"),
        (
            Deadline("period", start=date(2025, 9, 1), end=date(2025, 10, 31)),
            "20250901",
            "20251101",
        ),
        (Deadline("year", start=date(2025, 1, 1), end=date(2025, 12, 31)), "20250101", "20260101"),
    ],
)
def test_what_comes_once_is_one_event(deadline: Deadline, start: str, end: str) -> None:
    (event,) = check(calendar_of(deadline))
    assert (event["DTSTART"], event["DTEND"]) == (start, end)


def rule_of(event: dict[str, str]) -> dict[str, str]:
    return dict(part.split("=") for part in event["RRULE"].split(";"))


def test_a_quarterly_report_is_one_rule_from_the_first_time_after_its_document() -> None:
    (event,) = check(calendar_of(ON_15TH))
    assert rule_of(event) == {"FREQ": "YEARLY", "BYMONTH": "3,6,9,12", "BYMONTHDAY": "15"}
    assert event["DTSTART"] == "20250615"
    assert unmasked(event["SUMMARY"]) == f"Hạn: {TASK.name}"


@pytest.mark.parametrize(
    ("days", "rules"),
    [
        (((10, 10), (11, 1)), [("10", "10"), ("11", "1")]),
        (((2, 29),), [("2", "-1")]),
        (((2, 28),), [("2", "28")]),
        (((3, 31), (6, 30), (9, 30), (12, 31)), [("3,6,9,12", "-1")]),
    ],
)
def test_each_day_of_the_month_has_its_rule(
    days: tuple[tuple[int, int], ...], rules: list[tuple[str, str]]
) -> None:
    found = [rule_of(event) for event in check(calendar_of(Deadline("yearly_date", days=days)))]
    assert sorted((each["BYMONTH"], each["BYMONTHDAY"]) for each in found) == rules
    assert {each["FREQ"] for each in found} == {"YEARLY"}


def test_the_same_day_of_every_month_is_a_monthly_rule() -> None:
    days = tuple((month, 25) for month in range(1, 13))
    (event,) = check(calendar_of(Deadline("monthly", days=days)))
    assert rule_of(event) == {"FREQ": "MONTHLY", "BYMONTHDAY": "25"}


@settings(max_examples=100, deadline=None)
@given(RULE_DEADLINES)
def test_the_rules_give_the_days_of_the_plan(deadline: Deadline) -> None:
    until = date(2033, 12, 31)
    found: list[date] = []
    for event in check(calendar_of(deadline)):
        start = datetime.strptime(event["DTSTART"], "%Y%m%d")
        rule = rrulestr(event["RRULE"], dtstart=start)
        days = [day.date() for day in rule.between(start, datetime(2034, 1, 1), inc=True)]
        assert days[0] == start.date()  # the first day is one of the rule
        found += [day for day in days if day <= until]
    # A rule for 28 and one for 29 February name the same day in most years.
    assert sorted(set(found)) == occurrences(deadline, ISSUED, until)


@pytest.mark.parametrize(
    ("document", "start"),
    [
        (replace(DOCUMENT, issued=None, not_before=date(2025, 6, 16)), "20250915"),
        (replace(DOCUMENT, issued=None), "20251215"),
        (replace(DOCUMENT, issued=date(2025, 6, 15)), "20250615"),
    ],
)
def test_rules_begin_with_the_document(document: Document, start: str) -> None:
    (event,) = check(calendar_of(ON_15TH, document=document))
    assert event["DTSTART"] == start


UNDATED = [
    Deadline("weekly", written="Định kỳ hàng tuần"),
    Deadline("ongoing"),
    Deadline("ongoing_from", start=date(2025, 9, 1)),
    Deadline("other_plan"),
    Deadline("not_stated"),
    Deadline("yearly"),
    Deadline("month"),
]


def test_no_event_is_made_up() -> None:
    text = calendar_of(*UNDATED, JUNE)
    assert len(check(text)) == 1
    (calendar,) = components(text, "VCALENDAR")
    assert unmasked(calendar["DESCRIPTION"]).startswith("7 nhiệm vụ không có trong lịch:")
    assert calendar["X-WR-CALDESC"] == calendar["DESCRIPTION"]


def test_a_calendar_without_tasks_is_valid_and_empty() -> None:
    text = calendar_of(name="Sở Tài chính, Sở Nội vụ")
    assert check(text) == []
    (calendar,) = components(text, "VCALENDAR")
    assert unmasked(calendar["NAME"]) == "Sở Tài chính, Sở Nội vụ"
    assert calendar["X-WR-CALNAME"] == calendar["NAME"]
    assert "DESCRIPTION" not in calendar


def test_it_says_how_often_to_look_again() -> None:
    lines = content_lines(calendar_of())
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in lines
    assert "X-PUBLISHED-TTL:PT12H" in lines


def test_ids_and_bytes_stay_the_same() -> None:
    deadlines = [JUNE, ON_15TH, Deadline("yearly_date", days=((10, 10), (11, 1)))]
    text = calendar_of(*deadlines)
    assert [event["UID"] for event in check(text)] == [
        "QD9-0@ban-hoc-so",
        "QD9-1@15.ban-hoc-so",
        "QD9-2@10.ban-hoc-so",
        "QD9-2@1.ban-hoc-so",
    ]
    assert calendar_of(*deadlines) == text


def test_a_task_named_twice_is_there_once() -> None:
    task = replace(TASK, deadline=JUNE)
    assert len(check(calendar_text(REGISTER, [task, task], "Lịch", MADE, None))) == 1


@settings(max_examples=100, deadline=None)
@given(st.lists(NAMES, max_size=4), NAMES)
def test_any_words_are_folded_and_masked(names: Sequence[str], title: str) -> None:
    tasks = [
        replace(TASK, id=f"QD9-{number}", name=name, result=name, deadline=JUNE)
        for number, name in enumerate(names)
    ]
    text = calendar_text(REGISTER, tasks, title, MADE, PAGE)
    events = check(text)
    assert [unmasked(event["SUMMARY"]) for event in events] == [
        f"Hạn tháng 6/2025: {name}" for name in names
    ]
    assert unmasked(components(text, "VCALENDAR")[0]["NAME"]) == title


def test_the_register_that_is_shipped_makes_a_valid_calendar() -> None:
    register = load_register(ROOT / "knowledge" / "plans")
    text = calendar_text(register, register.tasks, "Mọi kế hoạch", MADE, PAGE)
    events = check(text)
    assert len(events) >= 20
    assert "QD550-4-BC@15.ban-hoc-so" in {event["UID"] for event in events}


def test_documents_without_a_number_are_named_by_type_and_issuer() -> None:
    assert document_in_words(DOCUMENT) == "9/QĐ-UBND"
    assert document_in_words(replace(DOCUMENT, number=None)) == "Quyết định của UBND tỉnh"
