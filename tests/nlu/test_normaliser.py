"""The normal form of a message's text."""

from __future__ import annotations

import unicodedata

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.normaliser import Normaliser


def test_text_is_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Tiếng Việt")
    message = Message({TEXT: decomposed})
    Normaliser().process([message])
    assert message.get(TEXT) == "Tiếng Việt"
    data = TrainingData([Message({TEXT: decomposed, "intent": "greet"})])
    Normaliser().process_training_data(data)
    assert data.training_examples[0].get(TEXT) == "Tiếng Việt"


def test_a_message_without_text_is_left_alone() -> None:
    message = Message({"intent": "greet"})
    Normaliser().process([message])
    assert message.get(TEXT) is None
