"""Brings a message into normal form before anything is made of it."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.vietnamese.diacritics import nfc

__all__ = ["Normaliser"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class Normaliser(GraphComponent):
    """Puts the text into NFC, so that a letter is one character wherever it was typed.

    The channels do this already; here it is done for whoever talks to the model through
    Rasa's own commands. Places of tokens and entities refer to this text.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Normaliser:
        """A normaliser; it has no settings."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """The same messages, their text in NFC."""
        for message in messages:
            text = message.get(TEXT)
            if isinstance(text, str):
                message.set(TEXT, nfc(text))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The same for the examples of a training set."""
        self.process(training_data.training_examples)
        return training_data
