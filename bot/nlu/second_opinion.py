"""A look at the meaning of a whole sentence, where its words alone leave a doubt.

Words that nobody trained on tell a classifier by words nothing. A sentence embedding
(multilingual-e5-small, Wang et al. 2024) knows them from elsewhere. It costs some fifteen
milliseconds, so only messages that are not clear without it pay for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.special import log_softmax

from bot.embedding import embedder
from bot.nlu.classifier import SCORES, put_intent
from bot.nlu.regression import Regression, fit

__all__ = ["SecondOpinion"]

MOST_EXAMPLES = 80
"""Of one intent; left-out sentences understood: 0.892 with 60, 0.894 with 80, 0.897 with all."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SecondOpinion(IntentClassifier, GraphComponent):
    """Asks a classifier on sentence embeddings where the one before it is not sure.

    Where the confidence is below `sure`, the logarithms of both probabilities are averaged, this
    one's with `weight`. `scale` multiplies the embeddings' differences from their mean, which
    are small.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A tokeniser must stand before it, and, which Rasa cannot check, another classifier."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings and their defaults."""
        return {"sure": 0.7, "weight": 0.4, "scale": 10.0}

    def __init__(
        self,
        config: dict[str, Any],
        regression: Regression | None,
        mean: NDArray[np.float32],
        storage: tuple[ModelStorage, Resource],
    ) -> None:
        self._config = config
        self._regression = regression
        self._mean = mean
        self._storage = storage

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SecondOpinion:
        """An untrained classifier."""
        mean = np.zeros(0, dtype=np.float32)
        return cls(config, None, mean, (model_storage, resource))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SecondOpinion:
        """The classifier of a trained model."""
        with model_storage.read_from(resource) as folder:
            regression, mean = joblib.load(Path(folder) / "second_opinion.joblib")
        return cls(config, regression, mean, (model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from some sentences of each intent: more cost minutes and tell little more."""
        examples = _at_most(MOST_EXAMPLES, training_data.intent_examples)
        embeddings = embedder().query([_words(example) for example in examples])
        self._mean = embeddings.mean(axis=0)
        labels = [example.get(INTENT) for example in examples]
        self._regression = fit(self._rows(embeddings), labels, strength=0.3, solver="lbfgs")
        model_storage, resource = self._storage
        with model_storage.write_to(resource) as folder:
            joblib.dump((self._regression, self._mean), Path(folder) / "second_opinion.joblib")
        return resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Thinks again about each message whose intent is not sure."""
        for message in messages:
            if message.get(INTENT)["confidence"] < self._config["sure"]:
                self._reconsider(message)
        return messages

    def _reconsider(self, message: Message) -> None:
        assert self._regression is not None
        rows = self._rows(embedder().query([_words(message)]))
        classes, scores = message.get(SCORES)
        assert classes == self._regression.classes
        second = self._regression.log_probabilities(rows)[0]
        weight: float = self._config["weight"]
        put_intent(message, classes, log_softmax((1 - weight) * scores + weight * second))

    def _rows(self, embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
        scale: float = self._config["scale"]
        return (embeddings - self._mean) * np.float32(scale)


def _at_most(count: int, examples: Sequence[Message]) -> list[Message]:
    """The examples, of an intent that has more only `count`, taken evenly over them all."""
    by_intent: dict[str, list[Message]] = defaultdict(list)
    for example in examples:
        by_intent[example.get(INTENT)].append(example)
    return [
        each[int(place * len(each) / min(count, len(each)))]
        for each in by_intent.values()
        for place in range(min(count, len(each)))
    ]


def _words(message: Message) -> str:
    return " ".join(token.lemma for token in message.get(TOKENS_NAMES[TEXT]) or [])
