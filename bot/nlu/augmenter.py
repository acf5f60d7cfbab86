"""Adds to every training sentence the way it is typed without diacritics."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["Augmenter"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class Augmenter(GraphComponent):
    """Doubles the training data; messages of people pass through untouched."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Augmenter:
        """An augmenter; it has no settings."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages as they are."""
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples, and after them the bare form of each that has diacritics."""
        bare = []
        for example in training_data.training_examples:
            text = example.get(TEXT)
            if isinstance(text, str) and strip_diacritics(text) != text:
                data = {**example.data, TEXT: strip_diacritics(text)}
                bare.append(Message(data=data, output_properties=set(example.output_properties)))
        return training_data.merge(TrainingData(bare))
