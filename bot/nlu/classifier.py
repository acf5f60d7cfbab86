"""Which intent a message has, by its letters and words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack

from bot.nlu.regression import Regression, fit

__all__ = ["SCORES", "WordClassifier", "put_intent"]

SCORES = "intent_scores"
"""Where a message keeps all intents and the logarithms of their probabilities."""

RANKED = 10
"""Intents in a parse result."""


def put_intent(message: Message, classes: list[str], scores: NDArray[np.float64]) -> None:
    """Sets intent, ranking and scores from logarithms of probabilities, shape (classes,)."""
    message.set(SCORES, (classes, scores))
    best = np.argsort(-scores)[:RANKED]
    ranking = [{"name": classes[i], "confidence": float(np.exp(scores[i]))} for i in best]
    message.set(INTENT, ranking[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class WordClassifier(IntentClassifier, GraphComponent):
    """A calibrated logistic regression on the sparse features of a sentence."""

    @classmethod
    def required_components(cls) -> list[type]:
        """A featuriser must stand before it."""
        return [Featurizer]

    def __init__(
        self, regression: Regression | None, storage: tuple[ModelStorage, Resource]
    ) -> None:
        self._regression = regression
        self._storage = storage

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> WordClassifier:
        """An untrained classifier; it has no settings."""
        return cls(None, (model_storage, resource))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> WordClassifier:
        """The classifier of a trained model."""
        with model_storage.read_from(resource) as folder:
            regression = joblib.load(Path(folder) / "regression.joblib")
        return cls(regression, (model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the sentences of all intents."""
        examples = training_data.intent_examples
        labels = [example.get(INTENT) for example in examples]
        self._regression = fit(_rows(examples), labels, strength=3.0, solver="liblinear")
        model_storage, resource = self._storage
        with model_storage.write_to(resource) as folder:
            joblib.dump(self._regression, Path(folder) / "regression.joblib")
        return resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent of each message."""
        assert self._regression is not None
        scores = self._regression.log_probabilities(_rows(messages))
        for message, row in zip(messages, scores, strict=True):
            put_intent(message, self._regression.classes, row)
        return messages


def _rows(messages: list[Message]) -> csr_matrix:
    rows = [message.get_sparse_features(attribute=TEXT)[1].features for message in messages]
    # Stacking a single row would take longer than all that is done with it.
    return rows[0].tocsr() if len(rows) == 1 else vstack(rows, format="csr")
