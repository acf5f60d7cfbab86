"""Quizzes: what is asked, what comes back, and that nothing is lost on the way through JSON."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from example_knowledge import CURRICULUM, lesson, question
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.curriculum import Curriculum, Lesson, Module
from bot.learning.framework import QuizRule
from bot.learning.quiz import (
    Quiz,
    QuizResult,
    answer,
    current,
    hint,
    result,
    shown_options,
    start_quiz,
    without_missing,
)

LESSON = CURRICULUM.lesson("M01-L1")
RULE = QuizRule(questions_per_lesson=3, times_asked_again=2)
SEEDS = st.text(max_size=8)


def right(quiz: Quiz) -> int:
    """The index of the correct option of the current question, as shown."""
    id = current(quiz)
    assert id is not None
    shown = shown_options(CURRICULUM.question(id), quiz.seed)
    return next(place for place, option in enumerate(shown) if option.correct)


def wrong(quiz: Quiz) -> int:
    return (right(quiz) + 1) % 3


def test_all_right() -> None:
    quiz = start_quiz(LESSON, RULE, "s")
    asked = list(quiz.waiting)
    while (id := current(quiz)) is not None:
        quiz, marked = answer(quiz, CURRICULUM, right(quiz))
        assert marked.question.id == id
        assert marked.correct
        assert marked.chosen == marked.key
        assert not marked.comes_back
    assert result(quiz) == QuizResult(right=3, asked=3)
    assert [mark.question_id for mark in quiz.marks] == asked


def test_a_wrong_answer_comes_back_after_the_others() -> None:
    quiz = start_quiz(LESSON, RULE, "s")
    first, second, third = quiz.waiting
    quiz, marked = answer(quiz, CURRICULUM, wrong(quiz))
    assert not marked.correct
    assert marked.comes_back
    assert marked.chosen is not None
    assert marked.chosen != marked.key
    assert quiz.waiting == (second, third, first)
    for _ in range(3):
        quiz, marked = answer(quiz, CURRICULUM, right(quiz))
    assert current(quiz) is None
    assert result(quiz) == QuizResult(right=2, asked=3)


def test_i_dont_know_is_no_answer_and_comes_back() -> None:
    quiz, marked = answer(start_quiz(LESSON, RULE, "s"), CURRICULUM, None)
    assert marked.chosen is None
    assert not marked.correct
    assert marked.comes_back
    assert marked.key.correct
    assert result(quiz) == QuizResult(right=0, asked=1)


def test_hint_is_for_one_question_once_given() -> None:
    quiz = start_quiz(LESSON, RULE, "s")
    hinted, words = hint(quiz, CURRICULUM)
    assert words == f"Gợi ý {current(quiz)}"
    assert hinted == replace(quiz, hinted=True)
    after, _ = answer(hinted, CURRICULUM, right(hinted))
    assert not after.hinted


def test_questions_not_known_yet_come_first() -> None:
    known = {"M01-L1-Q1", "M01-L1-Q2", "M01-L1-Q4"}
    for seed in "abcdefgh":
        quiz = start_quiz(LESSON, RULE, seed, correct_before=known)
        assert quiz.waiting[0] == "M01-L1-Q3"
        assert len(set(quiz.waiting)) == 3


def test_different_people_see_different_orders() -> None:
    orders = {start_quiz(LESSON, RULE, str(seed)).waiting for seed in range(40)}
    assert len(orders) > 5
    item = LESSON.questions[0]
    firsts = Counter(shown_options(item, str(seed))[0].text for seed in range(300))
    assert len(firsts) == 3
    assert min(firsts.values()) > 60


def test_the_order_is_fixed_for_all_time() -> None:
    """A change here would shuffle the options under people who are in the middle of a quiz."""
    assert start_quiz(LESSON, RULE, "person").waiting == ("M01-L1-Q2", "M01-L1-Q3", "M01-L1-Q1")
    shown = shown_options(question("M01-L1-Q1", options=4), "person")
    assert [option.text[-1] for option in shown] == ["A", "C", "D", "B"]


@pytest.mark.parametrize("chosen", [-1, 3, 99])
def test_no_such_option(chosen: int) -> None:
    with pytest.raises(IndexError):
        answer(start_quiz(LESSON, RULE, "s"), CURRICULUM, chosen)


def test_nothing_to_answer() -> None:
    over = Quiz("M01-L1", "s", 2, ())
    assert current(over) is None
    assert result(over) == QuizResult(0, 0)
    with pytest.raises(IndexError):
        answer(over, CURRICULUM, 0)
    with pytest.raises(IndexError):
        hint(over, CURRICULUM)
    with pytest.raises(ValueError, match="M01-L9"):
        start_quiz(lesson("M01-L9", 0), RULE, "s")


def test_a_question_taken_out_meanwhile() -> None:
    quiz, _ = hint(start_quiz(LESSON, RULE, "s"), CURRICULUM)
    first, second, third = quiz.waiting

    def without(id: str) -> Curriculum:
        kept = tuple(item for item in LESSON.questions if item.id != id)
        shorter = replace(LESSON, questions=kept)
        return Curriculum((Module("M01", "", (), (shorter,), (), (), ()),))

    assert without_missing(quiz, CURRICULUM) == quiz
    assert without_missing(quiz, without(second)).waiting == (first, third)
    assert without_missing(quiz, without(second)).hinted
    assert without_missing(quiz, without(first)).waiting == (second, third)
    assert not without_missing(quiz, without(first)).hinted


@given(
    st.sampled_from(CURRICULUM.lessons),
    st.builds(QuizRule, st.integers(1, 6), st.integers(0, 3)),
    SEEDS,
    st.lists(st.sampled_from(["right", "wrong", "unknown", "hint"]), max_size=60),
)
def test_no_question_is_lost(taken: Lesson, rule: QuizRule, seed: str, answers: list[str]) -> None:
    quiz = start_quiz(taken, rule, seed)
    assert quiz == start_quiz(taken, rule, seed)
    asked = set(quiz.waiting)
    assert len(asked) == min(rule.questions_per_lesson, len(taken.questions))
    times: Counter[str] = Counter()
    known: set[str] = set()
    for kind in answers:
        id = current(quiz)
        if id is None:
            break
        quiz = Quiz.from_dict(json.loads(json.dumps(quiz.to_dict())))
        if kind == "hint":
            quiz, _ = hint(quiz, CURRICULUM)
            continue
        chosen = {"right": right(quiz), "unknown": None}.get(kind)
        if kind == "wrong":
            chosen = (right(quiz) + 1) % len(CURRICULUM.question(id).options)
        quiz, marked = answer(quiz, CURRICULUM, chosen)
        times[id] += 1
        known |= {id} if marked.correct else set()
        # What was not known comes back, at the end and as often as the rule says.
        assert marked.correct == (kind == "right")
        assert marked.comes_back == (kind != "right" and times[id] <= rule.times_asked_again)
        assert quiz.waiting[-1:] == (id,) or not marked.comes_back
        spent = {each for each in asked if times[each] > rule.times_asked_again}
        assert set(quiz.waiting) == asked - known - spent
        assert len(set(quiz.waiting)) == len(quiz.waiting)
    assert {mark.question_id: mark.times_asked for mark in quiz.marks} == dict(times)
    assert Quiz.from_dict(json.loads(json.dumps(quiz.to_dict()))) == quiz


@given(SEEDS, st.integers(2, 4))
def test_shown_options_are_all_options(seed: str, count: int) -> None:
    item = question("M01-L1-Q1", options=count)
    shown = shown_options(item, seed)
    assert sorted(shown, key=lambda option: option.text) == list(item.options)
    assert shown == shown_options(item, seed)
    # Mending a typo leaves the order as it is.
    mended = tuple(replace(option, text=option.text + "!") for option in item.options)
    again = shown_options(replace(item, options=mended), seed)
    assert [option.text for option in again] == [option.text + "!" for option in shown]
