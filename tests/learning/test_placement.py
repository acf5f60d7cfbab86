"""The check before learning: which questions, when it ends, what comes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

from bot.learning.estimate import estimate
from bot.learning.evidence import Evidence
from bot.learning.framework import PlacementRule
from bot.learning.library import load_library
from bot.learning.placement import (
    Placement,
    PlacementResult,
    begin_placement,
    next_placement,
    placement_result,
)
from bot.settings import ROOT

LIBRARY = load_library(ROOT / "knowledge")
CURRICULUM = LIBRARY.curriculum
RULE = LIBRARY.framework.placement
AT = datetime(2026, 11, 22, tzinfo=timezone.utc)


def play(right: bool, rule: PlacementRule = RULE, seed: str = "a") -> tuple[Placement, list[int]]:
    """A placement whose answers are all right, or all “I don't know”; the grades asked."""
    evidence: list[Evidence] = []
    grades = []
    placement = begin_placement(estimate(CURRICULUM, evidence, {}), rule, seed)
    while placement.question_id:
        question = CURRICULUM.question(placement.question_id)
        grades.append(question.difficulty)
        evidence.append(Evidence(question.id, question.lesson_id, right, AT, gave_up=not right))
        now = estimate(CURRICULUM, evidence, {})
        placement = next_placement(placement.answered_with(right), now, rule)
    return placement, grades


def test_harder_after_right_answers_and_easier_after_wrong_ones() -> None:
    _, up = play(True)
    _, down = play(False)
    assert max(up[:2]) < 3
    assert up[-2:] == [3, 3]
    assert set(down) == {1}


def test_no_question_and_hardly_a_module_is_asked_twice() -> None:
    for seed in "ab":
        placement, _ = play(False, replace(RULE, least_questions=10), seed)
        assert len(placement.asked) == len(set(placement.asked)) == RULE.most_questions
        assert len({id.partition("-")[0] for id in placement.asked}) >= 8


def test_it_ends_when_sure_but_not_before_the_least_and_not_after_the_most() -> None:
    never = replace(RULE, doubt_percent=0)
    assert len(play(True, never)[0].asked) == RULE.most_questions
    at_once = replace(RULE, doubt_percent=100)
    assert len(play(True, at_once)[0].asked) == RULE.least_questions
    assert RULE.least_questions <= len(play(False)[0].asked) <= RULE.most_questions


def test_the_same_seed_asks_the_same_and_others_differ() -> None:
    assert play(True) == play(True)
    assert len({play(True, seed=seed)[0].asked for seed in "abcd"}) > 2


def test_what_was_answered_before_is_avoided_while_there_is_anything_else() -> None:
    newcomer = estimate(CURRICULUM, [], {})
    ids = [question.id for lesson in CURRICULUM.lessons for question in lesson.questions]
    for seed in "abc":
        assert begin_placement(newcomer, RULE, seed, ids[1:]).asked == (ids[0],)
    assert begin_placement(newcomer, RULE, "a", ids).question_id in ids


def test_json_and_counts() -> None:
    placement, _ = play(True)
    assert Placement.from_dict(placement.to_dict()) == placement
    assert (placement.right, placement.answered) == (len(placement.asked), len(placement.asked))
    begun = begin_placement(estimate(CURRICULUM, [], {}), RULE, "a")
    assert (begun.answered, begun.right) == (0, 0)


def test_result() -> None:
    newcomer = estimate(CURRICULUM, [], {})
    placement = Placement("a", ("M01-L1-Q1",), over=True)
    nothing = placement_result(placement, newcomer, RULE, CURRICULUM.lessons)
    assert nothing == PlacementResult(0, 1, CURRICULUM.lessons[0], ())
    asked = [
        Evidence(question.id, lesson.id, True, AT)
        for lesson in CURRICULUM.module("M09").lessons
        for question in lesson.questions
    ]
    known = estimate(CURRICULUM, asked, {})
    found = placement_result(placement, known, RULE, CURRICULUM.module("M09").lessons)
    assert CURRICULUM.module("M09") in found.known
    assert found.begin is None
