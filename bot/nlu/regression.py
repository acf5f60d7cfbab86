"""A linear classifier whose confidence is calibrated: of what it is 80 % sure, 80 % is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

__all__ = ["Regression", "fit"]

FOLDS = 3


@dataclass(frozen=True)
class Regression:
    """`weights` (features, classes), `bias` (classes), and what their scores are divided by."""

    classes: list[str]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    temperature: float

    def log_probabilities(self, rows: csr_matrix | NDArray[np.float32]) -> NDArray[np.float64]:
        """Natural logarithms of the probability of each class: shape (sentences, classes).

        `rows` are features of shape (sentences, features).
        """
        # In the weights' own type: else all of them would be copied for every sentence.
        rows = rows.astype(self.weights.dtype)
        scores = np.asarray(rows @ self.weights + self.bias, dtype=np.float64)
        found: NDArray[np.float64] = log_softmax(scores / self.temperature, axis=1)
        return found


def fit(
    rows: csr_matrix | NDArray[np.float32], labels: Sequence[str], strength: float, solver: str
) -> Regression:
    """Learns weights from all sentences, and the temperature from sentences left out in turn.

    There are three classes at least. All weigh the same; the larger `strength` (C), the more the
    sentences count against the wish for small weights. `solver` is scikit-learn's: liblinear for
    many sparse features, lbfgs for a few dense ones. Temperature scaling: Guo et al. 2017, On
    Calibration of Modern Neural Networks.
    """
    plain = LogisticRegression(
        C=strength, solver=solver, class_weight="balanced", tol=0.01, max_iter=300, random_state=7
    )
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=7)
    left_out = cross_val_predict(plain, rows, labels, cv=folds, method="decision_function")
    plain.fit(rows, labels)
    classes = [str(name) for name in plain.classes_]
    return Regression(
        classes,
        np.ascontiguousarray(plain.coef_.T, dtype=np.float32),
        plain.intercept_.astype(np.float32),
        _temperature(left_out, np.array([classes.index(label) for label in labels])),
    )


def _temperature(scores: NDArray[np.float64], right: NDArray[np.int64]) -> float:
    """What makes `scores` (sentences, classes) most likely to name the `right` class of each."""

    def surprise(temperature: float) -> float:
        logs = log_softmax(scores / temperature, axis=1)
        return -float(logs[np.arange(len(right)), right].mean())

    return float(minimize_scalar(surprise, bounds=(0.05, 5.0), method="bounded").x)
