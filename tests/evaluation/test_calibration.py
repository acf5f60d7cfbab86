"""Calibration, against figures worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import answer

from bot.evaluation.calibration import Bin, brier_score, calibration_error, reliability

FOUR = [
    answer("greet", ("greet", 0.95)),
    answer("greet", ("greet", 0.85)),
    answer("greet", ("thank", 0.85)),
    answer("greet", ("greet", 0.2), taken="nlu_fallback"),
]


def test_bins_hold_mean_confidence_and_accuracy() -> None:
    bins = reliability(FOUR)
    assert len(bins) == 10
    assert bins[9] == Bin(0.9, 1.0, 1, 0.95, 1.0)
    assert bins[8] == Bin(0.8, 0.9, 2, 0.85, 0.5)
    assert bins[1] == Bin(0.1, 0.2, 1, 0.2, 1.0)
    assert sum(each.count for each in bins) == 4


def test_expected_calibration_error() -> None:
    """(1 * 0.05 + 2 * 0.35 + 1 * 0.8) / 4."""
    assert calibration_error(reliability(FOUR)) == pytest.approx(0.3875)


def test_brier_score() -> None:
    """(0.05² + 0.15² + 0.85² + 0.8²) / 4."""
    assert brier_score(FOUR) == pytest.approx((0.0025 + 0.0225 + 0.7225 + 0.64) / 4)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50))
def test_every_answer_is_in_the_bin_of_its_confidence(pairs: list[tuple[float, bool]]) -> None:
    answers = [answer("greet", ("greet" if ok else "thank", sure)) for sure, ok in pairs]
    bins = reliability(answers)
    assert sum(each.count for each in bins) == len(pairs)
    for each in bins:
        if each.count:
            assert each.low - 1e-9 <= each.confidence <= each.high + 1e-9
    assert 0 <= calibration_error(bins) <= 1
    assert 0 <= brier_score(answers) <= 1
