"""The passages made ready to be searched: by words and by meaning, both rankings put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answers.knowing import Judge, Signs, load_judge
from bot.answers.meanings import Meanings, Nearness, meanings_of
from bot.answers.passage import Passage
from bot.answers.passages import passages_of
from bot.answers.pooling import pooled
from bot.answers.prepared import prepared
from bot.answers.reading import Reader, Written
from bot.answers.words import Words
from bot.learning.library import Library
from bot.plans.register import Register

__all__ = ["Found", "Hit", "Index", "Looked", "build_index", "index_of"]

MIDDLE = 10
"""Constant of reciprocal rank fusion (Cormack, Clarke & Büttcher 2009): the smaller, the more the
first places stand out. Of 820 questions any from 2 to 60 put 92 or 93 of 100 passages first."""

CANDIDATES = 20
"""Passages that are looked at closely."""

ALSO = 0.1
"""So likely, beside the best bubble of a lesson, is another that is said as well: of 163 questions
that a lesson answers 74 get two bubbles."""

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Hit:
    """A passage that may answer, and how likely it does; `signs` is what that was judged by."""

    passage: Passage
    score: float
    signs: Signs


@dataclass(frozen=True)
class Found:
    """What was found for a question, the likeliest first; of a lesson only its best bubble.

    `sure` is how likely the first hit is the answer, from 0 to 1; `known`, whether it is likely
    enough that any passage answers. `also` is another bubble of the first hit's lesson that is
    likely as well.
    """

    hits: tuple[Hit, ...]
    sure: float
    known: bool
    also: Passage | None = None


@dataclass(frozen=True)
class Looked:
    """What a question's words and its meaning say of each passage, before it is judged.

    `words`, `held` and `alike` are as in `Signs`, a figure a passage.
    """

    written: Written
    words: Scores
    held: Scores
    alike: Scores
    near: Nearness

    @property
    def fused(self) -> Scores:
        """Both rankings as one score a passage: reciprocal rank fusion."""
        by_words, by_meaning = _ranks(self.words), _ranks(self.near.asks)
        fused: Scores = 1 / (MIDDLE + by_words) + 1 / (MIDDLE + by_meaning)
        return fused


@dataclass(frozen=True)
class Index:
    """Passages, and what each is found by; ``passage("M01-F2")`` raises KeyError for unknown ids.

    `whole` are a passage's words, `asked` those of each way of asking, of which `starts` says
    where each passage's begin.
    """

    passages: tuple[Passage, ...]
    by_id: Mapping[str, Passage]
    subjects: tuple[str, ...]
    reader: Reader
    whole: Words
    asked: Words
    asked_worth: Scores
    meanings: Meanings
    judge: Judge

    def passage(self, id: str) -> Passage:
        """The passage with this id."""
        return self.by_id[id]

    def search(self, question: str, most: int = 5) -> Found:
        """At most `most` passages for what somebody wrote, and whether the first answers it."""
        return self.found(self.look(question), most)

    def found(self, looked: Looked, most: int) -> Found:
        """The same for a question that was looked at."""
        places = self.ranked(looked.fused, CANDIDATES) if looked.written.syllables else []
        signs = self.signs(looked, places)
        if not signs:
            return Found((), 0.0, False)
        sure = self.judge.sure(signs)
        best = np.argsort(-sure, kind="stable")
        hits = [Hit(self.passages[places[k]], float(sure[k]), signs[k]) for k in best[:most]]
        hits[0], also = self._told_of(looked, places, int(best[0]), hits[0])
        return Found(tuple(hits), hits[0].score, float(sure.sum()) > self.judge.enough, also)

    def _told_of(
        self, looked: Looked, places: Sequence[int], first: int, hit: Hit
    ) -> tuple[Hit, Passage | None]:
        """The likeliest bubble of the lesson that is the first of `places`, and what to add."""
        if hit.passage.kind != "lesson":
            return hit, None
        hits = [hit]
        for at, subject in enumerate(self.subjects):
            if subject == hit.passage.subject and at != places[first]:
                signs = self.signs(looked, [*places[:first], at, *places[first + 1 :]])
                sure = float(self.judge.sure(signs)[first])
                hits.append(Hit(self.passages[at], sure, signs[first]))
        hits.sort(key=lambda each: -each.score)
        best, *others = hits
        also = next((each.passage for each in others if each.score >= ALSO * best.score), None)
        return best, also

    def look(self, question: str) -> Looked:
        """What its words and its meaning say."""
        written = self.reader.question(question)
        return Looked(
            written,
            words=self.whole.scores(written.terms) / (self.whole.weigh(written.terms) or 1.0),
            held=self.whole.shares(written.bare),
            alike=self._alike(written),
            near=self.meanings.near(written.text),
        )

    def _alike(self, written: Written) -> Scores:
        """How alike in words the question and the ways of asking for each passage are.

        Dice's coefficient (1945) over bare syllables, weighed by what they are worth.
        """
        total = self.asked.weigh(written.bare)
        alike = 2 * self.asked.shares(written.bare) * total / (total + self.asked_worth)
        return pooled(alike, self.meanings.starts)

    def ranked(self, scores: NDArray[np.floating[Any]], most: int) -> list[int]:
        """The places of the `most` best passages by `scores`, of each subject the best one."""
        firsts: dict[str, int] = {}
        for place in np.argsort(-scores, kind="stable"):
            firsts.setdefault(self.subjects[place], int(place))
            if len(firsts) == most:
                break
        return list(firsts.values())

    def signs(self, looked: Looked, places: Sequence[int]) -> list[Signs]:
        """What speaks for the passages at `places`, the candidates for one question."""
        if not places:
            return []
        near = looked.near
        words_ahead, alike_ahead, near_ahead = (
            _ahead([float(each[at]) for at in places])
            for each in (looked.words, looked.alike, near.asks)
        )
        kinds = [self.passages[at].kind for at in places]
        return [
            Signs(
                words=float(looked.words[at]),
                words_ahead=words_ahead[k],
                held=float(looked.held[at]),
                alike=float(looked.alike[at]),
                alike_ahead=alike_ahead[k],
                near=float(near.asks[at]),
                near_ahead=near_ahead[k],
                elsewhere=float(near.asks[at]) - near.elsewhere,
                is_faq=float(kinds[k] == "faq"),
                is_lesson=float(kinds[k] == "lesson"),
                is_fact=float(kinds[k] == "fact"),
                is_plan=float(kinds[k] in ("task", "target")),
                length=log(len(looked.written.syllables)),
            )
            for k, at in enumerate(places)
        ]


def index_of(library: Library, register: Register, language: Path, cache: Path) -> Index:
    """The index of all that these hold; `language` and `cache` are as for `build_index`."""
    passages = passages_of(library, register)
    values = library.values(library.address_forms.default)
    return build_index(passages, values, cache, language, load_judge())


def build_index(
    passages: Sequence[Passage],
    values: Mapping[str, str],
    cache: Path,
    language: Path,
    judge: Judge,
) -> Index:
    """The index of `passages`, one at least; `values` stand for the placeholders of their texts.

    `cache` is a folder that keeps what is costly to make, `language` the folder
    ``knowledge/language``; `judge` says what is known.
    """
    words = prepared(passages, values, cache, language)
    return Index(
        passages=tuple(passages),
        by_id={each.id: each for each in passages},
        subjects=tuple(each.subject for each in passages),
        reader=words.reader,
        whole=words.whole,
        asked=words.asked,
        asked_worth=words.asked_worth,
        meanings=meanings_of(words.asks, cache),
        judge=judge,
    )


def _ranks(scores: NDArray[np.floating[Any]]) -> NDArray[np.int64]:
    """The rank of each score, 0 for the largest."""
    order = np.argsort(-scores, kind="stable")
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _ahead(scores: Sequence[float]) -> list[float]:
    """By how much each score is above the best of the others."""
    return [
        score - max((*scores[:at], *scores[at + 1 :]), default=0.0)
        for at, score in enumerate(scores)
    ]
