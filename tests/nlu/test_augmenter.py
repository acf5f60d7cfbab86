"""Training sentences once more without diacritics."""

from __future__ import annotations

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.augmenter import Augmenter


def example(text: str, intent: str) -> Message:
    """A training sentence."""
    return Message.build(text, intent)


def test_each_sentence_with_marks_gets_its_bare_form() -> None:
    data = TrainingData([example("Tôi muốn học", "start_learning"), example("ok", "affirm")])
    result = Augmenter().process_training_data(data)
    assert [(e.get(TEXT), e.get(INTENT)) for e in result.training_examples] == [
        ("Tôi muốn học", "start_learning"),
        ("ok", "affirm"),
        ("Toi muon hoc", "start_learning"),
    ]


def test_messages_of_people_pass_untouched() -> None:
    message = Message({TEXT: "Tôi muốn học"})
    assert Augmenter().process([message]) == [message]
    assert message.get(TEXT) == "Tôi muốn học"
