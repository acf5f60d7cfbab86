"""Mastery and progress."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from example_knowledge import CURRICULUM, lesson
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.framework import ExamRule, Framework, MasteryRule, QuizRule
from bot.learning.mastery import Evidence, lesson_mastery, module_progress, overview

QUIZ = QuizRule(questions_per_lesson=3, times_asked_again=2)
FRAMEWORK = Framework(ExamRule(5, 80, 60, 2, ""), QUIZ, MasteryRule(80))
START = datetime(2026, 11, 22, 8, tzinfo=timezone.utc)
LESSON = lesson("M01-L1", 4)


def evidence(*answers: str, lesson_id: str = "M01-L1") -> list[Evidence]:
    """``"1+"`` is a correct answer to Q1, ``"2-"`` a wrong one to Q2, each an hour later."""
    return [
        Evidence(
            f"{lesson_id}-Q{each[0]}", lesson_id, each[1] == "+", START + timedelta(hours=hour)
        )
        for hour, each in enumerate(answers)
    ]


@pytest.mark.parametrize(
    ("answers", "percent"),
    [
        ([], 0),
        (["1+"], 33),
        (["1+", "2+"], 66),
        (["1+", "2+", "3+"], 100),
        (["1+", "2+", "3-"], 66),
        (["1+", "2+", "3-", "3+"], 100),
        (["1+", "2+", "3+", "3-"], 66),
        (["1+", "1+", "1+"], 33),
        (["1+", "2+", "3+", "4-"], 75),
        (["1+", "2+", "3+", "4+"], 100),
        (["1-", "2-"], 0),
        # A question that the lesson no longer has.
        (["1+", "9+"], 33),
    ],
)
def test_lesson_mastery(answers: list[str], percent: int) -> None:
    assert lesson_mastery(LESSON, evidence(*answers), QUIZ) == percent
    # The time decides, not the order in which answers are handed over.
    assert lesson_mastery(LESSON, reversed(evidence(*answers)), QUIZ) == percent


def test_a_lesson_with_fewer_questions_than_a_quiz() -> None:
    assert lesson_mastery(lesson("M01-L1", 1), evidence("1+"), QUIZ) == 100
    assert lesson_mastery(lesson("M01-L1", 0), [], QUIZ) == 0


@given(st.lists(st.tuples(st.integers(1, 4), st.booleans()).map(lambda p: f"{p[0]}{'-+'[p[1]]}")))
def test_a_correct_answer_never_lowers_mastery_below_its_share(answers: list[str]) -> None:
    before = lesson_mastery(LESSON, evidence(*answers), QUIZ)
    assert 0 <= before <= 100
    everything = [*answers, "1+", "2+", "3+", "4+"]
    assert lesson_mastery(LESSON, evidence(*everything), QUIZ) == 100
    assert lesson_mastery(LESSON, evidence(*everything, "4-"), QUIZ) == 75


def test_module_progress() -> None:
    answers = evidence("1+", "2+", "3+") + evidence("1+", lesson_id="M01-L2")
    progress = module_progress(CURRICULUM.module("M01"), answers, {"M01-L1"}, FRAMEWORK)
    assert [each.percent for each in progress.lessons] == [100, 33]
    assert [each.read for each in progress.lessons] == [True, False]
    assert [each.mastered for each in progress.lessons] == [True, False]
    assert (progress.read, progress.mastered, progress.percent) == (1, 1, 66)


def test_overview() -> None:
    read = {"M01-L1", "M01-L2", "M03-L2"}
    whole = overview(CURRICULUM, evidence("1+", "2+", "3+"), read, FRAMEWORK)
    assert [each.module.id for each in whole.modules] == ["M01", "M03", "M09"]
    assert len(whole.lessons) == 6
    assert (whole.read, whole.mastered) == (3, 1)
    assert whole.next_lesson == CURRICULUM.lesson("M03-L1")
    everything = {each.id for each in CURRICULUM.lessons}
    assert overview(CURRICULUM, [], everything, FRAMEWORK).next_lesson is None
