"""Messages that are somebody else's: pasted, forwarded, or a call that is retold.

Their words mean what their writer wanted, not what the person wants, which is to know whether it
is a swindle. So whatever the classifiers make of “cập nhật thông tin”, it is `check_scam`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.language_files import read_language
from bot.nlu.message_line import line_of
from bot.nlu.pasted_frames import ASKED_FOR, Frames, PastedFile, has_link, read_pasted
from bot.nlu.syllables import Language
from bot.payload import decode
from bot.settings import ROOT

__all__ = ["Pasted"]

CHECK_SCAM = "check_scam"
_PENDING = "pending"

_VICTIM = "scam_victim"
_COMMANDS = frozenset(
    {
        *("affirm", "bot_challenge", "delete_my_data", "deny", "goodbye", "greet", "help"),
        *("next", "previous", "repeat", "resume", "set_voice", "start_learning", "stop"),
        *("talk_to_human", "thank", "choose_module"),
    }
)
_SURE = 0.7


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Pasted(GraphComponent):
    """Stands after the classifiers; `patterns` and `language` are relative to the checkout.

    What both hold is put into the model.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A classifier must stand before it, which Rasa cannot check of what is trained."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings and their defaults."""
        return {
            "patterns": "knowledge/language/pasted.yml",
            "language": "knowledge/language",
        }

    def __init__(self, data: dict[str, Any], storage: tuple[ModelStorage, Resource]) -> None:
        self._data = data
        self._frames = Frames.of(PastedFile.parse_obj(data["pasted"]))
        self._language = Language.from_data(data["language"])
        self._storage = storage

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Pasted:
        """One with the files as they are on disk now; raises KnowledgeError."""
        data = {
            "pasted": read_pasted(ROOT / config["patterns"]).dict(),
            "language": read_language(ROOT / config["language"]),
        }
        return cls(data, (model_storage, resource))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Pasted:
        """The component as it was when the model was trained."""
        with model_storage.read_from(resource) as folder:
            data = json.loads((Path(folder) / "pasted.json").read_text(encoding="utf-8"))
        return cls(data, (model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Puts the files into the model."""
        model_storage, resource = self._storage
        with model_storage.write_to(resource) as folder:
            (Path(folder) / "pasted.json").write_text(
                json.dumps(self._data, ensure_ascii=False), encoding="utf-8"
            )
        return resource

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        """The messages, those that are somebody else's with the intent to have them checked."""
        slots = tracker.current_slot_values() if tracker else {}
        asked_for = (slots.get(_PENDING) or {}).get("kind") == ASKED_FOR
        for message in messages:
            intent = message.get(INTENT) or {}
            if intent.get("name") == CHECK_SCAM or decode(message.get(TEXT) or ""):
                continue
            wanted = asked_for and intent.get("name") != _VICTIM and not _is_command(intent)
            if wanted or self._is_others(message.get(TEXT) or "", intent.get("name")):
                checked = {"name": CHECK_SCAM, "confidence": 1.0}
                message.set(INTENT, checked, add_to_output=True)
        return messages

    def _is_others(self, text: str, intent: str | None) -> bool:
        """Whether the words are somebody else's. Who was robbed needs the bank, no judgement."""
        frames, line = self._frames, line_of(text, self._language)
        if intent == _VICTIM:
            linked, written = has_link(text), frames.written.is_in(line)
            asks = linked or written or frames.asking.is_in(line)
            return (linked and written) or (asks and not frames.done.is_in(line))
        return has_link(text) or frames.are_others(line)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training has only people's own words: the examples as they are."""
        return training_data


def _is_command(intent: dict[str, Any]) -> bool:
    return intent.get("name") in _COMMANDS and intent.get("confidence", 0.0) >= _SURE
