"""The weights of the signs of swindle, learnt from messages of which it is known what they are.

A logistic regression (both classes of equal weight) whose weights are drawn towards `PRIOR`: some
two hundred messages are too few to tell twenty weights apart, and a sign that happens to be rare
in them is none the less one. Signs may only speak for a swindle, calms only against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bot.answers.scams.features import AGAINST, FEATURES
from bot.answers.scams.files import CALMS, SIGNS
from bot.answers.scams.judging import ScamCheck
from bot.evaluation.scam_files import ScamMessage

__all__ = ["LeftOut", "calibrate", "left_out", "written"]

PRIOR: dict[str, float] = {
    **dict.fromkeys(SIGNS, 1.5),
    **{"stranger": 0.5, "odd": 0.5},  # many a good message comes from a stranger, or reads oddly
    **{"both": 1.5, "fake_link": 3.0, "shady_link": 2.0, "strange_link": 0.5},
    **dict.fromkeys(CALMS, -1.5),
    **{"denied": -0.5, "real_link": -1.5},
}
STRENGTH = 0.03
"""How strongly weights are drawn towards `PRIOR`; between 0.003 and 0.1 hardly anything changes."""

FOLDS = 10
SUSPICIOUS = 0.2
"""More than a message without any sign gets, less than one that asks for something."""

CLEAR = 0.65
"""At most one left-out legitimate message in fifty is above it."""

_Floats = NDArray[np.float64]


@dataclass(frozen=True)
class LeftOut:
    """What weights that never saw a message say of it, as shares of each kind."""

    scams_flagged: float
    scams_clear: float
    legitimate_flagged: float
    legitimate_clear: float


def calibrate(messages: Sequence[ScamMessage], check: ScamCheck) -> _Floats:
    """The weights of `FEATURES`, and last the bias."""
    return _fitted(*_cases(messages, check))


def left_out(messages: Sequence[ScamMessage], check: ScamCheck) -> LeftOut:
    """Each message judged by weights learnt from the other nine tenths."""
    rows, is_scam = _cases(messages, check)
    fold = np.random.RandomState(7).permutation(len(rows)) % FOLDS
    sure = np.zeros(len(rows))
    for number in range(FOLDS):
        weights = _fitted(rows[fold != number], is_scam[fold != number])
        sure[fold == number] = _sigmoid(rows[fold == number] @ weights[:-1] + weights[-1])
    legitimate = np.array([message.kind == "legitimate" for message in messages])
    return LeftOut(
        scams_flagged=float((sure[is_scam] >= SUSPICIOUS).mean()),
        scams_clear=float((sure[is_scam] >= CLEAR).mean()),
        legitimate_flagged=float((sure[legitimate] >= SUSPICIOUS).mean()),
        legitimate_clear=float((sure[legitimate] >= CLEAR).mean()),
    )


def written(weights: _Floats, found: LeftOut, files: Sequence[Path], size: int) -> str:
    """The weights as the text of ``bot/answers/scams/weights.yml``."""
    names = ", ".join(file.name for file in files)
    lines = [
        f"# Made by `bot evaluate scams --calibrate` from {size} messages ({names}).",
        "# Logistic regression drawn towards a prior: bot/evaluation/scam_calibration.py.",
        f"# Left out in turn ({FOLDS} folds): {found.scams_flagged:.1%} of the scams flagged,",
        f"# {found.scams_clear:.1%} called clear; of the legitimate messages"
        f" {found.legitimate_flagged:.1%} flagged,",
        f"# {found.legitimate_clear:.1%} called clear.",
        f"bias: {weights[-1]:.2f}",
        f"suspicious: {SUSPICIOUS}",
        f"clear: {CLEAR}",
        "weights:",
    ]
    lines += [f"  {name}: {value:.2f}" for name, value in zip(FEATURES, weights[:-1], strict=True)]
    return "\n".join(lines) + "\n"


def _cases(messages: Sequence[ScamMessage], check: ScamCheck) -> tuple[_Floats, NDArray[np.bool_]]:
    rows = np.array([check.features(message.text) for message in messages])
    return rows, np.array([message.kind == "scam" for message in messages])


def _fitted(rows: _Floats, is_scam: NDArray[np.bool_]) -> _Floats:
    prior = np.array([*(PRIOR[name] for name in FEATURES), 0.0])
    bounds = [(None, 0.0) if name in AGAINST else (0.0, None) for name in FEATURES]
    share = is_scam.mean()
    importance = np.where(is_scam, 0.5 / share, 0.5 / (1 - share)) / len(rows)

    def loss(weights: _Floats) -> tuple[float, _Floats]:
        scores = rows @ weights[:-1] + weights[-1]
        off = importance * (_sigmoid(scores) - is_scam)
        drawn = STRENGTH * (weights - prior)
        drawn[-1] = 0.0
        value = importance @ (np.logaddexp(0, scores) - is_scam * scores)
        value += drawn @ (weights - prior) / 2
        return float(value), np.append(rows.T @ off, off.sum()) + drawn

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)])
    weights: _Floats = found.x
    return weights


def _sigmoid(scores: _Floats) -> _Floats:
    values: _Floats = 1 / (1 + np.exp(-scores))
    return values
