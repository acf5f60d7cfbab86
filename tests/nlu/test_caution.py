"""Intents that must not be missed."""

from __future__ import annotations

import numpy as np
import pytest
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.caution import Caution
from bot.nlu.classifier import put_intent


def weighed(victim: float, weight: float) -> tuple[str, float]:
    """The intent where a robbed person is so likely, and its confidence."""
    message = Message()
    put_intent(message, ["check_scam", "scam_victim"], np.log([1 - victim, victim]))
    Caution({"weights": {"scam_victim": weight}}).process([message])
    intent = message.get(INTENT)
    return intent["name"], round(intent["confidence"], 3)


@pytest.mark.parametrize(
    ("victim", "weight", "expected"),
    [
        (0.4, 0.0, ("check_scam", 0.6)),
        (0.4, 1.0, ("scam_victim", 0.644)),
        (0.2, 1.0, ("check_scam", 0.595)),
        (0.9, 1.0, ("scam_victim", 0.961)),
    ],
)
def test_what_is_worse_to_miss_weighs_more(
    victim: float, weight: float, expected: tuple[str, float]
) -> None:
    assert weighed(victim, weight) == expected
