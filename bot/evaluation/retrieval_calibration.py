"""The numbers of `bot.answers.knowing`, learnt from questions whose answers are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bot.answers.index import CANDIDATES, Index
from bot.answers.knowing import Judge
from bot.evaluation.retrieval_files import Asked

__all__ = ["calibrated", "left_out"]

FOLDS = 10
STRENGTH = 1.0
"""How much the questions count against the wish for small weights."""

GIVEN_UP = 0.02
"""Which share of the questions may lose its right answer for the sake of declining others."""

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
    """The weights that make what is right in all `cases` likeliest; `enough` is yet to be found."""
    rows = np.concatenate([case.rows for case in cases])
    means, scales = rows.mean(axis=0), rows.std(axis=0)
    scales[scales == 0] = 1.0
    scaled = [(case.rows - means) / scales for case in cases]
    found = minimize(
        _loss, np.zeros(rows.shape[1] + 1), (scaled, cases), jac=True, method="L-BFGS-B"
    )
    return Judge(means, scales, found.x[:-1], float(found.x[-1]), 0.5)


def _loss(
    numbers: Floats, scaled: Sequence[Floats], cases: Sequence[_Case]
) -> tuple[float, Floats]:
    """Minus the logarithm of how likely all `cases` are by these weights, and its gradient.

    The last of `numbers` is the score of “nothing”, which is right where no candidate is.
    """
    weights, nothing = numbers[:-1], numbers[-1]
    loss = 0.5 * float(weights @ weights) / STRENGTH
    slope = np.append(weights / STRENGTH, 0.0)
    for rows, case in zip(scaled, cases, strict=True):
        scores = np.append(rows @ weights, nothing)
        odds = np.exp(scores - scores.max())
        likely = odds / odds.sum()
        right = np.append(case.answers, not case.answers.any())
        together = likely[right].sum()
        loss -= float(np.log(together))
        change = np.where(right, likely - likely / together, likely)
        slope += np.append(change[:-1] @ rows, change[-1])
    return loss, slope


def _left_out(cases: Sequence[_Case]) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """For each question how likely anything answers, whether the first does, whether any does."""
    fold = np.random.RandomState(7).permutation(len(cases)) % FOLDS
    sure, right = np.zeros(len(cases)), np.zeros(len(cases), dtype=bool)
    for number in range(FOLDS):
        judge = _fitted([case for case, own in zip(cases, fold, strict=True) if own != number])
        for at in np.flatnonzero(fold == number):
            found = judge.probabilities(cases[at].rows)
            sure[at], right[at] = found.sum(), cases[at].answers[found.argmax()]
    return sure, right, np.array([case.answerable for case in cases])


def _enough(sure: Floats, right: NDArray[np.bool_], answerable: NDArray[np.bool_]) -> float:
    """The highest threshold that keeps nearly all right answers.

    Whoever is told that we do not know is offered what is nearest; a wrong answer is worse.
    """

    def answered(enough: float) -> float:
        return float(((sure > enough) & right)[answerable].mean())

    return max(float(each) for each in sure if answered(each) >= answered(0.0) - GIVEN_UP)
