"""Questions about the shipped plans get what the plans say, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from asking import TODAY, ask, cases, talk

from bot.plans.answering import Asked, Topic, answer
from bot.plans.deadlines import in_words, occurrences
from bot.plans.register import Register, load_register
from bot.settings import ROOT
from bot.vietnamese.diacritics import strip_diacritics

CASES = cases()
NAMES = [turns[-1]["ask"] for turns in CASES]
_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/]|/QĐ)")
_MONTH = re.compile(r"[Tt]háng (\d{1,2})/(\d{4})")
_NUMBER = re.compile(r"\d[\d.]*/[A-ZĐ][\w-]+|\d+-[A-ZĐ]+/[A-ZĐ]\w*")
_SHARE = re.compile(r"\d+ ?%")


@pytest.fixture(name="register", scope="module")
def _register() -> Register:
    return load_register(ROOT / "knowledge" / "plans")


def _as_typed(text: str) -> str:
    return text


@pytest.mark.parametrize("typed", [_as_typed, strip_diacritics], ids=["marked", "bare"])
@pytest.mark.parametrize("turns", CASES, ids=NAMES)
def test_answers_hold_what_is_asked(
    register: Register, turns: list[dict[str, Any]], typed: Any
) -> None:
    answers = talk(register, [typed(turn["ask"]) for turn in turns])
    for turn, given in zip(turns, answers, strict=True):
        text = "\n".join(given.texts)
        assert {*turn.get("tasks", ())} <= {*given.tasks}, text
        assert {*turn.get("targets", ())} <= {*given.targets}, text
        assert {*turn.get("documents", ())} <= {*given.documents}, text
        if turn.get("only"):
            assert len(given.tasks) == 1, text
        for words in turn.get("says", ()):
            assert words.lower() in text.lower()
        assert given.known is not turn.get("unknown", False), text


def _everything_said(register: Register) -> Iterator[tuple[str, str, date]]:
    """Every answer of every case on three days: what was asked, the text, the day."""
    for today in (date(2025, 5, 5), TODAY, date(2026, 1, 30)):
        for turns in CASES:
            asked = [turn["ask"] for turn in turns]
            for place, given in enumerate(talk(register, asked, today)):
                for text in given.texts:
                    yield " ".join(asked[: place + 1]), text, today


def _words_of_register(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yml")))


def test_nothing_is_invented(register: Register) -> None:
    """Every date, number of a document and percentage stands in the register or was asked with."""
    source = _words_of_register(ROOT / "knowledge" / "plans")
    source += "\n".join(in_words(task.deadline) for task in register.tasks)
    days = {(int(d), int(m)) for d, m, _ in _DATE.findall(source)}
    days |= {
        (int(day), int(month)) for _, month, day in re.findall(r"(\d{4})-(\d\d)-(\d\d)", source)
    }
    days |= {(day, month) for task in register.tasks for month, day in task.deadline.days}
    months = {(int(m), int(y)) for m, y in _MONTH.findall(source)}
    months |= {
        (day.month, day.year)
        for task in register.tasks
        for day in (task.deadline.start, task.deadline.end)
        if day
    }
    for asked, text, today in _everything_said(register):
        rules = {
            due
            for task in register.tasks
            for due in occurrences(task.deadline, today, today + timedelta(days=400))
        }
        # Today, the ends of the lengths of time that are asked for, and the end of the year.
        window = {today + timedelta(days=days_on) for days_on in (0, 14, 30)}
        window.add(date(today.year, 12, 31))
        for day, month, year in _DATE.findall(text):
            found = (int(day), int(month))
            if year and date(int(year), *reversed(found)) in rules | window:
                continue
            assert found in days or f"{day}/{month}" in asked, (asked, text)
        for month, year in _MONTH.findall(text):
            known = (int(month), int(year)) in months
            assert known or f"tháng {month}" in asked.lower(), (asked, text)
        for number in _NUMBER.findall(text):
            assert number in source or number in asked, (asked, text)
        for share in _SHARE.findall(text):
            value = share.rstrip("% ")
            assert share in source or f"value: {value}\n" in source, (asked, text)


def test_units_in_answers_stand_in_the_register(register: Register) -> None:
    names = {unit.name for unit in register.units}
    for _, text, _ in _everything_said(register):
        for leads in re.findall(r"Chủ trì: (.+?)\.(?: |$)", text, re.MULTILINE):
            assert {*leads.split("; ")} <= names


def test_answers_are_short_and_have_no_other_placeholders(register: Register) -> None:
    for asked, text, _ in _everything_said(register):
        assert 0 < len(text) <= 600, asked
        assert {*re.findall(r"\{(\w+)\}", text)} <= {"ban", "Ban", "toi", "Toi"}


def test_every_answer_about_tasks_names_document_section_lead_and_deadline(
    register: Register,
) -> None:
    for task in register.tasks:
        document = register.document(task.document_id)
        where = document.number or "không ghi số"
        given = ask(register, f"{task.name} theo {document.aliases[0]}")
        if task.id not in given.tasks:
            continue  # how many are found is another test
        text = "\n".join(given.texts)
        assert where in text
        assert "mục" in text or "phần kết" in text
        assert "Chủ trì:" in text
        assert "hạn:" in text.lower()


def test_a_task_is_found_by_its_own_name(register: Register) -> None:
    found = [
        task.id in ask(register, f"{task.name} theo {document.aliases[0]}").tasks
        for document in register.documents
        for task in document.tasks
    ]
    assert sum(found) >= 0.95 * len(found)


def test_pages_cover_a_list_without_gaps(register: Register) -> None:
    texts = ["quyết định 1143 giao những việc gì", *["xem tiếp"] * 2]
    named = [id for given in talk(register, texts) for id in given.tasks]
    assert named == [task.id for task in register.document("QD1143").tasks]


def test_reports_due_within_some_days_are_those_reports_only(register: Register) -> None:
    given = ask(register, "10 ngay toi phai nop bao cao nao", today=date(2025, 9, 6))
    assert given.tasks == ("QD550-4-BC",)


def test_initials_mean_a_province_that_has_a_plan(register: Register) -> None:
    assert ask(register, "ai được giao danh tính số ở ĐN").tasks == ("KHDN-IV.4.3",)


def test_a_list_that_is_over_says_so(register: Register) -> None:
    given = ask(register, "việc nào quá hạn", "xem tiếp")
    assert "hết" in given.texts[0]


def test_the_day_asked_on_decides_what_is_overdue(register: Register) -> None:
    assert "QD550-2.5" not in ask(register, "việc nào quá hạn", today=date(2025, 6, 30)).tasks
    assert "QD550-2.5" in ask(register, "việc nào quá hạn", today=date(2025, 7, 1)).tasks


def test_the_fifteenth_is_included_and_the_twentieth_is_not(register: Register) -> None:
    on_the_day = ask(
        register, "báo cáo quý theo QĐ 550 còn mấy ngày làm việc", today=date(2025, 9, 15)
    )
    assert "là hôm nay" in "\n".join(on_the_day.texts)
    late = ask(register, "báo cáo quý Đắk Nông lần tới là ngày nào", today=date(2025, 9, 20))
    assert "19/12/2025" in "\n".join(late.texts)


def test_a_month_never_becomes_a_day(register: Register) -> None:
    text = "\n".join(ask(register, "học liệu điện tử hạn ngày nào").texts)
    assert "Tháng 08/2025" in text
    assert "31/8" not in text


def test_what_was_named_before_counts_where_the_text_names_nothing(register: Register) -> None:
    asked = Asked("có những việc gì", (("document", "QD1143"),), TODAY)
    given = answer(register, asked, None)
    assert {id.partition("-")[0] for id in given.tasks} == {"QD1143"}


def test_a_topic_is_plain_data(register: Register) -> None:
    given = ask(register, "quý 4 Sở Nội vụ Đắk Nông có việc gì", "còn quý 3?")
    assert Topic.from_dict(json.loads(json.dumps(given.topic.to_dict()))) == given.topic
