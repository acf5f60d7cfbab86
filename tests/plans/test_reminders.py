"""Which reminders are due: so many days before, not again, never at night."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_register import JUNE, NONE, QUARTERLY, TENTH, register_with, task

from bot.plans.register import Outcome, Register
from bot.plans.reminders import Reminder, due_reminders, is_daytime, still_due
from bot.plans.subscriptions import Subscription

PLANS = register_with(task("1", TENTH), task("2", QUARTERLY), task("3", JUNE), task("4", NONE))


def follows(number: int, kind: str, value: str, days_before: int) -> Subscription:
    """The subscription `number`, of the person of that number."""
    made = datetime(2027, 1, 1, tzinfo=timezone.utc)
    return Subscription(
        number, f"web:{number}", kind, value, days_before, f"token{number}", "m1", made
    )


def due(plans: Register, wish: Subscription, today: date, *written: Reminder) -> list[Reminder]:
    return due_reminders(plans, [wish], written, today).get(wish.person, [])


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2027, 6, 2), 0),
        (date(2027, 6, 3), 1),  # seven days before
        (date(2027, 6, 6), 1),  # the process was down on the 3rd
        (date(2027, 6, 10), 1),  # the last day is still in time
        (date(2027, 6, 11), 0),
    ],
)
def test_so_many_days_before_until_it_is_over(today: date, expected: int) -> None:
    found = due(PLANS, follows(1, "task", "1", 7), today)
    assert found == [Reminder(1, "1", date(2027, 6, 10), 7)] * expected


def test_a_rule_comes_back_and_what_has_no_day_never_comes() -> None:
    wish = follows(1, "document", "KH9", 1)
    days = [
        (reminder.task_id, reminder.due_on)
        for number in range(365)
        for reminder in due(PLANS, wish, date(2027, 1, 2) + timedelta(days=number))
        if reminder.due_on == date(2027, 1, 3) + timedelta(days=number)
    ]
    assert days == [
        ("2", date(2027, 3, 19)),
        ("1", date(2027, 6, 10)),
        ("2", date(2027, 6, 19)),
        ("3", date(2027, 6, 30)),
        ("2", date(2027, 9, 19)),
        ("2", date(2027, 12, 19)),
    ]


def test_each_person_gets_what_they_follow() -> None:
    wishes = [follows(1, "unit", "Sở A", 2), follows(2, "unit", "Sở B", 2)]
    wishes.append(follows(3, "task", "1", 2))
    found = due_reminders(PLANS, wishes, (), date(2027, 6, 8))
    day = date(2027, 6, 10)
    assert found == {"web:1": [Reminder(1, "1", day, 2)], "web:3": [Reminder(3, "1", day, 2)]}


def test_not_twice_unless_asked_for_a_later_time() -> None:
    today, day = date(2027, 6, 9), date(2027, 6, 10)
    week, one = Reminder(1, "1", day, 7), Reminder(1, "1", day, 1)
    assert due(PLANS, follows(1, "task", "1", 7), today, week) == []
    assert due(PLANS, follows(1, "task", "1", 1), today, week) == [one]
    assert due(PLANS, follows(1, "task", "1", 1), today, week, one) == []
    assert due(PLANS, follows(1, "task", "1", 7), today, one) == []
    assert due(PLANS, follows(2, "task", "1", 7), today, week) == [Reminder(2, "1", day, 7)]


def test_what_is_done_is_not_reminded_of_but_a_rule_is() -> None:
    outcomes = tuple(Outcome(id, "xong", date(2027, 5, 1), True, "báo cáo") for id in ("1", "2"))
    plans = register_with(task("1", TENTH), task("2", QUARTERLY), outcomes=outcomes)
    found = due(plans, follows(1, "document", "KH9", 20), date(2027, 6, 5))
    assert [reminder.task_id for reminder in found] == ["2"]


def test_a_deadline_that_was_changed_is_no_longer_due() -> None:
    reminder = Reminder(1, "1", date(2027, 6, 10), 7)
    assert still_due(PLANS, reminder)
    assert not still_due(register_with(task("1", JUNE)), reminder)
    assert not still_due(register_with(task("2", TENTH)), reminder)


@given(st.datetimes(timezones=st.just(timezone.utc)))
@settings(max_examples=200)
def test_never_at_night(now: datetime) -> None:
    hour = (now.hour + 7) % 24
    assert is_daytime(now) == (8 <= hour < 20)


@pytest.mark.parametrize(
    ("utc", "allowed"),
    [("00:59:59", False), ("01:00:00", True), ("12:59:59", True), ("13:00:00", False)],
)
def test_the_edges_of_the_day(utc: str, allowed: bool) -> None:
    assert is_daytime(datetime.fromisoformat(f"2027-06-03T{utc}+00:00")) == allowed
