"""Features of a sentence as it is written and as it would be without diacritics.

On accented text alone, people who type “lam sao de hoc” are not understood; on bare text
alone, “muốn” and “muộn” are one word. So both forms are counted, each by pieces of two to
five letters (typos, unknown words) and by words and pairs of words (meaning).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
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
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["SentenceVectorizer", "TwoFormsFeaturizer"]


class SentenceVectorizer:
    """TF-IDF over letters and words of a sentence in both forms, one sparse row each.

    A sentence is given as its words' normal forms, a compound being one word.
    `weight` scales every row: with a regularised linear classifier after it, a larger
    weight means that the training sentences are trusted more.
    """

    def __init__(self, weight: float) -> None:
        letters = {"analyzer": "char_wb", "ngram_range": (2, 5), "sublinear_tf": True}
        tokens = {"token_pattern": r"\S+", "ngram_range": (1, 2), "sublinear_tf": True}
        self._weight = weight
        self._views = [
            (_spoken, TfidfVectorizer(lowercase=False, **letters)),
            (_bare, TfidfVectorizer(lowercase=False, **letters)),
            (_joined, TfidfVectorizer(lowercase=False, **tokens)),
            (_bare, TfidfVectorizer(lowercase=False, **tokens)),
        ]

    def fit(self, sentences: list[list[str]]) -> None:
        """Learns vocabulary and weights from sentences of words."""
        for view, vectorizer in self._views:
            vectorizer.fit([view(sentence) for sentence in sentences])

    def transform(self, sentences: list[list[str]]) -> csr_matrix:
        """One row a sentence: shape (sentences, features)."""
        parts = [
            vectorizer.transform([view(sentence) for sentence in sentences])
            for view, vectorizer in self._views
        ]
        return csr_matrix(hstack(parts)) * self._weight


def _spoken(sentence: list[str]) -> str:
    return " ".join(sentence)


def _bare(sentence: list[str]) -> str:
    return strip_diacritics(" ".join(sentence))


def _joined(sentence: list[str]) -> str:
    return " ".join(word.replace(" ", "_") for word in sentence)


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
    return [token.lemma for token in message.get(TOKENS_NAMES[TEXT]) or []]
