"""What to make of a message whose intent is not sure: ask which was meant, or say it was lost."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

__all__ = ["MEANING", "UNSURE", "Doubt"]

UNSURE = "unsure"
"""The intent of a message that may mean two or three things."""

MEANING = "meaning"
"""An entity of such a message: an intent that it may have, the likeliest first."""

MOST_MEANINGS = 3
LEAST_CONFIDENCE = 0.1
"""Less likely meanings are not named, but two always are."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Doubt(GraphComponent):
    """Stands last in the pipeline and judges the confidence of the intent.

    Below `lost` nothing was understood. Below `sure` the person is asked, which only a
    conversation can do: a text that is parsed on its own keeps its likeliest intent.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings and their defaults."""
        return {"lost": 0.3, "sure": 0.6}

    def __init__(self, config: dict[str, Any]) -> None:
        self._lost: float = config["lost"]
        self._sure: float = config["sure"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Doubt:
        """One with these two confidences."""
        return cls(config)

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        """The messages, the intents of the doubtful ones replaced."""
        for message in messages:
            confidence = message.get(INTENT)["confidence"]
            name = None
            if confidence < self._lost:
                name = DEFAULT_NLU_FALLBACK_INTENT_NAME
            elif confidence < self._sure and tracker and tracker.events:
                name = UNSURE
                entities = (message.get(ENTITIES) or []) + _meanings(message)
                message.set(ENTITIES, entities, add_to_output=True)
            if name:
                intent = {"name": name, "confidence": confidence}
                message.set(INTENT, intent, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training has no doubts: the examples as they are."""
        return training_data


def _meanings(message: Message) -> list[dict[str, Any]]:
    """The likeliest intents as entities, which is what Rasa keeps of a message."""
    ranking = message.get(INTENT_RANKING_KEY)[:MOST_MEANINGS]
    likely = [each for each in ranking if each["confidence"] >= LEAST_CONFIDENCE]
    return [
        {"entity": MEANING, "value": each["name"], "start": 0, "end": 0}
        for each in (likely if len(likely) > 1 else ranking[:2])
    ]
