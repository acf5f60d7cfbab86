"""Words of Vietnamese, by underthesea, with their true places in the text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from underthesea import word_tokenize

from bot.nlu.dictionary import dictionary_words
from bot.nlu.language_files import read_language
from bot.nlu.syllables import Language, Syllable, read, split
from bot.settings import ROOT
from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.restoring import Restorer, learn

__all__ = ["SYLLABLES", "VietnameseTokenizer", "words"]

SYLLABLES = "syllables"
"""Where a message keeps its syllables for the components after this one."""


def words(text: str, syllables: Sequence[Syllable], terms: Sequence[str]) -> list[Token]:
    """The words of `text`, made of its `syllables`: a compound is one token and keeps its spaces.

    A token's `text` is the slice of the message it covers, its `lemma` the normal form.
    `terms` are words that must stay whole, in normal form with a space between syllables and
    signs (“mô - đun”).
    """
    if not syllables:
        return []
    segmented = word_tokenize(" ".join(s.form for s in syllables), fixed_words=list(terms))
    return [_token(text, group) for group in _grouped(syllables, segmented)]


def _grouped(syllables: Sequence[Syllable], segmented: Sequence[str]) -> list[list[Syllable]]:
    """The syllables put together as `segmented` has them.

    underthesea's output is not always a piece of its input (it composes, moves tone marks
    and closes gaps), so ends of words are compared by the number of base letters before
    them. Where even those differ, every syllable stands alone.
    """
    ends = list(accumulate(_letters(s.form) for s in syllables))
    word_ends = set(accumulate(_letters(word) for word in segmented))
    if ends[-1] != max(word_ends, default=0):
        return [[syllable] for syllable in syllables]
    groups: list[list[Syllable]] = [[]]
    for syllable, end in zip(syllables, ends, strict=True):
        groups[-1].append(syllable)
        if end in word_ends:
            groups.append([])
    return [group for group in groups if group]


def _letters(text: str) -> int:
    return sum(1 for letter in strip_diacritics(text) if not letter.isspace())


def _token(text: str, group: Sequence[Syllable]) -> Token:
    start, end = group[0].start, group[-1].end
    return Token(text[start:end], start, end, lemma=" ".join(s.form for s in group))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class VietnameseTokenizer(Tokenizer):
    """Rasa's tokenizer for Vietnamese as it is typed and said.

    `language` in the configuration is a folder of YAML files, relative to the checkout, with
    abbreviations, dialect, words protected from Telex, and terms to keep whole. Their
    contents are stored in the model, which is thus whole in itself. With `restoration`, a
    message typed without diacritics is given those it most likely has; what they are is learnt
    from the training sentences and underthesea's dictionary.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings and their defaults."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "language": "knowledge/language",
            "restoration": True,
        }

    def __init__(
        self,
        config: dict[str, Any],
        data: Mapping[str, Any],
        restorer: Restorer | None,
        storage: tuple[ModelStorage, Resource],
    ) -> None:
        super().__init__(config)
        self._data = data
        self._language = Language.from_data(data)
        self._terms = _longest_first(data["terms"]["terms"])
        self._restorer = restorer
        self._storage = storage

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> VietnameseTokenizer:
        """A tokeniser with the language data as it is on disk now; raises KnowledgeError."""
        data = read_language(ROOT / config["language"])
        return cls(config, data, None, (model_storage, resource))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> VietnameseTokenizer:
        """The tokeniser as it was when the model was trained."""
        with model_storage.read_from(resource) as folder:
            data = json.loads((Path(folder) / "language.json").read_text(encoding="utf-8"))
            restorer = joblib.load(Path(folder) / "restorer.joblib")
        return cls(config, data, restorer, (model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns how bare words are written with marks; puts all of it into the model."""
        if self._config["restoration"]:
            self._restorer = learn(self._marked(training_data), dictionary_words())
        model_storage, resource = self._storage
        with model_storage.write_to(resource) as folder:
            (Path(folder) / "language.json").write_text(
                json.dumps(self._data, ensure_ascii=False), encoding="utf-8"
            )
            joblib.dump(self._restorer, Path(folder) / "restorer.joblib")
        return resource

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of one attribute of a message; keeps the syllables of its text with it."""
        text = message.get(attribute)
        reading = read(text, self._language)
        if attribute == TEXT:
            message.set(SYLLABLES, reading.syllables)
        syllables: Sequence[Syllable] = reading.syllables
        if self._restorer and reading.is_bare:
            restored = self._restorer.restore([each.form for each in syllables])
            syllables = [
                Syllable(each.start, each.end, form)
                for each, form in zip(syllables, restored, strict=True)
            ]
        return words(text, syllables, self._terms)

    def _marked(self, training_data: TrainingData) -> Iterator[list[str]]:
        """The syllables of the training sentences that were written with their marks."""
        for example in training_data.training_examples:
            text = example.get(TEXT)
            if text:
                reading = read(text, self._language)
                if not reading.is_bare:
                    forms = " ".join(each.form for each in reading.syllables)
                    yield forms.split()


def _longest_first(terms: Iterable[str]) -> list[str]:
    spaced = {" ".join(s.form for s in split(term)) for term in terms}
    return sorted(spaced, key=len, reverse=True)
