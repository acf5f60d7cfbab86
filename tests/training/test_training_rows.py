"""A passage with its questions as one row of tokens."""

from __future__ import annotations

import numpy as np

from training.rows import row_of, tokens_of

ROW = row_of("M01-F1", [2, 10, 11], [[20, 21, 22], [30, 31]], [2, 1])


def test_a_question_goes_on_from_the_passage_as_if_it_stood_alone() -> None:
    assert ROW.ids.tolist() == [2, 10, 11, 20, 21, 22, 30, 31]
    assert ROW.positions.tolist() == [0, 1, 2, 3, 4, 5, 3, 4]
    assert ROW.branches.tolist() == [0, 0, 0, 1, 1, 1, 2, 2]


def test_the_answers_are_the_last_tokens_of_each_question() -> None:
    assert ROW.ids[ROW.answers].tolist() == [21, 22, 31]


def test_it_is_known_with_which_token_each_answer_begins() -> None:
    assert ROW.begins.tolist() == [True, False, True]


def test_a_token_sees_the_passage_and_its_own_question_up_to_itself() -> None:
    seen = {place: np.flatnonzero(ROW.mask[place]).tolist() for place in (1, 4, 7)}
    assert seen == {1: [0, 1], 4: [0, 1, 2, 3, 4], 7: [0, 1, 2, 6, 7]}


def test_tokens_are_those_of_all_rows() -> None:
    other = row_of("M01-F2", [2, 10], [[40]], [1])
    assert tokens_of([ROW, other]) == {2, 10, 11, 20, 21, 22, 30, 31, 40}
