"""Which questions are drawn: evenly, others than before, and none of them for everybody."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from example_exam import RULE
from example_knowledge import CURRICULUM, module
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.curriculum import Curriculum
from bot.learning.exam_drawing import draw_exam, number_asked, seen_lately
from bot.learning.learner import Attempt
from bot.learning.library import load_library
from bot.settings import ROOT

ALL = [item.id for each in CURRICULUM.lessons for item in each.questions]
NOW = datetime(2026, 11, 22, 8, tzinfo=timezone.utc)


@given(
    st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=5), min_size=1, max_size=4),
    st.integers(1, 8),
    st.text(max_size=5),
    st.data(),
)
def test_drawn_evenly(sizes: list[list[int]], count: int, seed: str, data: st.DataObject) -> None:
    curriculum = Curriculum(
        tuple(module(f"M{number:02}", tuple(each)) for number, each in enumerate(sizes, start=1))
    )
    ids = [item.id for lesson in curriculum.lessons for item in lesson.questions]
    avoid = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    rule = replace(RULE, questions_per_module=count)
    exam = draw_exam(curriculum, rule, "e", seed, avoid)
    assert exam == draw_exam(curriculum, rule, "e", seed, avoid)
    assert len(set(exam.questions)) == len(exam.questions)
    for each in curriculum.modules:
        drawn = [id for id in exam.questions if id.startswith(each.id)]
        assert len(drawn) == min(count, sum(len(lesson.questions) for lesson in each.lessons))
        per_lesson = Counter(id.rpartition("-")[0] for id in drawn)
        most = max(per_lesson.values(), default=0)
        for lesson in each.lessons:
            got = per_lesson[lesson.id]
            # No lesson has two more than another that still had questions to give.
            assert got >= most - 1 or got == len(lesson.questions)
            # A question to avoid is drawn only where the lesson has no other left.
            drawn_here = {id for id in drawn if id.rpartition("-")[0] == lesson.id}
            others = {item.id for item in lesson.questions} - drawn_here
            assert not drawn_here & avoid or not others - avoid
    # Module by module, in the order of learning.
    order = [id.partition("-")[0] for id in exam.questions]
    assert order == sorted(order)


def test_difficulties_are_mixed() -> None:
    curriculum = Curriculum((module("M01", (9,)),))
    rule = replace(RULE, questions_per_module=6)
    for seed in "abcdef":
        exam = draw_exam(curriculum, rule, "e", seed)
        drawn = Counter(curriculum.question(id).difficulty for id in exam.questions)
        assert drawn == {1: 2, 2: 2, 3: 2}


def test_every_exam_is_another() -> None:
    exams = {draw_exam(CURRICULUM, RULE, f"e{number}", "s").questions for number in range(20)}
    assert len(exams) > 15
    second = draw_exam(CURRICULUM, RULE, "e2", "s", avoid=ALL)
    assert len(second.questions) == 12


def test_the_number_asked_is_what_there_is() -> None:
    curriculum = Curriculum((module("M01", (4, 4)), module("M02", (1, 2))))
    assert number_asked(curriculum, RULE) == 4 + 3
    assert len(draw_exam(curriculum, RULE, "e", "s").questions) == 7


def test_the_lot_is_among_those_shown_least() -> None:
    curriculum = Curriculum((module("M01", (9,)),))
    rule = replace(RULE, questions_per_module=1)
    least = {"M01-L1-Q2", "M01-L1-Q5", "M01-L1-Q9"}
    shown = {f"M01-L1-Q{number}": 9 for number in range(1, 10)} | dict.fromkeys(least, 3)
    drawn = Counter(
        draw_exam(curriculum, rule, f"e{n}", "s", (), shown).questions for n in range(90)
    )
    assert {id for (id,) in drawn} == least
    assert min(drawn.values()) > 15
    one = replace(rule, exposure=1)
    shown["M01-L1-Q5"] = 1
    assert {draw_exam(curriculum, one, f"e{n}", "s", (), shown).questions for n in range(9)} == {
        ("M01-L1-Q5",)
    }


def test_one_seen_lately_is_not_drawn_for_being_shown_least() -> None:
    curriculum = Curriculum((module("M01", (3,)),))
    rule = replace(RULE, questions_per_module=2, exposure=1)
    shown = {"M01-L1-Q2": 5, "M01-L1-Q3": 5}
    drawn = draw_exam(curriculum, rule, "e", "s", {"M01-L1-Q1"}, shown).questions
    assert set(drawn) == {"M01-L1-Q2", "M01-L1-Q3"}


def test_exposure_is_evened_out_over_the_shipped_bank() -> None:
    """A day's exams are drawn by the counts of the days before: thirty days, ten exams each."""
    library = load_library(ROOT / "knowledge")
    most = {exposure: _most_shown(library.curriculum, exposure) for exposure in (3, 99)}
    # 36 of 312 are 11.5 percent, where every question came equally often.
    assert most[3] < 0.2 < most[99]


def _most_shown(curriculum: Curriculum, exposure: int) -> float:
    """The share of exams in which the question shown most often is."""
    rule = replace(RULE, questions_per_module=3, exposure=exposure)
    shown: Counter[str] = Counter()
    for day in range(30):
        before = Counter(shown)
        for person in range(10):
            exam = draw_exam(curriculum, rule, f"{day}", f"p{person}", (), before)
            shown.update(exam.questions)
    return max(shown.values()) / 300


def answers(*given: tuple[str, str, str | None]) -> list[Attempt]:
    """Answers in this order: a question, the kind, and the exam it was asked in."""
    return [
        Attempt(id, id.rpartition("-")[0], kind, "a", True, False, exam, NOW + timedelta(seconds=n))
        for n, (id, kind, exam) in enumerate(given)
    ]


@pytest.mark.parametrize(
    ("quizzes", "exams", "seen"),
    [
        (1, 1, {"L1-Q2", "L1-Q3", "L2-Q1", "L1-Q4"}),
        (2, 1, {"L1-Q1", "L1-Q2", "L1-Q3", "L2-Q1", "L1-Q4"}),
        (0, 1, {"L1-Q4"}),
        (0, 2, {"L1-Q4", "L2-Q9"}),
        (0, 0, set()),
    ],
)
def test_seen_lately(quizzes: int, exams: int, seen: set[str]) -> None:
    given = answers(
        ("L1-Q1", "quiz", None),
        ("L2-Q9", "exam", "e1"),
        ("L2-Q1", "quiz", None),
        ("L1-Q2", "quiz", None),
        ("L1-Q4", "exam", "e2"),
        ("L1-Q3", "review", None),
        ("L1-Q2", "quiz", None),
    )
    rule = replace(RULE, avoided_quizzes=quizzes, avoided_exams=exams)
    assert seen_lately(given, rule, 2) == seen


def test_no_question_of_the_last_quizzes_where_the_bank_allows() -> None:
    """With the shipped bank it always does: three of each lesson and the last exam are left out."""
    library = load_library(ROOT / "knowledge")
    curriculum, rules = library.curriculum, library.framework
    quizzed = [(q.id, "quiz", None) for each in curriculum.lessons for q in each.questions[:3]]
    first = draw_exam(curriculum, rules.exam, "e1", "s")
    given = answers(*quizzed, *((id, "exam", "e1") for id in first.questions))
    seen = seen_lately(given, rules.exam, rules.quiz.questions_per_lesson)
    assert len(seen) == len({id for id, _, _ in quizzed} | set(first.questions))
    for number in range(50):
        exam = draw_exam(curriculum, rules.exam, f"e{number}", "s", seen)
        assert len(exam.questions) == number_asked(curriculum, rules.exam)
        assert seen.isdisjoint(exam.questions)
