"""BM25 and shares of words, against figures worked out by hand."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.words import LENGTH, SATURATION, words_of

TEXTS = [["mat", "may", "may"], ["mat", "khau"], ["chuyen", "tien", "nham", "tien"]]


def idf(having: int) -> float:
    return log(1 + (3 - having + 0.5) / (having + 0.5))


def test_scores_are_those_of_bm25() -> None:
    words = words_of(TEXTS)
    norm = SATURATION * (1 - LENGTH + LENGTH * 3 / 3)
    expected = idf(1) * 2 * (SATURATION + 1) / (2 + norm)
    assert words.scores(["may"]) == pytest.approx([expected, 0, 0])
    short, long = words.scores(["mat"])[[1, 0]]
    assert short > long > 0, "the same word tells more of a short text"


def test_a_term_counts_once_and_an_unknown_one_nothing() -> None:
    words = words_of(TEXTS)
    assert words.scores(["may", "may", "xyz"]) == pytest.approx(words.scores(["may"]))
    assert words.scores([]) == pytest.approx([0, 0, 0])


def test_shares_are_of_what_the_question_is_worth() -> None:
    words = words_of(TEXTS)
    total = idf(2) + idf(1) + idf(0)
    shares = words.shares(["mat", "khau", "xyz"])
    assert shares == pytest.approx([idf(2) / total, (idf(2) + idf(1)) / total, 0])
    assert words.weigh(["mat", "khau", "xyz", "xyz"]) == pytest.approx(total)
    assert words.shares([]) == pytest.approx([0, 0, 0])


_TERMS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6)


@given(st.lists(_TERMS, min_size=1, max_size=5), _TERMS)
@settings(max_examples=100)
def test_shares_lie_between_nothing_and_all(texts: list[list[str]], asked: list[str]) -> None:
    words = words_of(texts)
    shares = words.shares(asked)
    assert np.all((shares >= 0) & (shares <= 1 + 1e-9))
    whole = [{*asked} <= {*text} for text in texts]
    assert list(np.isclose(shares, 1)) == whole
    assert np.all((words.scores(asked) > 0) == [bool({*asked} & {*text}) for text in texts])
