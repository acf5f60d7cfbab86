"""Features of a sentence as it is written and as it would be without diacritics.

On accented text alone, people who type “lam sao de hoc” are not understood; on bare text
alone, “muốn” and “muộn” are one word. So both forms are counted, each by pieces of two to
five letters (typos, unknown words) and by words and pairs of words (meaning).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log, sqrt
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from bot.nlu.names import NAMES
from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["SentenceVectorizer", "TwoFormsFeaturizer"]


class SentenceVectorizer:
    """TF-IDF over letters and words of a sentence in both forms, one sparse row each.

    A sentence is given as its words' normal forms, a compound being one word. Four views of
    it are counted, weighted by 1 + ln(count) and idf = ln((1 + n) / (1 + df)) + 1, and each is
    brought to length 1 (Manning, Raghavan, Schütze 2008, chapter 6; the smoothing is
    scikit-learn's). One pass in plain Python: scikit-learn's own vectorizers take several
    milliseconds for a single sentence.

    `weight` scales every row: with a regularised linear classifier after it, a larger
    weight means that the training sentences are trusted more.
    """

    def __init__(self, weight: float) -> None:
        self._weight = weight
        self._columns: dict[str, int] = {}
        self._idf: list[float] = []

    def fit(self, sentences: Sequence[Sequence[str]]) -> None:
        """Learns vocabulary and weights from sentences of words."""
        seen_in: Counter[str] = Counter()
        for sentence in sentences:
            seen_in.update({term for view in _views(sentence) for term in view})
        self._columns = {term: column for column, term in enumerate(sorted(seen_in))}
        smoothed = 1 + len(sentences)
        self._idf = [1 + log(smoothed / (1 + seen_in[term])) for term in self._columns]

    def transform(self, sentences: Sequence[Sequence[str]]) -> csr_matrix:
        """One row a sentence: shape (sentences, features). Terms never seen are left out."""
        columns: list[int] = []
        values: list[float] = []
        ends = [0]
        for sentence in sentences:
            for view in _views(sentence):
                self._add(view, columns, values)
            ends.append(len(columns))
        shape = (len(sentences), len(self._columns))
        return csr_matrix((values, columns, ends), shape=shape, dtype=np.float64)

    def _add(self, view: Iterable[str], columns: list[int], values: list[float]) -> None:
        """Appends the columns and values of one view of a sentence."""
        counts = Counter(self._columns[term] for term in view if term in self._columns)
        weights = [(1 + log(count)) * self._idf[column] for column, count in counts.items()]
        length = sqrt(sum(weight * weight for weight in weights))
        columns.extend(counts)
        values.extend(self._weight * weight / length for weight in weights)


def _views(sentence: Sequence[str]) -> tuple[list[str], ...]:
    """The terms of the four views, each marked with its view."""
    spoken = " ".join(sentence)
    bare = strip_diacritics(spoken)
    joined = [word.replace(" ", "_") for word in sentence]
    return (
        list(_letters("l", spoken)),
        list(_letters("b", bare)),
        list(_words_and_pairs("w", joined)),
        list(_words_and_pairs("v", bare.split())),
    )


def _letters(view: str, text: str) -> Iterator[str]:
    """Pieces of two to five letters of each word, a space standing for its ends."""
    for word in text.split():
        padded = f" {word} "
        for length in range(2, 6):
            for start in range(len(padded) - length + 1):
                yield view + padded[start : start + length]


def _words_and_pairs(view: str, words: Sequence[str]) -> Iterator[str]:
    for word in words:
        yield view + word
    for first, second in pairwise(words):
        yield f"{view}{first} {second}"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class TwoFormsFeaturizer(SparseFeaturizer, GraphComponent):
    """Puts the rows of `SentenceVectorizer` on messages as Rasa's sentence features."""

    @classmethod
    def required_components(cls) -> list[type]:
        """A tokeniser must stand before it."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings and their defaults."""
        return {**SparseFeaturizer.get_default_config(), "weight": 3.0}

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Every number is a fair weight; nothing to refuse."""

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        vectorizer: SentenceVectorizer,
        storage: tuple[ModelStorage, Resource],
    ) -> None:
        super().__init__(name, config)
        self._vectorizer = vectorizer
        self._storage = storage

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TwoFormsFeaturizer:
        """An untrained featuriser."""
        vectorizer = SentenceVectorizer(config["weight"])
        return cls(config, execution_context.node_name, vectorizer, (model_storage, resource))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TwoFormsFeaturizer:
        """The featuriser of a trained model."""
        with model_storage.read_from(resource) as folder:
            vectorizer = joblib.load(Path(folder) / "vectorizer.joblib")
        return cls(config, execution_context.node_name, vectorizer, (model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the sentences of all intents."""
        self._vectorizer.fit([_words(message) for message in training_data.intent_examples])
        model_storage, resource = self._storage
        with model_storage.write_to(resource) as folder:
            joblib.dump(self._vectorizer, Path(folder) / "vectorizer.joblib")
        return resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds one row of features to each message that has text."""
        spoken = [message for message in messages if message.get(TOKENS_NAMES[TEXT])]
        if spoken:
            rows = self._vectorizer.transform([_words(message) for message in spoken])
            for message, row in zip(spoken, rows, strict=True):
                message.add_features(
                    Features(row.tocoo(), FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
                )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The same for the examples of a training set."""
        self.process(training_data.training_examples)
        return training_data


def _words(message: Message) -> list[str]:
    """The words of a message, and after them a sign for each kind of thing that it names."""
    kinds = sorted({f"@{each.kind}" for each in message.get(NAMES) or []})
    return [token.lemma for token in message.get(TOKENS_NAMES[TEXT]) or []] + kinds
