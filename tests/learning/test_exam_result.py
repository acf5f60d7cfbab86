"""What comes of an exam: marked without rounding anybody up, and where to go back to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from example_exam import RULE, choice, sit
from example_knowledge import CURRICULUM, lesson, module, question

from bot.learning.curriculum import Curriculum, Outcome
from bot.learning.exam import Exam, answer_exam, current, without_missing
from bot.learning.exam_drawing import draw_exam
from bot.learning.exam_result import Score, result


def test_all_right_passes() -> None:
    exam = sit([True] * 12)
    assert current(exam) is None
    outcome = result(exam, CURRICULUM, RULE)
    assert outcome.passed
    assert (outcome.correct, outcome.asked) == (12, 12)
    assert outcome.per_module == {id: Score(4, 4) for id in ("M01", "M03", "M09")}
    assert outcome.missed == ()
    assert outcome.weak_modules == ()


def test_a_weak_module_fails_a_good_total() -> None:
    # 10 of 12 are 83 percent, but M09 has only 2 of 4.
    exam = sit([True] * 8 + [True, True, False, False])
    outcome = result(exam, CURRICULUM, RULE)
    assert (outcome.correct, outcome.per_module["M09"]) == (10, Score(2, 4))
    assert not outcome.passed
    assert outcome.weak_modules == ("M09",)
    assert result(exam, CURRICULUM, replace(RULE, module_minimum_percent=50)).passed


def test_each_outcome_missed_names_its_lesson_in_learning_order() -> None:
    curriculum = taught({"M01-O1": ("M01-L1", "M01-L2"), "M01-O2": ("M01-L3",)})
    wrong = {"M01-L2", "M01-L3"}
    exam = draw_exam(curriculum, replace(RULE, questions_per_module=6), "e1", "s")
    asked = [curriculum.question(id).lesson_id for id in exam.questions]
    assert set(asked) == {"M01-L1", "M01-L2", "M01-L3"}
    for each in asked:
        exam, _ = answer_exam(
            exam, curriculum, None if each in wrong else choice(exam, True, curriculum)
        )
    first, second = result(exam, curriculum, RULE).missed
    assert (first.outcome.id, first.score) == ("M01-O1", Score(2, 4))
    assert (second.outcome.id, second.score) == ("M01-O2", Score(0, 2))
    assert [each.lesson and each.lesson.id for each in (first, second)] == ["M01-L2", "M01-L3"]


def test_an_outcome_not_asked_is_not_spoken_of() -> None:
    curriculum = taught({"M01-O1": ("M01-L1",), "M01-O2": ()})
    outcomes = result(draw_exam(curriculum, RULE, "e1", "s"), curriculum, RULE).outcomes
    assert [each.outcome.id for each in outcomes] == ["M01-O1"]


def taught(outcomes: dict[str, tuple[str, ...]]) -> Curriculum:
    """A module of lessons of three questions each, by the outcome they are for."""
    lessons = tuple(
        replace(
            (made := lesson(id, 3)),
            outcome_id=outcome,
            questions=tuple(replace(each, outcome_id=outcome) for each in made.questions),
        )
        for outcome, ids in outcomes.items()
        for id in ids
    )
    known = tuple(Outcome(id, f"Biết {id}") for id in outcomes)
    return Curriculum((replace(module("M01", ()), outcomes=known, lessons=lessons),))


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
