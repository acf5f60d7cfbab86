"""A classifier that knows how sure it is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.nlu.regression import fit


def clouds(noise: float, size: int = 300) -> tuple[np.ndarray, list[str]]:
    """Points of three classes around three corners, farther from them the more noise."""
    chance = np.random.default_rng(7)
    labels = [f"class-{number % 3}" for number in range(size)]
    corners = np.eye(3)[[number % 3 for number in range(size)]]
    return (corners + chance.normal(0, noise, corners.shape)).astype(np.float32), labels


@pytest.mark.parametrize("solver", ["liblinear", "lbfgs"])
def test_what_was_learnt_is_told(solver: str) -> None:
    rows, labels = clouds(0.1)
    found = fit(rows, labels, strength=1.0, solver=solver)
    assert found.classes == ["class-0", "class-1", "class-2"]
    logs = found.log_probabilities(rows)
    assert np.allclose(np.exp(logs).sum(axis=1), 1.0)
    assert [found.classes[i] for i in logs.argmax(axis=1)] == labels


def test_sparse_rows_are_the_same_to_it() -> None:
    rows, labels = clouds(0.3)
    found = fit(csr_matrix(rows), labels, strength=1.0, solver="liblinear")
    assert np.allclose(found.log_probabilities(csr_matrix(rows)), found.log_probabilities(rows))


def test_confidence_is_the_share_that_is_right() -> None:
    """On points it has not seen, of classes that cannot be told apart well."""
    rows, labels = clouds(0.8, size=3000)
    found = fit(rows[:1500], labels[:1500], strength=100.0, solver="lbfgs")
    logs = found.log_probabilities(rows[1500:])
    right = np.array([found.classes[i] for i in logs.argmax(axis=1)]) == labels[1500:]
    assert 0.5 < right.mean() < 0.9
    assert abs(np.exp(logs.max(axis=1)).mean() - right.mean()) < 0.04
