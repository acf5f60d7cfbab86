"""What a question means where its words are not those of the register: “tiền bạc”, “cụ già”.

The names and keywords of tasks are compared with the words of the question as sentence embeddings
(multilingual-e5-small, Wang et al. 2024). One of a question costs some fifteen milliseconds, so
only questions that their words leave in doubt pay for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.embedding import Rows, directions, embedded, embedder
from bot.nlu.dictionary import dictionary_words
from bot.plans.elsewhere import ELSEWHERE
from bot.plans.register import Register
from bot.vietnamese.diacritics import nfc, strip_diacritics
from bot.vietnamese.restoring import Restorer, learn

__all__ = ["Meanings", "Nearness", "meanings_of"]

FOREIGN = -0.1
"""As much nearer to something elsewhere is certainly about that."""

FOREIGN_WHOLE = -0.12
"""The same for all words of a question, of which many only say what is asked.

Of 973 questions about plans five were so near, none that names a task in words, of 86 about other
matters 35.
"""


@dataclass(frozen=True)
class Nearness:
    """How near words are to each task (higher is nearer), and by how much nearer than elsewhere."""

    scores: dict[str, float]
    ahead: dict[str, float]

    def best(self, ids: Sequence[str], enough: float) -> str | None:
        """The task of `ids` that is meant; None where none is ahead of elsewhere by `enough`."""
        nearest = max(ids, key=lambda id: self.scores[id], default=None)
        known = any(self.ahead[id] >= enough for id in ids)
        return nearest if known else None

    def is_elsewhere(self) -> bool:
        """Whether something elsewhere is nearer than all of the plans."""
        return max(self.ahead.values(), default=0.0) < 0

    def is_foreign(self, *, whole: bool = False) -> bool:
        """Whether the words, or the `whole` question, are about something that no plan holds."""
        return max(self.ahead.values(), default=0.0) <= (FOREIGN_WHOLE if whole else FOREIGN)


@dataclass(frozen=True)
class Meanings:
    """The embeddings of the tasks' texts, less their mean, each row of length 1.

    `parts` are names and keywords, `owners` whose they are, `wholes` a task's texts together.
    """

    ids: tuple[str, ...]
    owners: NDArray[np.int64]
    parts: Rows
    wholes: Rows
    elsewhere: Rows
    means: tuple[Rows, Rows]
    restorer: Restorer

    def spelled(self, text: str, words: Sequence[str]) -> list[str]:
        """The `words` of `text` with their marks, guessed where it was typed without."""
        bare = strip_diacritics(text) == text
        return self.restorer.restore(words) if bare else list(words)

    def near(self, words: Sequence[str]) -> Nearness:
        """How near `words` (with marks, not empty) are to each task."""
        asked = embedder().query([" ".join(words)])[0]
        of_part, of_whole = (directions(asked - mean) for mean in self.means)
        parts, wholes = self.parts @ of_part, self.wholes @ of_whole
        foreign = float((self.elsewhere @ of_part).max())
        nearest = np.full(len(self.ids), -1.0, dtype=np.float32)
        np.maximum.at(nearest, self.owners, parts)
        return Nearness(
            {id: float(nearest[k] + wholes[k]) for k, id in enumerate(self.ids)},
            {id: float(nearest[k]) - foreign for k, id in enumerate(self.ids)},
        )


def meanings_of(register: Register, cache: Path) -> Meanings:
    """The meanings of the register's tasks; `cache` is a folder that keeps them for next time."""
    texts = [tuple(map(_plain, (task.name, *task.keywords))) for task in register.tasks]
    parts = [text for each in texts for text in each]
    wholes = [f"{name}. {', '.join(keywords)}" for name, *keywords in texts]
    rows = embedded([*parts, *wholes, *ELSEWHERE], cache / "meanings.npz")
    of_parts, of_wholes, elsewhere = np.split(rows, [len(parts), len(parts) + len(wholes)])
    means = (of_parts.mean(axis=0), of_wholes.mean(axis=0))
    return Meanings(
        tuple(task.id for task in register.tasks),
        np.repeat(np.arange(len(texts)), [len(each) for each in texts]),
        directions(of_parts - means[0]),
        directions(of_wholes - means[1]),
        directions(elsewhere - means[0]),
        means,
        learn([text.split() for text in (*parts, *ELSEWHERE)], dictionary_words()),
    )


def _plain(text: str) -> str:
    return nfc(text).lower()
