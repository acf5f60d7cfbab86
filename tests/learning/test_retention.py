"""What is still known a week and a month later."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from example_knowledge import write_knowledge
from sqlalchemy.engine import Engine

from bot.learning.learner import Attempt, Learners
from bot.learning.library import load_library
from bot.learning.retention import OutcomeDay, outcome_days, retention

FIRST = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 13, 0, tzinfo=timezone.utc)


def day(days: int, first: bool, ever: bool = True) -> OutcomeDay:
    return FIRST + timedelta(days=days), first, ever


@pytest.mark.parametrize(
    ("days", "week", "month"),
    [
        ([day(0, True)], (0, 0), (0, 0)),
        ([day(0, True), day(7, True)], (1, 1), (0, 0)),
        ([day(0, True), day(5, True), day(14, False)], (1, 2), (0, 0)),
        ([day(0, True), day(4, False, False), day(9, True)], (1, 1), (0, 0)),
        ([day(0, False, False), day(7, True)], (0, 0), (0, 0)),
        ([day(0, False), day(7, False), day(37, True)], (0, 1), (1, 1)),
        ([day(0, True), day(36, True)], (0, 0), (0, 0)),
    ],
)
def test_what_counts(days: list[OutcomeDay], week: tuple[int, int], month: tuple[int, int]) -> None:
    kept = retention([days])
    assert [(each.span.days, each.right, each.asked) for each in kept] == [(7, *week), (30, *month)]


def test_shares() -> None:
    kept = retention([[day(0, True), day(7, True)]] * 2 + [[day(0, True), day(8, False)]])
    assert [each.percent for each in kept] == [67, None]


def test_it_is_read_from_the_answers_of_everybody(engine: Engine, tmp_path: Path) -> None:
    curriculum = load_library(write_knowledge(tmp_path)).curriculum
    learners = Learners(engine)
    for person in ("web:a", "web:b"):
        learners.enrol(person, "1", NOW)
    asked = (
        ("web:a", "M01-L1-Q1", 0, True, False),
        ("web:a", "M01-L1-Q2", 0, False, False),
        ("web:a", "M01-L1-Q1", 7, True, True),
        ("web:a", "M01-L1-Q1", 7, True, False),
        ("web:b", "M01-L2-Q1", 0, True, False),
        ("web:b", "gone", 0, True, False),
        ("web:b", "M01-L2-Q1", 6, True, False),
    )
    for number, (person, id, days, correct, hinted) in enumerate(asked):
        at = NOW + timedelta(days=days, minutes=number)
        answer = Attempt(id, id[:6], "quiz", "b", correct, hinted, None, at)
        learners.record_attempt(person, f"m{number}", answer)
    found = outcome_days(engine, curriculum)
    assert sorted(found) == [
        [day(0, True), day(6, True)],
        [day(0, True), day(7, False)],
    ]
    assert [(each.right, each.asked) for each in retention(found)] == [(1, 2), (0, 0)]
