"""What a message is about: of all it names, what its intent has use for, and choices and wishes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.entity_files import EntityUse, read_entity_use
from bot.nlu.names import NAMES, placed, words_of
from bot.settings import ROOT
from bot.vietnamese.address_words import find_address_form
from bot.vietnamese.choice_words import find_choice
from bot.vietnamese.mentions import Mention, apart
from bot.vietnamese.voice_words import find_voice_wishes

__all__ = ["VietnameseEntityExtractor", "entities_in"]

_FILE = "entity_use.json"


def entities_in(message: Message, use: EntityUse) -> list[Mention]:
    """What the message is about, in order and apart; places are those of its text."""
    intent = (message.get(INTENT) or {}).get("name")
    written, meant = words_of(message)
    forms = [word.form for word in meant]
    found: list[Mention] = list(message.get(NAMES) or [])
    if use.keeps("choice", intent):
        found += placed(written, find_choice([word.form for word in written]))
        found += placed(meant, find_choice(forms))
    if use.keeps("address_form", intent):
        alone = intent in use.form_alone
        found += placed(meant, find_address_form(forms, use.forms, alone))
    if use.keeps("voice", intent):
        found += placed(meant, find_voice_wishes(forms, use.voice.items()))
    return _once("module", apart(each for each in found if use.keeps(each.kind, intent)))


def _once(kind: str, mentions: Sequence[Mention]) -> list[Mention]:
    """`mentions`, where a thing of this kind is named again, only the longest of its names."""
    longest: dict[str, Mention] = {}
    for each in mentions:
        before = longest.get(each.value)
        if each.kind == kind and (not before or each.end - each.start > before.end - before.start):
            longest[each.value] = each
    return [each for each in mentions if each.kind != kind or longest[each.value] is each]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class VietnameseEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Sets the entities of messages; stands after `NameFinder` and the intent classifiers.

    `use` is the file that says with which intents an entity is kept, `address_forms` that of the
    forms of address, both relative to the checkout. What they hold is put into the model.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings and their defaults."""
        return {
            "use": "knowledge/language/entities/use.yml",
            "address_forms": "knowledge/address_forms.yml",
        }

    def __init__(self, use: EntityUse, storage: tuple[ModelStorage, Resource]) -> None:
        self._use = use
        self._storage = storage

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> VietnameseEntityExtractor:
        """An extractor with the files as they are on disk now; raises `KnowledgeError`."""
        use = read_entity_use(ROOT / config["use"], ROOT / config["address_forms"])
        return cls(use, (model_storage, resource))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> VietnameseEntityExtractor:
        """The extractor as it was when the model was trained."""
        with model_storage.read_from(resource) as folder:
            use = EntityUse.parse_file(Path(folder) / _FILE, encoding="utf-8")
        return cls(use, (model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Nothing is learnt: the data are put into the model."""
        model_storage, resource = self._storage
        with model_storage.write_to(resource) as folder:
            (Path(folder) / _FILE).write_text(self._use.json(ensure_ascii=False), encoding="utf-8")
        return resource

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages with their entities."""
        for message in messages:
            found = [
                {"entity": each.kind, "value": each.value, "start": each.start, "end": each.end}
                for each in entities_in(message, self._use)
            ]
            entities = self.add_extractor_name(found)
            message.set(ENTITIES, (message.get(ENTITIES) or []) + entities, add_to_output=True)
        return messages
