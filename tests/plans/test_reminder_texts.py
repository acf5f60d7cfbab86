"""What a reminder says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_register import JUNE, QUARTERLY, TENTH, register_with, task

from bot.knowledge.placeholders import fill, placeholders_of
from bot.plans.deadlines import occurrences
from bot.plans.register import Deadline, load_register
from bot.plans.reminder_texts import reminder_texts
from bot.plans.reminders import Reminder
from bot.settings import ROOT

DAY = date(2027, 6, 10)


@pytest.mark.parametrize(
    ("deadline", "due", "days", "expected"),
    [
        (TENTH, DAY, 7, "• Còn 7 ngày, đến ngày 10/6/2027: Việc 1."),
        (TENTH, DAY, 0, "• Hôm nay là ngày cuối (ngày 10/6/2027): Việc 1."),
        (QUARTERLY, date(2027, 6, 19), 1, "• Còn 1 ngày, đến ngày 19/6/2027: Việc 1."),
        (JUNE, date(2027, 6, 30), 5, "• Còn 5 ngày, đến hết tháng 6/2027: Việc 1."),
    ],
)
def test_one_task(deadline: Deadline, due: date, days: int, expected: str) -> None:
    plans = register_with(task("1", deadline))
    [text] = reminder_texts(plans, [Reminder(1, "1", due, 7)], due - timedelta(days=days))
    assert text.startswith("Nhắc hạn: 1 việc {ban} theo dõi sắp đến hạn.\n\n")
    assert expected in text
    assert f"Thời hạn: “{deadline.written}”" in text
    assert "Chủ trì: Sở A." in text
    assert "9/KH-UBND, mục 1." in text
    assert "thôi nhắc hạn" in text


def test_a_month_is_given_no_day() -> None:
    plans = register_with(task("1", JUNE))
    [text] = reminder_texts(plans, [Reminder(1, "1", date(2027, 6, 30), 7)], date(2027, 6, 25))
    assert "30/6" not in text


def test_a_task_followed_in_two_ways_is_named_once_and_the_first_due_comes_first() -> None:
    plans = register_with(task("1", QUARTERLY), task("2", TENTH))
    june = date(2027, 6, 19)
    reminders = [Reminder(1, "1", june, 14), Reminder(2, "1", june, 14), Reminder(2, "2", DAY, 14)]
    [text] = reminder_texts(plans, reminders, date(2027, 6, 9))
    assert text.startswith("Nhắc hạn: 2 việc")
    assert text.count("Việc 1.") == 1
    assert text.index("Việc 2") < text.index("Việc 1")


def test_many_tasks_fill_five_texts_and_the_rest_is_counted() -> None:
    plans = register_with(*(task(f"{n:02}", TENTH) for n in range(60)))
    texts = reminder_texts(plans, [Reminder(1, f"{n:02}", DAY, 7) for n in range(60)], DAY)
    assert len(texts) == 5
    named = sum(text.count("• ") for text in texts)
    assert f"Còn {60 - named} việc nữa" in texts[-1]


@given(
    st.lists(st.tuples(st.integers(1, 400), st.integers(1, 300)), min_size=1, max_size=12),
)
@settings(max_examples=100)
def test_no_text_is_too_long_and_no_task_is_lost(lengths: list[tuple[int, int]]) -> None:
    tasks = [
        replace(
            task(str(number), replace(TENTH, written="từ " * words)),
            name="việc " * words,
            lead=("Sở " * units,),
        )
        for number, (words, units) in enumerate(lengths)
    ]
    reminders = [Reminder(1, task.id, DAY, 7) for task in tasks]
    texts = reminder_texts(register_with(*tasks), reminders, date(2027, 6, 3))
    assert len(texts) <= 5
    assert all(0 < len(fill(text, {"ban": "đồng chí"})) <= 600 for text in texts)
    counted = sum(text.count("• ") for text in texts)
    left = [text.split()[1] for text in texts if text.startswith("Còn")]
    assert counted + sum(map(int, left)) == len(tasks)


def test_every_deadline_of_the_shipped_plans_can_be_reminded_of() -> None:
    plans = load_register(ROOT / Path("knowledge/plans"))
    said = 0
    for each in plans.tasks:
        for due in occurrences(each.deadline, date(2025, 1, 1), date(2026, 12, 31)):
            texts = reminder_texts(plans, [Reminder(1, each.id, due, 7)], due - timedelta(days=7))
            assert f"mục {each.section}" in texts[0]
            assert {name for text in texts for name in placeholders_of(text)} == {"ban"}
            said += 1
    assert said > 20
