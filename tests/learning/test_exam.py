"""The exam on its way: resumable at any answer, timed only while somebody answers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from example_exam import RULE, sit
from example_knowledge import CURRICULUM
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.exam import (
    Ended,
    Exam,
    answer_exam,
    begun,
    ended,
    is_nearly_over,
    minutes_left,
    taken_up,
    timed,
)
from bot.learning.exam_drawing import draw_exam
from bot.learning.exam_result import result

NOW = datetime(2026, 11, 22, 8, tzinfo=timezone.utc)


def test_no_such_option_and_over() -> None:
    exam = draw_exam(CURRICULUM, RULE, "e1", "s")
    for chosen in (-1, 3):
        with pytest.raises(IndexError):
            answer_exam(exam, CURRICULUM, chosen)
    with pytest.raises(IndexError):
        answer_exam(sit([True] * 12), CURRICULUM, 0)


@given(st.text(max_size=5), st.lists(st.sampled_from([0, 1, 2, None]), max_size=12))
def test_json_between_any_two_answers(seed: str, answers: list[int | None]) -> None:
    exam = draw_exam(CURRICULUM, RULE, "e1", seed)
    right = 0
    for chosen in answers:
        exam = Exam.from_dict(json.loads(json.dumps(exam.to_dict())))
        exam, marked = answer_exam(exam, CURRICULUM, chosen)
        right += marked.correct
    assert Exam.from_dict(json.loads(json.dumps(exam.to_dict()))) == exam
    outcome = result(exam, CURRICULUM, RULE)
    assert outcome.correct == right
    assert sum(score.correct for score in outcome.per_module.values()) == right
    assert sum(score.asked for score in outcome.per_module.values()) == outcome.asked == 12


def after(**time: float) -> datetime:
    """A moment after the exam began."""
    return NOW + timedelta(**time)


def test_what_was_stored_before_exams_were_timed_goes_on() -> None:
    old = {"id": "e1", "seed": "s", "questions": ["M01-L1-Q1"], "answers": []}
    exam = Exam.from_dict(old)
    assert exam == Exam("e1", "s", ("M01-L1-Q1",))
    assert ended(exam, RULE, after(days=400)) is None
    assert timed(exam, RULE, NOW, after(seconds=20)).used == 20


def test_only_answering_takes_time() -> None:
    exam = begun(draw_exam(CURRICULUM, RULE, "e1", "s"), NOW)
    exam = timed(exam, RULE, after(seconds=2), after(seconds=32))
    assert exam.used == 30
    # The same message handled again, or another action of its turn, counts nothing more.
    assert timed(exam, RULE, after(seconds=2), after(seconds=32)) == exam
    # Nobody knows when the question was shown: after a long silence, on another platform.
    assert timed(exam, RULE, None, after(hours=3)) == exam
    # Gone for an hour without a word: a question takes two minutes at most.
    exam = timed(exam, RULE, after(seconds=33), after(hours=1))
    assert exam.used == 30 + 120
    # Left with a word, and taken up the next day: that takes no time at all.
    exam = taken_up(exam, after(hours=20))
    assert timed(exam, RULE, after(hours=1), after(hours=20, seconds=7)).used == 157
    # The bot was away and answered late: the question counts from when it was shown.
    assert timed(exam, RULE, after(hours=21), after(hours=21, seconds=9)).used == 159


def test_a_clock_set_back_takes_no_time() -> None:
    exam = begun(draw_exam(CURRICULUM, RULE, "e1", "s"), NOW)
    assert timed(exam, RULE, after(seconds=5), after(seconds=-60)) == exam


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 1000)), max_size=20))
def test_no_more_time_is_counted_than_passed(steps: list[tuple[float, float]]) -> None:
    exam = begun(Exam("e", "s", ("q",)), NOW)
    now = 0.0
    for pause, thought in steps:
        now += pause
        shown, now = now, now + thought
        before = exam.used
        exam = timed(exam, RULE, after(seconds=shown), after(seconds=now))
        assert 0 <= exam.used - before <= min(thought, RULE.seconds_per_question) + 0.001
    assert exam.used <= now + 0.001


@pytest.mark.parametrize(
    ("used", "left", "nearly", "over"),
    [
        (0, 30, False, None),
        (60, 29, False, None),
        (61, 29, False, None),
        (25 * 60 - 1, 6, False, None),
        (25 * 60, 5, True, None),
        (30 * 60 - 1, 1, True, None),
        (30 * 60, 0, True, Ended.TIME),
        (31 * 60, 0, True, Ended.TIME),
    ],
)
def test_time_runs_out(used: float, left: int, nearly: bool, over: Ended | None) -> None:
    exam = replace(begun(draw_exam(CURRICULUM, RULE, "e1", "s"), NOW), used=used)
    assert minutes_left(exam, RULE) == left
    assert is_nearly_over(exam, RULE) == nearly
    assert not is_nearly_over(replace(exam, warned=True), RULE)
    assert ended(exam, RULE, after(days=6)) is over


def test_it_stays_open_for_days_and_then_no_more() -> None:
    exam = begun(draw_exam(CURRICULUM, RULE, "e1", "s"), NOW)
    assert ended(exam, RULE, after(days=6, hours=23, minutes=59)) is None
    assert ended(exam, RULE, after(days=7)) is Ended.DAYS
    # Who has answered everything has, however long it took to come back for the result.
    assert ended(begun(sit([True] * 12), NOW), RULE, after(days=9)) is Ended.ANSWERED
