"""How difficult questions turn out to be, in a database of each kind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from random import Random

import pytest

from bot.learning.estimate import chance
from bot.learning.item_difficulty import GAIN, SLOWING, ItemDifficulties
from bot.learning.learner import Attempt, Learners, NotEnrolledError

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=timezone.utc)
ANSWER = Attempt("M01-L1-Q1", "M01-L1", "quiz", "b", True, False, None, NOW)


def test_each_answer_counts_once_and_later_ones_less(learners: Learners) -> None:
    difficulties = ItemDifficulties(learners.engine)
    assert difficulties.all() == {}
    learners.enrol("web:a", "1", NOW)
    for message, surprise in (("m1", 0.5), ("m1", 0.5), ("m2", -0.25), ("m3", None)):
        learners.record_attempt("web:a", message, ANSWER, surprise)
    shift = GAIN * 0.5 - GAIN * 0.25 / (1 + SLOWING)
    assert difficulties.all() == {"M01-L1-Q1": pytest.approx(shift)}


def test_an_answer_that_is_not_kept_shifts_nothing(learners: Learners) -> None:
    with pytest.raises(NotEnrolledError):
        learners.record_attempt("web:nobody", "m1", ANSWER, 0.5)
    assert ItemDifficulties(learners.engine).all() == {}


def test_answers_at_the_same_time_are_all_counted(learners: Learners) -> None:
    people = [f"web:{number}" for number in range(6)]
    for person in people:
        learners.enrol(person, "1", NOW)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda person: learners.record_attempt(person, "m1", ANSWER, 1.0), people))
    shift = sum(GAIN / (1 + SLOWING * number) for number in range(6))
    assert ItemDifficulties(learners.engine).all() == {"M01-L1-Q1": pytest.approx(shift)}


def test_it_comes_to_the_difficulty_that_the_question_has() -> None:
    """The rule alone, with people whose levels are known."""
    draw = Random(9)
    for true in (-2.0, 0.0, 1.5):
        shift = 0.0
        for number in range(400):
            level = draw.gauss(0, 1.2)
            right = draw.random() < chance(level, true, 3)
            shift += GAIN * (chance(level, shift, 3) - right) / (1 + SLOWING * number)
        assert shift == pytest.approx(true, abs=0.7)
