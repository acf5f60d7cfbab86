"""How much each sign weighs: a logistic regression whose numbers are data.

The numbers are made by `bot evaluate scams --calibrate FILE…` and stand in ``weights.yml`` with
the files and the figures they come from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

import yaml

from bot.answers.scams.features import FEATURES

__all__ = ["NOT_WEIGHED", "WEIGHTS_FILE", "UnfitWeightsError", "Weights", "read_weights"]

WEIGHTS_FILE = Path(__file__).with_name("weights.yml")


class UnfitWeightsError(Exception):
    """The file of weights is not of the features that are weighed now."""


@dataclass(frozen=True)
class Weights:
    """`each` by the name of its feature; a message is suspicious from one probability on, and
    clearly a swindle from the other."""

    bias: float
    each: Mapping[str, float]
    suspicious: float
    clear: float

    def probability(self, features: Sequence[float]) -> float:
        """How likely these features are those of a swindle."""
        weighed = zip(FEATURES, features, strict=True)
        return 1 / (1 + exp(-self.bias - sum(self.each[name] * value for name, value in weighed)))


NOT_WEIGHED = Weights(0.0, dict.fromkeys(FEATURES, 0.0), 1.0, 1.0)
"""What there is before any weights were learnt: nothing is called a swindle."""


def read_weights(path: Path) -> Weights:
    """The weights in this file; raises `UnfitWeightsError` where they are not of `FEATURES`."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    if list(data["weights"]) != list(FEATURES):
        message = "these are not the weights of what is weighed: bot evaluate scams --calibrate"
        raise UnfitWeightsError(f"{path}: {message}")
    return Weights(data["bias"], data["weights"], data["suspicious"], data["clear"])
