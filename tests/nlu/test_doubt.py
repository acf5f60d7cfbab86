"""What happens to a message that is not clear."""

from __future__ import annotations

import pytest
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.doubt import Doubt

TALKING = DialogueStateTracker.from_events("a", [SlotSet("consent", "yes")])
ALONE = DialogueStateTracker.from_events("a", [])


def judged(confidence: float, tracker: DialogueStateTracker | None) -> tuple[str, float]:
    """The intent of a message of which the classifier was so sure."""
    ranking = [{"name": name, "confidence": confidence} for name in ("next", "stop", "help")]
    message = Message({INTENT: ranking[0], INTENT_RANKING_KEY: ranking})
    Doubt({"lost": 0.2, "sure": 0.6}).process([message], tracker)
    intent = message.get(INTENT)
    return intent["name"], intent["confidence"]


@pytest.mark.parametrize(
    ("confidence", "in_conversation", "alone"),
    [
        (0.95, "next", "next"),
        (0.6, "next", "next"),
        (0.59, "unsure", "next"),
        (0.2, "unsure", "next"),
        (0.19, "nlu_fallback", "nlu_fallback"),
    ],
)
def test_only_a_conversation_can_ask(confidence: float, in_conversation: str, alone: str) -> None:
    assert judged(confidence, TALKING) == (in_conversation, confidence)
    assert judged(confidence, ALONE) == (alone, confidence)
    assert judged(confidence, None) == (alone, confidence)


@pytest.mark.parametrize(
    ("ranking", "meanings"),
    [
        ([("next", 0.5), ("stop", 0.3), ("help", 0.15), ("deny", 0.05)], ["next", "stop", "help"]),
        ([("next", 0.5), ("stop", 0.3), ("help", 0.09)], ["next", "stop"]),
        ([("next", 0.5), ("stop", 0.02), ("help", 0.01)], ["next", "stop"]),
    ],
)
def test_two_or_three_meanings_are_named(
    ranking: list[tuple[str, float]], meanings: list[str]
) -> None:
    guesses = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    module = {"entity": "module", "value": "M03", "start": 0, "end": 5}
    message = Message({INTENT: guesses[0], INTENT_RANKING_KEY: guesses, ENTITIES: [module]})
    Doubt({"lost": 0.2, "sure": 0.6}).process([message], TALKING)
    first, *others = message.get(ENTITIES)
    assert first == module
    assert [(each["entity"], each["value"]) for each in others] == [
        ("meaning", name) for name in meanings
    ]
