"""Words of Vietnamese, by underthesea, with their true places in the text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from underthesea import word_tokenize

from bot.nlu.syllables import Syllable, split
from bot.settings import ROOT
from bot.vietnamese.diacritics import nfc, strip_diacritics

__all__ = ["VietnameseTokenizer", "words"]


def words(text: str, abbreviations: Mapping[str, str], terms: Sequence[str]) -> list[Token]:
    """The words of `text`: a compound is one token and keeps its spaces.

    A token's `text` is the slice of the message it covers, its `lemma` the normal form
    (lower case, abbreviations written out). `terms` are words that must stay whole, in normal
    form with a space between syllables and signs (“mô - đun”).
    """
    syllables = split(text, abbreviations)
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
    """Rasa's tokenizer for Vietnamese.

    `lexicon` in the configuration is a YAML file, relative to the checkout, with
    `abbreviations` (form: meaning) and `terms` (words to keep whole). Both are stored in
    the model, which is thus whole in itself.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings and their defaults."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "lexicon": "knowledge/language/chat.yml",
        }

    def __init__(
        self,
        config: dict[str, Any],
        abbreviations: Mapping[str, str],
        terms: Sequence[str],
        storage: tuple[ModelStorage, Resource],
    ) -> None:
        super().__init__(config)
        self._abbreviations = abbreviations
        self._terms = terms
        self._storage = storage

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> VietnameseTokenizer:
        """A tokeniser with the lexicon as it is on disk now."""
        lexicon = yaml.safe_load((ROOT / config["lexicon"]).read_text(encoding="utf-8"))
        return cls(
            config,
            {nfc(form): nfc(meaning) for form, meaning in lexicon["abbreviations"].items()},
            _longest_first(lexicon["terms"]),
            (model_storage, resource),
        )

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
            lexicon = json.loads((Path(folder) / "lexicon.json").read_text(encoding="utf-8"))
        return cls(config, lexicon["abbreviations"], lexicon["terms"], (model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Nothing is learnt: the lexicon is put into the model."""
        model_storage, resource = self._storage
        lexicon = {"abbreviations": dict(self._abbreviations), "terms": list(self._terms)}
        with model_storage.write_to(resource) as folder:
            (Path(folder) / "lexicon.json").write_text(
                json.dumps(lexicon, ensure_ascii=False), encoding="utf-8"
            )
        return resource

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of one attribute of a message."""
        return words(message.get(attribute), self._abbreviations, self._terms)


def _longest_first(terms: Iterable[str]) -> list[str]:
    spaced = {" ".join(s.form for s in split(term, {})) for term in terms}
    return sorted(spaced, key=len, reverse=True)
