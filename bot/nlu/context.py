"""The state of the conversation as part of understanding.

“2”, “b”, “câu thứ hai” or an option's own words mean nothing alone; beside the choices
that were just offered they are as good as a pressed button. “Còn Hải Phòng thì sao” asks what
was asked before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.tokeniser import SYLLABLES
from bot.payload import Payload, decode
from bot.vietnamese.choice import match_choice
from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.wording import match_exact, spoken

__all__ = ["ConversationContext", "pressed"]

OFFER = "offer"
"""Slot: the choices that were offered last, a list of [title, payload].

Those that have no number have a third part and come last.
"""

AWAITING = "awaiting"
"""Slot: "name" while the next message is taken as words, whatever they look like."""

TOPIC = "topic"
"""Slot: the intent of the question about plans that was answered last."""

_NAMES = frozenset({"date", "document", "group", "month", "province", "unit"})
# fmt: off
_LINKING = frozenset({
    "a", "ah", "bao", "ben", "boi", "cai", "chau", "cho", "chu", "co", "con", "cua", "da", "de",
    "di", "em", "gi", "ha", "hoi", "la", "luon", "ma", "minh", "nao", "nay", "ne", "nghen", "nha",
    "nhe", "nhi", "nhieu", "nhu", "nua", "o", "oi", "sao", "tai", "the", "them", "theo", "thi",
    "toi", "trong", "u", "va", "vang", "vay", "ve", "voi", "xem",
})
# fmt: on
"""Words, bare, by which a name is joined to the question before it and nothing new is asked."""

_COMMANDS = frozenset(
    {
        "bot_challenge",
        "delete_my_data",
        "dont_know",
        "explain_simpler",
        "export_my_data",
        "help",
        "hint",
        "previous",
        "repeat",
        "scam_victim",
        "set_voice",
        "stop",
        "talk_to_human",
    }
)
_MOVES = frozenset({"dont_know", "explain_simpler", "hint", "previous", "repeat"})
"""Commands that mean nothing where a name is asked for; some names sound like them."""

_ABOUT_TALKING = frozenset({"repeat", "set_voice"})
"""Commands that people who talk give at any moment, so where a name is asked for as well."""

_SURE = 0.7
_VERY_SURE = 0.9
_CERTAIN = 0.99
"""“Nhắc lại” is surer than this a command, and no name is (“Lại Ba”: 0.94)."""

MOST_WORDS_OF_NAME = 6
"""A longer message that is surely something else is no name, of a person or of a group."""

_NAMING = frozenset({"answer", "create_group"})
"""What long names of groups are taken for."""

MOST_WORDS_ON = 8
"""A longer question says what it is about."""

_ASKING = re.compile(
    r"\b(?:ai|gi|dau|nao|sao|chua|may|bao (?:nhieu|gio|lau)|nua|han|ket qua|muc [ivx\d]+|\d+ \d+)\b"
)
_MISTAKEN = frozenset({"answer", "ask_progress", "next", "nlu_fallback", "set_profile"})
"""Intents that such questions are taken for, because each is asked so of lessons as well."""

MOST_OPTIONS = 40
"""Up to this number a number alone is taken for that of an option."""


def pressed(payload: Payload) -> dict[str, Any]:
    """What a pressed button means, as the part of Rasa's parse result that says so."""
    entities = [
        {"entity": name, "value": value, "start": 0, "end": 0}
        for name, value in (("value", payload.value), ("place", payload.place))
        if value is not None
    ]
    return {"intent": {"name": payload.intent, "confidence": 1.0}, "entities": entities}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ConversationContext(GraphComponent):
    """Reads payloads of buttons, and answers to what was offered or asked.

    It stands after classifiers and entities. A command the classifier is sure of (“dừng lại”, “gợi
    ý”) wins over an option that merely contains its words, but not over its number or all of
    its words.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConversationContext:
        """A context reader; it has no settings."""
        return cls()

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        """The messages with the intent that the conversation gives them."""
        slots = tracker.current_slot_values() if tracker else {}
        for message in messages:
            payload = decode(message.get(TEXT) or "")
            if payload is None and slots.get(AWAITING):
                is_command = _is_command(message, _COMMANDS - _MOVES - _ABOUT_TALKING)
                is_command = is_command or _is_command(message, _ABOUT_TALKING, _CERTAIN)
                is_command = is_command or _is_too_long_for_a_name(message)
                payload = None if is_command else Payload("answer")
            elif payload is None and slots.get(OFFER):
                payload = _chosen(message, slots[OFFER])
            if payload:
                for key, value in pressed(payload).items():
                    message.set(key, value, add_to_output=True)
            elif slots.get(OFFER) and _is_number_alone(message):
                message.set(INTENT, {"name": "answer", "confidence": 1.0}, add_to_output=True)
            elif slots.get(TOPIC) and (_only_names(message) or _asks_on(message)):
                intent = {"name": slots[TOPIC], "confidence": 1.0}
                message.set(INTENT, intent, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training has no conversation: the examples as they are."""
        return training_data


def _is_command(
    message: Message, commands: Collection[str] = _COMMANDS, sure: float = _SURE
) -> bool:
    intent = message.get(INTENT) or {}
    return intent.get("name") in commands and intent.get("confidence", 0.0) >= sure


def _is_too_long_for_a_name(message: Message) -> bool:
    """Whether it is surely something else: “nhắc bác học lúc tám giờ tối nhé”."""
    intent = message.get(INTENT) or {}
    sure = intent.get("confidence", 0.0) >= _VERY_SURE and intent.get("name") not in _NAMING
    return sure and len((message.get(TEXT) or "").split()) > MOST_WORDS_OF_NAME


def _chosen(message: Message, offer: list[list[str]]) -> Payload | None:
    text = message.get(TEXT)
    titles = [each[0] for each in offer]
    said = spoken(text)
    # Before places: a title may begin as one (“Chọn dòng đầu vì …”), unless it is but a number.
    place = None if said.isdecimal() else match_exact(said, [spoken(title) for title in titles])
    if place is None:
        place = match_choice(text, [""] * sum(len(each) == 2 for each in offer))
    if place is None and not _is_command(message):
        place = match_choice(text, titles)
    return decode(offer[place][1]) if place is not None else None


def _asks_on(message: Message) -> bool:
    """Whether a message is a short question that names no subject of its own (“ai ký?”)."""
    intent = message.get(INTENT) or {}
    if any(each["entity"] in _NAMES for each in message.get(ENTITIES) or []):
        return False
    words = strip_diacritics(spoken(message.get(TEXT) or ""))
    if len(words.split()) > MOST_WORDS_ON or not _ASKING.search(words):
        return False
    return intent.get("name") in _MISTAKEN or intent.get("confidence", 0.0) < _VERY_SURE


def _is_number_alone(message: Message) -> bool:
    """Whether a message is the number of an option that was not offered, and nothing else."""
    return match_choice(message.get(TEXT), [""] * MOST_OPTIONS) is not None


def _only_names(message: Message) -> bool:
    """Whether a message names a unit, a month … and says nothing else (“còn quý 3 thì sao?”)."""
    named = [each for each in message.get(ENTITIES) or [] if each["entity"] in _NAMES]
    rest = (
        strip_diacritics(word)
        for each in message.get(SYLLABLES) or []
        if not any(name["start"] <= each.start < name["end"] for name in named)
        for word in each.form.split()
        if word.isalnum()
    )
    return bool(named) and _LINKING.issuperset(rest)
