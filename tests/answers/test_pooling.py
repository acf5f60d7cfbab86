"""Several ways of asking taken together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.pooling import COUNTED, nearest, pooled

SCORES = st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=12)


def test_several_good_ways_count_more_than_one_better_one() -> None:
    scores = np.array([0.9, 0.1, 0.1, 0.7, 0.7, 0.7])
    one_better, several_good = pooled(scores, np.array([0, 3]))
    assert several_good == pytest.approx(0.7)
    assert one_better < several_good


def test_the_best_counts_most() -> None:
    assert nearest(np.array([0.0, 1.0])) == pytest.approx(1 / 1.7)
    assert nearest(np.array([0.25])) == 0.25


@given(st.lists(SCORES, min_size=1, max_size=6))
def test_each_passage_is_pooled_by_itself_whatever_the_order(passages: list[list[float]]) -> None:
    lengths = [len(each) for each in passages]
    starts = np.cumsum([0, *lengths[:-1]])
    found = pooled(np.concatenate([np.array(each) for each in passages]), starts)
    backwards = pooled(np.concatenate([np.array(each[::-1]) for each in passages]), starts)
    assert found == pytest.approx(backwards)
    assert found == pytest.approx([nearest(np.array(each)) for each in passages])
    for each, figure in zip(passages, found, strict=True):
        counted = sorted(each)[-COUNTED:]
        assert counted[0] - 1e-6 <= figure <= counted[-1] + 1e-6
