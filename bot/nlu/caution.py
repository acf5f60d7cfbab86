"""Some things are worse to miss than to suspect in vain: a person who has just been robbed."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.special import log_softmax

from bot.nlu.classifier import SCORES, put_intent

__all__ = ["Caution"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Caution(GraphComponent):
    """Weighs intents by what it costs to miss them; stands after the classifiers.

    `weights` has for some intents the logarithm of how many times worse it is to miss one than
    to see one where there is none (Elkan 2001, The Foundations of Cost-Sensitive Learning).
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A classifier must stand before it."""
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings and their defaults."""
        return {"weights": {}}

    def __init__(self, config: dict[str, Any]) -> None:
        self._weights: dict[str, float] = config["weights"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Caution:
        """One with these weights."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, their intents weighed anew."""
        for message in messages:
            classes, scores = message.get(SCORES)
            extra = np.array([self._weights.get(name, 0.0) for name in classes])
            put_intent(message, classes, log_softmax(scores + extra))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training weighs nothing: the examples as they are."""
        return training_data
