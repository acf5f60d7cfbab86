"""When outcomes are due again, replayed from the answers alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from example_knowledge import question
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.learning.curriculum import Curriculum, Lesson, Module, Question
from bot.learning.framework import ReviewRule
from bot.learning.learner import Attempt
from bot.learning.reviews import due, memories, review_of

RULE = ReviewRule(90, 2, 1, 4, "")
EVENING = datetime(2026, 11, 2, 13, 0, tzinfo=timezone.utc)
"""20:00 in Vietnam."""


def _question(id: str, outcome: str) -> Question:
    given = question(id)
    return Question(**{**vars(given), "outcome_id": outcome, "lesson_id": id[:6]})


def _lesson(id: str, outcome: str, questions: tuple[Question, ...]) -> Lesson:
    return Lesson(id, "M01", id, outcome, (), questions, (), date(2026, 11, 1))


LESSONS = tuple(
    _lesson(
        f"M01-L{n}",
        f"M01-O{n}",
        tuple(_question(f"M01-L{n}-Q{q}", f"M01-O{n}") for q in (1, 2)),
    )
    for n in (1, 2, 3)
)
CURRICULUM = Curriculum((Module("M01", "Máy", (), LESSONS, (), (), ()),))


def said(
    lesson: int,
    days: float,
    correct: bool = True,
    hinted: bool = False,
    kind: str = "quiz",
    q: int = 1,
) -> Attempt:
    """An answer so many days after EVENING."""
    at = EVENING + timedelta(days=days)
    id = f"M01-L{lesson}"
    return Attempt(f"{id}-Q{q}", id, kind, "b", correct, hinted, None, at)


def due_after(attempts: list[Attempt]) -> int:
    """In how many days from EVENING the one outcome is due."""
    [memory] = memories(CURRICULUM, attempts, RULE, EVENING)
    return (memory.due_on - date(2026, 11, 2)).days


def test_the_better_it_was_known_the_later_it_is_due() -> None:
    wrong = due_after([said(1, 0, correct=False)])
    hinted = due_after([said(1, 0, hinted=True)])
    right = due_after([said(1, 0)])
    assert 1 <= wrong <= hinted < right
    assert due_after([said(1, 0), said(1, right)]) - right > right


def test_a_lapse_shortens_the_way_again() -> None:
    kept = [said(1, 0), said(1, 2), said(1, 13)]
    lapsed = [*kept[:2], said(1, 13, correct=False)]
    assert due_after(lapsed) < due_after(kept)


def test_a_day_counts_once_by_its_worst_answer() -> None:
    wrong_then_right = [said(1, 0, correct=False), said(1, 0.01), said(1, 0.02, q=2)]
    assert due_after(wrong_then_right) == due_after([said(1, 0, correct=False)])
    assert due_after([said(1, 0), said(1, 0.01, q=2)]) == due_after([said(1, 0)])


def test_what_is_due_is_due_all_day_in_vietnam() -> None:
    attempts = [said(1, 0)]
    days = due_after(attempts)
    midnight = EVENING + timedelta(days=days - 1, hours=4)
    assert due(CURRICULUM, attempts, RULE, midnight - timedelta(seconds=1)) == []
    assert due(CURRICULUM, attempts, RULE, midnight) == ["M01-O1"]


def test_what_was_never_learnt_is_not_forgotten() -> None:
    later = EVENING + timedelta(days=30)
    unknown = [said(1, 0, correct=False, kind="place"), said(2, 0, correct=False, kind="exam")]
    assert due(CURRICULUM, unknown, RULE, later) == []
    known = [said(1, 0, kind="place"), said(2, 0, correct=False, kind="quiz")]
    assert set(due(CURRICULUM, known, RULE, later)) == {"M01-O1", "M01-O2"}
    lapsed = [said(1, 0), said(1, 20, correct=False, kind="exam")]
    assert due(CURRICULUM, lapsed, RULE, EVENING + timedelta(days=21)) == ["M01-O1"]


def test_the_most_forgotten_first_and_no_more_than_a_few() -> None:
    attempts = [said(1, 5), said(2, 0), said(3, 0, correct=False)]
    later = EVENING + timedelta(days=40)
    assert due(CURRICULUM, attempts, RULE, later) == ["M01-O3", "M01-O2", "M01-O1"]
    review = review_of(CURRICULUM, attempts, (), RULE, later, "s")
    assert review is not None
    assert [id[:6] for id in review.waiting] == ["M01-L3", "M01-L2"]
    assert review.lesson_id is None


def test_the_question_not_asked_for_the_longest_time() -> None:
    later = EVENING + timedelta(days=40)
    one = review_of(CURRICULUM, [said(1, 0)], (), RULE, later, "s")
    assert one is not None
    assert one.waiting == ("M01-L1-Q2",)
    two = review_of(CURRICULUM, [said(1, 0), said(1, 1, q=2)], (), RULE, later, "s")
    assert two is not None
    assert two.waiting == ("M01-L1-Q1",)


def test_a_question_that_is_gone_and_nothing_due() -> None:
    gone = [Attempt("M09-L1-Q1", "M09-L1", "quiz", None, False, False, None, EVENING)]
    assert review_of(CURRICULUM, gone, (), RULE, EVENING + timedelta(days=9), "s") is None
    assert review_of(CURRICULUM, [said(1, 0)], (), RULE, EVENING, "s") is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 90), st.booleans(), st.booleans()), max_size=12))
def test_the_same_answers_give_the_same_days_in_any_order(
    answers: list[tuple[int, bool, bool]],
) -> None:
    attempts = [said(1, days, correct, hinted) for days, correct, hinted in answers]
    now = EVENING + timedelta(days=91)
    found = memories(CURRICULUM, attempts, RULE, now)
    assert found == memories(CURRICULUM, attempts[::-1], RULE, now)
    last = max((days for days, _, _ in answers), default=0)
    assert all(each.due_on > date(2026, 11, 2) + timedelta(days=last) for each in found)
    assert all(0 < each.recall <= 1 for each in found)
