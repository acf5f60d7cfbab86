"""The training sentences, and that the evaluation is none of them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

import pytest
import yaml
from lexicon import LANGUAGE
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from bot.nlu.syllables import read
from bot.settings import ROOT
from bot.vietnamese.diacritics import strip_diacritics

LEAST_EXAMPLES = 60
NEAR = 0.9
SHORT_WORDS = 3


def training() -> dict[str, list[str]]:
    """The training sentences as written, by intent."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted((ROOT / "nlu_data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = block["examples"].splitlines()
            found[block["intent"]] += [
                line.strip().removeprefix("- ") for line in lines if line.strip()
            ]
    return found


def evaluation() -> list[dict[str, str]]:
    """The held-out sentences."""
    return [
        sentence
        for file in sorted((ROOT / "tests" / "evaluation").glob("*.yml"))
        for sentence in yaml.safe_load(file.read_text(encoding="utf-8"))["sentences"]
    ]


def bare(text: str) -> str:
    """A text by its letters and digits alone, raw Telex decoded and chat written out."""
    forms = " ".join(syllable.form for syllable in read(text, LANGUAGE).syllables)
    return " ".join(re.findall(r"\w+", strip_diacritics(forms)))


TRAINING = training()


@pytest.mark.parametrize("intent", TRAINING)
def test_every_intent_has_enough_examples(intent: str) -> None:
    assert len(set(map(bare, TRAINING[intent]))) >= LEAST_EXAMPLES


def test_every_sentence_is_composed_and_clean() -> None:
    for sentences in TRAINING.values():
        for sentence in sentences:
            assert sentence == unicodedata.normalize("NFC", sentence).strip()
            assert not re.search(r"[\x00-\x1f\u200b-\u200f\ufeff]|  ", sentence), sentence
            assert len(sentence) <= 200, sentence


def test_no_sentence_is_in_two_intents() -> None:
    """With the same marks; without them some words are truly the same (“muốn”, “muộn”)."""
    where: dict[str, set[str]] = defaultdict(set)
    for intent, sentences in TRAINING.items():
        for sentence in sentences:
            where[" ".join(re.findall(r"\w+", sentence.lower()))].add(intent)
    assert {sentence: names for sentence, names in where.items() if len(names) > 1} == {}


def test_the_same_sentence_is_not_there_twice() -> None:
    for intent, sentences in TRAINING.items():
        spoken = [sentence.lower() for sentence in sentences]
        assert sorted({s for s in spoken if spoken.count(s) > 1}) == [], intent


def test_the_evaluation_set_knows_the_same_intents() -> None:
    assert {sentence["intent"] for sentence in evaluation()} <= TRAINING.keys()
    assert len(evaluation()) >= 500


def test_no_evaluation_sentence_is_a_training_sentence_or_nearly() -> None:
    known = sorted({bare(sentence) for sentences in TRAINING.values() for sentence in sentences})
    held_out = sorted({bare(sentence["text"]) for sentence in evaluation()})
    known, held_out = (
        [text for text in texts if len(text.split()) > SHORT_WORDS] for texts in (known, held_out)
    )
    likeness = cdist(held_out, known, scorer=ratio, score_cutoff=100 * NEAR)
    copied = [(held_out[i], known[j]) for i, j in zip(*likeness.nonzero(), strict=True)]
    assert copied == []
