"""How the passages of one question were ranked, and whether the first was rightly believed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answers.index import Found, Index, Looked
from bot.evaluation.retrieval_files import Asked
from bot.knowledge.placeholders import fill
from bot.vietnamese.diacritics import nfc

__all__ = ["RANKINGS", "WAYS", "Looking", "look_all"]

WAYS = ("all signs", "fused", "BM25 alone", "dense alone")
"""The rankings compared: ours, and what it is made of."""

RANKINGS: Mapping[str, Callable[[Looked], NDArray[np.floating[Any]]]] = {
    "fused": lambda looked: looked.fused,
    "BM25 alone": lambda looked: looked.words,
    "dense alone": lambda looked: looked.near.asks,
}
"""Those that are a score of each passage."""

DEEPEST = 20
"""Ranks beyond this one count as not found."""

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Looking:
    """One question looked up.

    `ranks` are, by way, the rank of the first passage that answers it, from 1; None where it is
    not among the first `DEEPEST`. `said`: what is answered has every fragment that is asked for.
    """

    asked: Asked
    found: Found
    ranks: Mapping[str, int | None]
    said: bool
    milliseconds: float

    @property
    def right(self) -> bool:
        """Answered by a passage that answers it, or declined where none does."""
        if not self.asked.right:
            return not self.found.known
        return self.found.known and self.ranks[WAYS[0]] == 1 and self.said


def look_all(questions: Sequence[Asked], index: Index, values: Mapping[str, str]) -> list[Looking]:
    """Looks every question up; `values` stand for the placeholders of the passages."""
    return [_looking(asked, index, values) for asked in questions]


def _looking(asked: Asked, index: Index, values: Mapping[str, str]) -> Looking:
    began = time.perf_counter()
    looked = index.look(asked.ask)
    found = index.found(looked, DEEPEST)
    milliseconds = 1000 * (time.perf_counter() - began)
    listed = {WAYS[0]: [hit.passage.subject for hit in found.hits]}
    for way, scores_of in RANKINGS.items():
        places = index.ranked(scores_of(looked), DEEPEST)
        listed[way] = [index.passages[place].subject for place in places]
    return Looking(
        asked,
        found,
        {way: _rank(subjects, asked.right) for way, subjects in listed.items()},
        bool(found.hits) and _says(found, asked, values),
        milliseconds,
    )


def _rank(subjects: Sequence[str], right: Sequence[str]) -> int | None:
    return next((rank for rank, each in enumerate(subjects, 1) if each in right), None)


def _says(found: Found, asked: Asked, values: Mapping[str, str]) -> bool:
    passage = found.hits[0].passage
    said = (passage.text, *passage.steps, *([found.also.text] if found.also else []))
    text = _plain(fill("\n".join(said), values))
    return all(any(_plain(fragment) in text for fragment in group) for group in asked.says)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", nfc(text).casefold())
