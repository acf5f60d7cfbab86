"""The numbers of `bot.answers.knowing`, learnt from questions whose answers are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bot.answers.index import CANDIDATES, Index
from bot.answers.knowing import Judge
from bot.evaluation.retrieval_files import Asked

__all__ = ["calibrated", "left_out"]

FOLDS = 10
STRENGTH = 1.0
"""How much the questions count against the wish for small weights (C)."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Case:
    """One question: the signs of its candidates (a row each), and which of them answer it."""

    rows: Floats
    answers: NDArray[np.bool_]
    answerable: bool


def calibrated(questions: Sequence[Asked], index: Index) -> Judge:
    """A judge learnt from all `questions`, its threshold from those left out in turn."""
    cases = _cases(questions, index)
    return replace(_fitted(cases), enough=_enough(*_left_out(cases)))


def left_out(questions: Sequence[Asked], index: Index) -> tuple[float, float]:
    """What is to be hoped for: the shares of questions rightly answered, and rightly declined,
    each judged by numbers learnt without it.
    """
    cases = _cases(questions, index)
    sure, right, answerable = _left_out(cases)
    known = sure > _enough(sure, right, answerable)
    return float((known & right)[answerable].mean()), float((~known)[~answerable].mean())


def _cases(questions: Sequence[Asked], index: Index) -> list[_Case]:
    cases = []
    for asked in questions:
        looked = index.look(asked.ask)
        places = index.ranked(looked.fused, CANDIDATES)
        rows = np.array([astuple(each) for each in index.signs(looked, places)])
        answers = np.array([index.subjects[place] in asked.right for place in places])
        cases.append(_Case(rows, answers, bool(asked.right)))
    return cases


def _fitted(cases: Sequence[_Case]) -> Judge:
    rows = np.concatenate([case.rows for case in cases])
    means, scales = rows.mean(axis=0), rows.std(axis=0)
    scales[scales == 0] = 1.0
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    model.fit((rows - means) / scales, np.concatenate([case.answers for case in cases]))
    return Judge(means, scales, model.coef_[0], float(model.intercept_[0]), 0.5)


def _left_out(cases: Sequence[_Case]) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """For each question how sure the first hit is, whether it answers, whether anything does."""
    fold = np.random.RandomState(7).permutation(len(cases)) % FOLDS
    sure, right = np.zeros(len(cases)), np.zeros(len(cases), dtype=bool)
    for number in range(FOLDS):
        judge = _fitted([case for case, own in zip(cases, fold, strict=True) if own != number])
        for at in np.flatnonzero(fold == number):
            found = judge.probabilities(cases[at].rows)
            sure[at], right[at] = found.max(), cases[at].answers[found.argmax()]
    return sure, right, np.array([case.answerable for case in cases])


def _enough(sure: Floats, right: NDArray[np.bool_], answerable: NDArray[np.bool_]) -> float:
    """The threshold by which the worse of both shares, of answered and of declined, is best."""

    def worse(enough: float) -> tuple[float, float]:
        answered = ((sure > enough) & right)[answerable].mean()
        declined = (sure <= enough)[~answerable].mean()
        return min(answered, declined), answered + declined

    return max((float(each) for each in np.unique(sure)), key=worse)
