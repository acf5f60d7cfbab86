"""Everything a message names, whatever it is about: things known by name, days, times, ages.

It comes before the features, because “nhà tôi ở <a province>” is told from chat by it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.entity_files import EntityData, read_entity_data
from bot.nlu.syllables import Syllable, split
from bot.nlu.tokeniser import SYLLABLES
from bot.settings import ROOT
from bot.vietnamese.ages import find_age
from bot.vietnamese.dates import find_dates
from bot.vietnamese.gazetteer import Gazetteer
from bot.vietnamese.mentions import Mention
from bot.vietnamese.times import find_times

__all__ = ["NAMES", "NameFinder", "Word", "names_in", "one_by_one", "placed", "words_of"]

NAMES = "names"
"""Where a message keeps what it names: mentions at places of its text, which may overlap."""

_FILE = "names.json"
_TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Word(NamedTuple):
    """One syllable, number or sign: ``text[start:end]`` of the message stands for `form`."""

    start: int
    end: int
    form: str


def one_by_one(syllables: Sequence[Syllable]) -> list[Word]:
    """The words of `syllables`; those of one that stands for several have its place."""
    return [
        Word(syllable.start, syllable.end, form)
        for syllable in syllables
        for form in syllable.form.split()
    ]


def words_of(message: Message) -> tuple[list[Word], list[Word]]:
    """The words of a message as they are written, and as they are meant.

    Names are looked for in both, for “KH” is a plan in one and “không” in the other.
    """
    written = one_by_one(split(message.get(TEXT) or ""))
    return written, one_by_one(message.get(SYLLABLES) or []) or written


def placed(words: Sequence[Word], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """`mentions` of places in `words`, at their places in the text."""
    for each in mentions:
        start, end = words[each.start].start, words[each.end - 1].end
        yield Mention(each.kind, each.value, start, end)


def names_in(message: Message, gazetteer: Gazetteer, today: datetime.date) -> list[Mention]:
    """What the message names, at places of its text; relative dates are meant against `today`."""
    written, meant = words_of(message)
    forms = [word.form for word in meant]
    found = [*placed(written, gazetteer.find([word.form for word in written]))]
    if meant != written:
        found += placed(meant, gazetteer.find(forms))
    for mentions in (find_dates(forms, today), find_times(forms), find_age(forms)):
        found += placed(meant, mentions)
    return found


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class NameFinder(GraphComponent):
    """Keeps with every message what it names; stands after the tokeniser.

    `gazetteers` is the folder of names, relative to the checkout; what it holds is put into the
    model. Relative dates are meant against the message's ``metadata["day"]`` (ISO 8601), or
    today in Vietnam.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings and their defaults."""
        return {"gazetteers": "knowledge/language/entities"}

    def __init__(self, data: EntityData, storage: tuple[ModelStorage, Resource]) -> None:
        self._data = data
        self._gazetteer = Gazetteer(data.names())
        self._storage = storage

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NameFinder:
        """A finder with the names as they are on disk now; raises `KnowledgeError`."""
        return cls(read_entity_data(ROOT / config["gazetteers"]), (model_storage, resource))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NameFinder:
        """The finder as it was when the model was trained."""
        with model_storage.read_from(resource) as folder:
            data = EntityData.parse_file(Path(folder) / _FILE, encoding="utf-8")
        return cls(data, (model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Nothing is learnt: the names are put into the model."""
        model_storage, resource = self._storage
        with model_storage.write_to(resource) as folder:
            (Path(folder) / _FILE).write_text(self._data.json(ensure_ascii=False), encoding="utf-8")
        return resource

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages with what their texts name."""
        for message in messages:
            message.set(NAMES, names_in(message, self._gazetteer, _day(message)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The same for the examples of a training set."""
        self.process(training_data.training_examples)
        return training_data


def _day(message: Message) -> datetime.date:
    """The day the message was written on."""
    day = (message.get(METADATA) or {}).get("day")
    if day:
        return datetime.date.fromisoformat(day)
    return datetime.datetime.now(_TIME_ZONE).date()
