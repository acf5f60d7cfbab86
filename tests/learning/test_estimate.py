"""The estimate of what a person knows, from their answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.learning.curriculum import Question
from bot.learning.estimate import (
    GUESSED,
    SLIP,
    Estimate,
    chance,
    estimate,
    prior_difficulty,
    surprise,
)
from bot.learning.evidence import Evidence, evidence_of
from bot.learning.learner import Attempt
from bot.learning.library import load_library
from bot.settings import ROOT

CURRICULUM = load_library(ROOT / "knowledge").curriculum
START = datetime(2026, 11, 22, 8, tzinfo=timezone.utc)
FIRST, SECOND, OTHER = "M05-L1", "M05-L2", "M09-L1"


def answer(question: Question, minute: float = 0, correct: bool = True) -> Evidence:
    """An answer given so many minutes after the start, without having read the lesson."""
    at = START + timedelta(minutes=minute)
    return Evidence(question.id, question.lesson_id, correct, at)


def answers(lesson_id: str, flags: str, minute: float = 0, **details: bool) -> list[Evidence]:
    """Right (+) and wrong (-) answers to the lesson's first questions, a minute apart."""
    questions = CURRICULUM.lesson(lesson_id).questions
    return [
        replace(answer(question, minute + place, flag == "+"), **details)
        for place, (question, flag) in enumerate(zip(questions, flags, strict=False))
    ]


def known(evidence: list[Evidence], lesson_id: str = FIRST) -> float:
    return estimate(CURRICULUM, evidence, {}).known(lesson_id)


def test_a_newcomer_is_taken_to_know_less_than_half_and_nothing_is_sure() -> None:
    newcomer = estimate(CURRICULUM, [], {})
    for lesson in CURRICULUM.lessons:
        assert 0.2 < newcomer.known(lesson.id) < 0.5
        assert newcomer.uncertainty(lesson.id) > 0.2


def test_any_three_right_answers_after_reading_reach_80_percent_in_every_lesson() -> None:
    tried = 0
    for lesson in CURRICULUM.lessons:
        for three in {
            tuple(sorted(q.difficulty for q in c)): c for c in combinations(lesson.questions, 3)
        }.values():
            read = [replace(answer(q, n), studied=True) for n, q in enumerate(three)]
            assert known(read, lesson.id) >= 0.8, (lesson.id, three)
            tried += 1
    assert tried > 47


def test_even_after_a_placement_in_which_nothing_was_known() -> None:
    asked = [answers(lesson.id, "-", gave_up=True) for lesson in CURRICULUM.lessons[::5]]
    placed = [each for one in asked for each in one]
    assert known(placed) < 0.2
    assert known([*placed, *answers(FIRST, "+++", 30, studied=True)]) >= 0.8


def test_an_answer_says_more_the_nearer_the_lesson() -> None:
    right, wrong = answers(FIRST, "++"), answers(FIRST, "--")
    gaps = [known(right, each) - known(wrong, each) for each in (FIRST, SECOND, OTHER)]
    assert gaps[0] > gaps[1] > gaps[2] > 0.05


def test_answers_make_it_surer() -> None:
    before, after = (estimate(CURRICULUM, answers(FIRST, "+-+-"[:n]), {}) for n in (0, 4))
    assert after.uncertainty(FIRST) < before.uncertainty(FIRST)
    assert after.uncertainty(OTHER) < before.uncertainty(OTHER)


def test_what_counts_beside_right_and_wrong() -> None:
    """From best to worst: right, right with a hint; wrong with a hint, wrong, “I don't know”."""
    right, wrong = answers(FIRST, "+"), answers(FIRST, "-")
    order = [
        known(right),
        known(answers(FIRST, "+", hinted=True)),
        known(wrong),
        known(answers(FIRST, "-", gave_up=True)),
    ]
    assert order == sorted(order, reverse=True)
    assert order[1] - order[2] > 0.05
    assert known(answers(FIRST, "-", hinted=True)) < known([])


def test_the_same_question_again_at_once_counts_less_than_another_day() -> None:
    once = answers(FIRST, "-")
    question = CURRICULUM.lesson(FIRST).questions[0]
    at_once, next_day = (known([*once, answer(question, m)]) for m in (1, 60 * 25))
    assert known(once) < at_once < next_day


def test_what_was_long_ago_gives_way_sooner() -> None:
    once = answers(FIRST, "++++", studied=True)
    wrong = CURRICULUM.lesson(FIRST).questions[4]
    soon, late = (known([*once, answer(wrong, minute, False)]) for minute in (5, 60 * 24 * 40))
    assert late < soon


def test_reading_says_nothing_new_of_who_is_above_its_readers() -> None:
    sure = estimate(CURRICULUM, answers(FIRST, "++++++++") + answers(SECOND, "++++++"), {})
    knowing = replace(sure, mean=sure.mean + 2)
    assert knowing.read(FIRST) is knowing
    assert sure.read(FIRST).known(SECOND) == sure.known(SECOND)


def test_a_question_that_is_asked_no_more_does_not_count() -> None:
    gone = replace(answers(FIRST, "+")[0], question_id="M05-L1-Q99")
    assert known([gone]) == known([])


def test_a_harder_question_answered_rightly_says_more() -> None:
    lesson = CURRICULUM.lesson(FIRST)
    question = lesson.questions[0]
    easy, hard = ({question.id: shift} for shift in (-2.0, 2.0))
    right = [answer(question)]
    found = [estimate(CURRICULUM, right, shifts).known(OTHER) for shifts in (easy, {}, hard)]
    assert found == sorted(found)
    wrong = [answer(question, 0, False)]
    found = [estimate(CURRICULUM, wrong, shifts).known(OTHER) for shifts in (easy, {}, hard)]
    assert found == sorted(found)


def test_the_chance_of_a_right_answer_lies_between_guessing_and_slipping() -> None:
    assert chance(-20, 0, 3) == pytest.approx(GUESSED / 3)
    assert chance(20, 0, 3) == pytest.approx(0.95)
    assert chance(0, 0, 2) == pytest.approx((GUESSED / 2 + 0.95) / 2)
    grades = {q.difficulty: prior_difficulty(q) for q in CURRICULUM.lesson(FIRST).questions}
    assert grades[1] < grades[2] < grades[3]


def test_the_worth_of_a_question_is_what_its_answer_takes_from_all_variances() -> None:
    now = estimate(CURRICULUM, answers(FIRST, "+-"), {})
    for question in CURRICULUM.lesson(SECOND).questions[:3]:
        right = now.expected(question)
        gave_up = (1 - GUESSED) * (1 - (right - GUESSED / 3) / (1 - GUESSED / 3 - SLIP))
        after = sum(
            share * np.trace(now.answered(question, given).covariance)
            for share, given in (
                (right, answer(question)),
                (gave_up, replace(answer(question, 0, False), gave_up=True)),
                (1 - right - gave_up, answer(question, 0, False)),
            )
        )
        assert now.worth(question) == pytest.approx(np.trace(now.covariance) - after, rel=1e-6)


def test_a_lesson_that_was_asked_is_worth_less() -> None:
    newcomer = estimate(CURRICULUM, [], {})
    asked = estimate(CURRICULUM, answers(FIRST, "+-+"), {})
    question = CURRICULUM.lesson(FIRST).questions[5]
    other = CURRICULUM.lesson(OTHER).questions[0]
    assert asked.worth(question) / newcomer.worth(question) < 0.7
    assert asked.worth(question) < asked.worth(other)


def test_surprise() -> None:
    (right,), (wrong,) = answers(FIRST, "+"), answers(FIRST, "-")
    expected = estimate(CURRICULUM, [], {}).expected(CURRICULUM.question(right.question_id))
    assert surprise(CURRICULUM, [], right, {}) == pytest.approx(expected - 1)
    assert surprise(CURRICULUM, [], wrong, {}) == pytest.approx(expected)
    assert surprise(CURRICULUM, [], replace(right, hinted=True), {}) is None
    assert surprise(CURRICULUM, [right], replace(wrong, at=START + timedelta(days=9)), {}) is None
    assert surprise(CURRICULUM, [], replace(right, question_id="M05-L1-Q99"), {}) is None
    # Who has just read the lesson is expected to know more.
    told = surprise(CURRICULUM, [], replace(right, studied=True), {})
    assert told is not None
    assert told > expected - 1


def test_evidence_of_answers() -> None:
    quiz = Attempt("M05-L1-Q1", "M05-L1", "quiz", "Ý", True, True, None, START)
    placed = replace(quiz, kind="place", chosen=None, correct=False, hinted=False)
    assert evidence_of([quiz, placed]) == [
        Evidence("M05-L1-Q1", "M05-L1", True, START, hinted=True, studied=True),
        Evidence("M05-L1-Q1", "M05-L1", False, START, gave_up=True),
    ]


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_however_people_answer_the_estimate_stays_one(data: st.DataObject) -> None:
    questions = [question for lesson in CURRICULUM.lessons for question in lesson.questions]
    evidence = [
        replace(
            answer(data.draw(st.sampled_from(questions[:40])), data.draw(st.integers(0, 9999))),
            correct=data.draw(st.booleans()),
            hinted=data.draw(st.booleans()),
            studied=data.draw(st.booleans()),
        )
        for _ in range(data.draw(st.integers(0, 40)))
    ]
    found: Estimate = estimate(CURRICULUM, evidence, {})
    assert np.linalg.eigvalsh(found.covariance).min() > 0
    for lesson in CURRICULUM.lessons:
        assert 0 < found.known(lesson.id) < 1
        assert 0 < found.uncertainty(lesson.id) <= 0.5
