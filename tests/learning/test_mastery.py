"""Mastery and progress."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from example_knowledge import CURRICULUM, lesson
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.curriculum import Curriculum, Module
from bot.learning.evidence import Evidence
from bot.learning.framework import MasteryRule, QuizRule, load_framework
from bot.learning.mastery import LessonProgress, overview
from bot.settings import ROOT

FRAMEWORK = replace(
    load_framework(ROOT / "knowledge" / "framework.yml"),
    quiz=QuizRule(questions_per_lesson=3, times_asked_again=2),
    mastery=MasteryRule(80),
)
START = datetime(2026, 11, 22, 8, tzinfo=timezone.utc)


def evidence(*answers: str, lesson_id: str = "M01-L1", hinted: bool = False) -> list[Evidence]:
    """``"1+"`` is a right answer to Q1 in a quiz, ``"2-"`` a wrong one to Q2, a minute later."""
    return [
        Evidence(
            f"{lesson_id}-Q{each[0]}",
            lesson_id,
            each[1] == "+",
            START + timedelta(minutes=minute),
            hinted=hinted,
            studied=True,
        )
        for minute, each in enumerate(answers)
    ]


def progress(answers: list[Evidence], questions: int = 6) -> LessonProgress:
    """The progress in a lesson of so many questions that stands alone."""
    alone = Module("M01", "", (), (lesson("M01-L1", questions),), (), (), ())
    (found,) = overview(Curriculum((alone,)), answers, set(), FRAMEWORK).lessons
    return found


def test_a_quiz_of_three_right_answers_is_mastery() -> None:
    done = progress(evidence("1+", "2+", "3+"))
    assert done.mastered
    assert 80 <= done.percent <= 100


def test_what_is_not_mastery() -> None:
    for answers in (
        [],
        evidence("1+"),
        evidence("1+", "1+", "1+"),
        evidence("1+", "2+"),
        evidence("1+", "2+", "3-"),
        evidence("1+", "2+", "3-", "3+"),
        evidence("1-", "2-", "3-", "1+", "2+", "3+"),
        evidence("1+", "2+", "3+", hinted=True),
        # A question that the lesson no longer has.
        evidence("1+", "2+", "9+"),
    ):
        assert not progress(answers).mastered, answers


def test_the_time_decides_and_not_the_order_in_which_answers_are_handed_over() -> None:
    answers = evidence("1+", "2-", "2+", "3+")
    assert progress(answers[::-1]) == progress(answers)


def test_a_second_quiz_makes_good_a_first_that_went_wrong() -> None:
    wrong = evidence("1-", "2-", "3-", "1+", "2+", "3+")
    again = [replace(e, at=e.at + timedelta(hours=2)) for e in evidence("4+", "5+", "6+")]
    assert not progress(wrong + again[:1]).mastered
    assert progress(wrong + again).mastered


def test_what_is_wrong_later_is_no_longer_mastered() -> None:
    known = evidence("1+", "2+", "3+")
    wrong = [replace(each, at=START + timedelta(days=3)) for each in evidence("1-", "2-")]
    assert not progress([*known, *wrong]).mastered


def test_a_lesson_with_fewer_questions_than_a_quiz() -> None:
    assert progress(evidence("1+", "2+"), questions=2).answered == 2
    nothing = progress([], questions=0)
    assert (nothing.percent, nothing.mastered) == (0, False)


def test_nothing_is_shown_of_a_lesson_of_which_nothing_was_asked() -> None:
    report = overview(CURRICULUM, evidence("1+", "2+"), set(), FRAMEWORK)
    other = next(each for each in report.lessons if each.lesson.id == "M01-L2")
    assert other.percent == 0
    assert other.known > 0


@given(st.lists(st.tuples(st.integers(1, 6), st.booleans()).map(lambda p: f"{p[0]}{'-+'[p[1]]}")))
def test_right_answers_raise_it_and_wrong_ones_lower_it(answers: list[str]) -> None:
    before = progress(evidence(*answers, "1+"))
    assert 0 <= before.percent <= 100
    assert progress(evidence(*answers, "1+", "2+")).known >= before.known
    assert progress(evidence(*answers, "1+", "2-")).known <= before.known


def test_overview() -> None:
    read = {"M01-L1", "M01-L2", "M03-L2"}
    answers = evidence("1+", "2+", "3+", "4+") + evidence("1+", lesson_id="M01-L2")
    whole = overview(CURRICULUM, answers, read, FRAMEWORK)
    assert [each.module.id for each in whole.modules] == ["M01", "M03", "M09"]
    assert len(whole.lessons) == 6
    first = whole.modules[0]
    assert [each.read for each in first.lessons[:2]] == [True, True]
    assert [each.mastered for each in first.lessons[:2]] == [True, False]
    assert (first.read, first.mastered, first.answered) == (2, 1, 5)
    assert first.percent == sum(each.percent for each in first.lessons) // len(first.lessons)
    assert (whole.read, whole.mastered) == (3, 1)
    assert whole.next_lesson == CURRICULUM.lesson("M03-L1")
    everything = {each.id for each in CURRICULUM.lessons}
    assert overview(CURRICULUM, [], everything, FRAMEWORK).next_lesson is None
