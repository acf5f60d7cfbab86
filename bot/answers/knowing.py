"""How likely it is that a passage answers a question: what ranks the hits, and what declines.

Sharing words is not answering: “giá vàng hôm nay” and “hôm nay học gì” share half of theirs. So
several signs are weighed, and the candidates compete with each other and with “nothing of ours
answers it”: a conditional logit (McFadden 1974, Conditional logit analysis of qualitative choice
behavior). Its numbers are in `knowing.json`, learnt by `bot evaluate retrieval --calibrate FILE…`.
Of 2,134 questions left out in turn it answers 92.7 of 100 rightly and declines 90.6 of those
that nothing answers, more than half of which share a subject with some passage.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["CALIBRATION", "UNJUDGED", "Judge", "Signs", "load_judge", "save_judge"]

CALIBRATION = Path(__file__).with_name("knowing.json")
"""The numbers in force."""


@dataclass(frozen=True)
class Signs:
    """What speaks for and against one passage; shares from 0 to 1, cosines from -1 to 1.

    `words`: BM25 by what the question's terms are worth; `held`: the share of the question's
    syllables in the passage; `alike`: how alike in words the ways of asking for it are; `near`: how
    near in meaning, and `elsewhere`: how much nearer than what we know nothing of. `…_ahead`: by
    how much it is better than the best other candidate's. `is_…`: the passage's kind. `length`:
    logarithm of the number of syllables.
    """

    words: float
    words_ahead: float
    held: float
    alike: float
    alike_ahead: float
    near: float
    near_ahead: float
    elsewhere: float
    is_faq: float
    is_lesson: float
    is_fact: float
    is_plan: float
    length: float


SIGNS = tuple(field.name for field in fields(Signs))


@dataclass(frozen=True)
class Judge:
    """A conditional logit over `Signs`, each less its mean and divided by its scale.

    `nothing` is the score of the choice that no candidate answers. The question is known where the
    candidates' probabilities add up to more than `enough`.
    """

    means: NDArray[np.float64]
    scales: NDArray[np.float64]
    weights: NDArray[np.float64]
    nothing: float
    enough: float

    def sure(self, candidates: Sequence[Signs]) -> NDArray[np.float64]:
        """How likely each candidate is the answer; what is left to 1 is that nothing is."""
        return self.probabilities(np.array([astuple(each) for each in candidates]))

    def probabilities(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same for signs as numbers, a candidate a row."""
        scores = np.append((rows - self.means) / self.scales @ self.weights, self.nothing)
        odds = np.exp(scores - scores.max())
        sure: NDArray[np.float64] = odds[:-1] / odds.sum()
        return sure


UNJUDGED = Judge(np.zeros(len(SIGNS)), np.ones(len(SIGNS)), np.zeros(len(SIGNS)), 0.0, 1.0)
"""Knows nothing: for an index whose judge is yet to be learnt."""


def load_judge(path: Path = CALIBRATION) -> Judge:
    """The judge whose numbers are in the file; raises ValueError where it is of other signs."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    if tuple(kept["signs"]) != SIGNS:
        raise ValueError(f"{path.name}: made for other signs; run bot evaluate retrieval")
    means, scales, weights = (
        np.array([sign[name] for sign in kept["signs"].values()])
        for name in ("mean", "scale", "weight")
    )
    return Judge(means, scales, weights, kept["nothing"], kept["enough"])


def save_judge(judge: Judge, made_of: Sequence[str], path: Path = CALIBRATION) -> None:
    """Writes the numbers, with the names of the files they were learnt from."""
    signs = {
        name: {"mean": round(mean, 5), "scale": round(scale, 5), "weight": round(weight, 5)}
        for name, mean, scale, weight in zip(
            SIGNS, judge.means, judge.scales, judge.weights, strict=True
        )
    }
    kept = {
        "made_by": f"bot evaluate retrieval --calibrate {' '.join(made_of)}",
        "signs": signs,
        "nothing": round(judge.nothing, 5),
        "enough": round(judge.enough, 3),
    }
    path.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
