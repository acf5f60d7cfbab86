"""The exam: evenly drawn, resumable, and marked without rounding anybody up."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from example_knowledge import CURRICULUM, module, question
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.curriculum import Curriculum
from bot.learning.exam import (
    Exam,
    Score,
    answer_exam,
    current,
    draw_exam,
    result,
    without_missing,
)
from bot.learning.framework import ExamRule
from bot.learning.quiz import shown_options

RULE = ExamRule(
    questions_per_module=4,
    pass_percent=80,
    module_minimum_percent=60,
    attempts_per_day=2,
    source="",
)
ALL = [item.id for each in CURRICULUM.lessons for item in each.questions]


def choice(exam: Exam, correct: bool, curriculum: Curriculum = CURRICULUM) -> int:
    """The index of a correct or a wrong option of the current question."""
    id = current(exam)
    assert id is not None
    shown = shown_options(curriculum.question(id), exam.seed)
    return next(place for place, option in enumerate(shown) if option.correct == correct)


def sit(correct: list[bool], curriculum: Curriculum = CURRICULUM, rule: ExamRule = RULE) -> Exam:
    """An exam whose questions are answered so, in order."""
    exam = draw_exam(curriculum, rule, "e1", "s")
    for each in correct:
        exam, marked = answer_exam(exam, curriculum, choice(exam, each, curriculum))
        assert marked.correct == each
        assert not marked.comes_back
    return exam


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


def test_all_right_passes() -> None:
    exam = sit([True] * 12)
    assert current(exam) is None
    outcome = result(exam, CURRICULUM, RULE)
    assert outcome.passed
    assert (outcome.correct, outcome.asked) == (12, 12)
    assert outcome.per_module == {id: Score(4, 4) for id in ("M01", "M03", "M09")}
    assert outcome.lessons_to_review == ()


def test_a_weak_module_fails_a_good_total() -> None:
    # 10 of 12 are 83 percent, but M09 has only 2 of 4.
    exam = sit([True] * 8 + [True, True, False, False])
    outcome = result(exam, CURRICULUM, RULE)
    assert (outcome.correct, outcome.per_module["M09"]) == (10, Score(2, 4))
    assert not outcome.passed
    assert outcome.lessons_to_review == ("M09-L1",)
    assert result(exam, CURRICULUM, replace(RULE, module_minimum_percent=50)).passed


def test_lessons_to_review_are_those_missed_in_learning_order() -> None:
    exam = draw_exam(CURRICULUM, RULE, "e1", "s")
    missed = set()
    for place in range(12):
        id = current(exam)
        assert id is not None
        if place % 5 == 0:
            missed.add(CURRICULUM.question(id).lesson_id)
        exam, _ = answer_exam(exam, CURRICULUM, None if place % 5 == 0 else choice(exam, True))
    review = result(exam, CURRICULUM, RULE).lessons_to_review
    assert list(review) == [lesson.id for lesson in CURRICULUM.lessons if lesson.id in missed]


@pytest.mark.parametrize(
    ("correct", "asked", "percent", "reached"),
    [
        (4, 5, 80, True),
        (12, 15, 80, True),
        (11, 14, 79, False),
        (2, 3, 67, False),
        (2, 3, 66, True),
        (29, 50, 58, True),
        (0, 1, 0, True),
        (0, 0, 0, False),
    ],
)
def test_percentages_are_exact(correct: int, asked: int, percent: int, reached: bool) -> None:
    assert Score(correct, asked).reaches(percent) == reached


def test_percent_is_rounded_down() -> None:
    assert [Score(*pair).percent for pair in [(2, 3), (4, 5), (0, 0), (3, 3)]] == [66, 80, 0, 100]


def test_unanswered_counts_as_wrong() -> None:
    outcome = result(sit([True] * 3), CURRICULUM, RULE)
    assert (outcome.correct, outcome.asked, outcome.passed) == (3, 12, False)


def test_no_such_option_and_over() -> None:
    exam = draw_exam(CURRICULUM, RULE, "e1", "s")
    for chosen in (-1, 3):
        with pytest.raises(IndexError):
            answer_exam(exam, CURRICULUM, chosen)
    with pytest.raises(IndexError):
        answer_exam(sit([True] * 12), CURRICULUM, 0)


def test_knowledge_edited_during_an_exam() -> None:
    exam = sit([True] * 12)
    gone = Curriculum(CURRICULUM.modules[:2])
    assert without_missing(exam, gone).questions == exam.questions[:8]
    outcome = result(exam, gone, RULE)
    assert (outcome.correct, outcome.asked, set(outcome.per_module)) == (8, 8, {"M01", "M03"})
    half = without_missing(sit([True] * 9), gone)
    assert current(half) is None
    assert len(half.answers) == 8
    assert not result(exam, Curriculum(()), RULE).passed


def test_an_option_taken_out_after_it_was_chosen() -> None:
    exam = Exam("e1", "s", ("M01-L1-Q1",), (2,))
    lesson = replace(CURRICULUM.lessons[0], questions=(question("M01-L1-Q1", options=2),))
    shorter = Curriculum((replace(CURRICULUM.modules[0], lessons=(lesson,)),))
    assert result(exam, shorter, RULE).correct == 0


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
