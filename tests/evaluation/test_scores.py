"""Figures of understood intents, against ones worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import TEN, answer

from bot.evaluation.scores import (
    Marks,
    Share,
    accuracy,
    accuracy_by,
    confusions,
    intent_marks,
    likeliest_accuracy,
    milliseconds,
    out_of_scope_recall,
    recall,
    refused_in_scope,
)
from bot.evaluation.sentences import KINDS


def test_accuracy_of_all_and_by_kind() -> None:
    assert accuracy(TEN) == Share(5, 10)
    by_kind = accuracy_by(TEN, lambda answer: answer.sentence.kind, KINDS)
    assert by_kind == {"standard": Share(4, 6), "nodia": Share(1, 2), "voice": Share(0, 2)}
    assert list(by_kind) == ["standard", "nodia", "voice"]


def test_groups_without_a_place_follow_by_name() -> None:
    groups = accuracy_by(TEN, lambda answer: answer.sentence.intent, ["thank"])
    assert list(groups) == ["thank", "greet", "out_of_scope", "scam_victim"]


def test_the_likeliest_intent_counts_although_it_was_not_sure_enough() -> None:
    assert likeliest_accuracy(TEN) == Share(6, 10)


def test_precision_recall_and_f1_of_each_intent() -> None:
    marks = intent_marks(TEN)
    assert marks["greet"] == Marks(2, 3, 2)
    assert marks["thank"] == Marks(1, 2, 3)
    assert marks["check_scam"] == Marks(0, 0, 1)
    assert marks["nlu_fallback"] == Marks(0, 0, 2)
    assert marks["greet"].precision == 1
    assert marks["greet"].recall == pytest.approx(2 / 3)
    assert marks["greet"].f1 == pytest.approx(0.8)
    assert marks["thank"].precision == pytest.approx(1 / 3)
    assert marks["thank"].f1 == pytest.approx(0.4)
    assert marks["check_scam"].precision == 0
    assert marks["check_scam"].recall is None
    assert Marks(0, 0, 0).f1 is None


def test_what_is_confused_with_what() -> None:
    assert confusions(TEN) == {
        ("greet", "thank"): 1,
        ("thank", "nlu_fallback"): 1,
        ("scam_victim", "check_scam"): 1,
        ("out_of_scope", "nlu_fallback"): 1,
        ("out_of_scope", "thank"): 1,
    }


def test_refusals_inside_and_outside_of_what_the_bot_is_for() -> None:
    assert refused_in_scope(TEN) == Share(1, 7)
    assert out_of_scope_recall(TEN) == Share(2, 3)
    assert recall(TEN, "scam_victim") == Share(1, 2)
    assert recall(TEN, "goodbye").value is None


def test_the_interval_of_a_share() -> None:
    """8 of 10: the example of many textbooks, 0.490 to 0.943."""
    low, high = Share(8, 10).interval or (0, 0)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert Share(0, 0).interval is None


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_between_0_and_1(counts: tuple[int, int]) -> None:
    share = Share(*counts)
    low, high = share.interval or (1.0, 0.0)
    assert 0 <= low <= (share.value or 0.0) + 1e-12
    assert (share.value or 0.0) - 1e-12 <= high <= 1


def test_milliseconds_lie_between_neighbours() -> None:
    times = [answer("greet", ("greet", 1.0), milliseconds=float(n)) for n in range(1, 102)]
    assert milliseconds(times, 50) == 51
    assert milliseconds(times, 95) == 96
    assert milliseconds(times[:2], 50) == 1.5
    assert milliseconds(times[:1], 95) == 1
