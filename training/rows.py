"""A passage with all its questions as one row of tokens.

The passage is read once: each question with its answer sees the passage and itself, not the other
questions, and its places are counted on from the passage's end as if it stood alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["TRIPLES", "Row", "read_rows", "row_of", "tokens_of"]

TRIPLES = "triples.jsonl"
"""The file that `training.build` writes, a passage a line."""


@dataclass(frozen=True)
class Row:
    """`ids` and `positions` are T tokens, `branches` (T) which question each belongs to (0: the
    passage); `answers` are the places of the tokens to be written.
    """

    passage_id: str
    ids: NDArray[np.int64]
    positions: NDArray[np.int64]
    branches: NDArray[np.int64]
    answers: NDArray[np.int64]

    @property
    def mask(self) -> NDArray[np.bool_]:
        """T × T, true where the token of a row may look at that of a column."""
        own, other = self.branches[:, None], self.branches[None, :]
        return np.tril((own == other) | (other == 0))

    @property
    def begins(self) -> NDArray[np.bool_]:
        """Of each of `answers`, whether it is the first token of its answer."""
        found: NDArray[np.bool_] = np.diff(self.branches[self.answers], prepend=0) != 0
        return found


def row_of(
    passage_id: str, prefix: list[int], branches: list[list[int]], answers: list[int]
) -> Row:
    """The row of a passage's tokens, its questions with their answers, and the answers' lengths."""
    ids, positions, owners = [*prefix], [*range(len(prefix))], [0] * len(prefix)
    places: list[int] = []
    for number, (branch, length) in enumerate(zip(branches, answers, strict=True), start=1):
        ids += branch
        positions += range(len(prefix), len(prefix) + len(branch))
        owners += [number] * len(branch)
        places += range(len(ids) - length, len(ids))
    return Row(passage_id, *map(np.array, (ids, positions, owners, places)))


def read_rows(file: Path, part: str) -> list[Row]:
    """The rows of one part, “train” or “held_out”, of the file that `training.build` writes."""
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [
        row_of(line["passage"], line["prefix"], line["branches"], line["answers"])
        for line in lines
        if line["part"] == part
    ]


def tokens_of(rows: Iterable[Row]) -> set[int]:
    """Every token of these rows."""
    return {int(token) for row in rows for token in np.unique(row.ids)}
