"""What texts are said as: our own kinds of texts, and all of `knowledge/`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.facts import Fact
from bot.knowledge.placeholders import fill
from bot.learning.files import read_files
from bot.learning.library import load_library
from bot.learning.texts import texts_of
from bot.settings import ROOT
from bot.speech.ear import Ear
from bot.speech.readings import read_readings, sayable
from bot.vietnamese.diacritics import strip_diacritics

KNOWLEDGE = ROOT / "knowledge"
READINGS = read_readings(KNOWLEDGE / "language" / "spoken_abbreviations.yml")
LIBRARY = load_library(KNOWLEDGE)
CASES = yaml.safe_load((Path(__file__).parent / "ear_cases.yml").read_text(encoding="utf-8"))
BREAK = "⏎"


def figures_of(fact: Fact) -> str:
    return re.sub(r"\D", "", fact.value)


EAR = Ear(
    READINGS, frozenset(figures_of(f) for f in LIBRARY.facts.values() if f.kind == "telephone")
)


def unsaid(words: str) -> list[str]:
    """What in these words is no Vietnamese syllable and no pause."""
    parts = re.findall(r"[^\W\d_]+|[^\w\s,.;:?!]|[\d_]", words)
    return [part for part in parts if not sayable(part.lower())]


def unread(words: str) -> list[str]:
    """What no voice could say: figures, signs, letters without a vowel."""
    return [
        part for part in unsaid(words) if not re.search("[aeiouy]", strip_diacritics(part), re.I)
    ]


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["text"][:40])
def test_says_our_texts(case: dict[str, str]) -> None:
    text = case["text"].replace(BREAK, "\n")
    words = EAR.words(text, case.get("region", "north"))
    assert words.replace("\n", BREAK) == case["said"]
    assert unsaid(words) == []


def test_there_are_many_cases() -> None:
    texts = [case["text"] for case in CASES["cases"]]
    assert len(texts) == len(set(texts)) > 120


def texts_of_knowledge() -> Iterator[tuple[str, str]]:
    files = read_files(KNOWLEDGE, [])
    for placed in texts_of(files):
        if not placed.heard:
            place = f"{placed.document.path.name}:{placed.document.line(placed.place)}"
            yield place, placed.text
    for fact in LIBRARY.facts.values():
        yield f"facts.yml:{fact.id}", f"{fact.value}\n{fact.statement}"


def test_nothing_in_our_knowledge_stays_unsaid() -> None:
    """A new abbreviation or foreign word in a text needs a line in spoken_abbreviations.yml."""
    form = LIBRARY.address_forms.default
    failures = {
        f"{place}: {left}"
        for place, text in texts_of_knowledge()
        if (left := unsaid(EAR.words(fill(text, LIBRARY.values(form)))))
    }
    assert sorted(failures) == []


def test_all_that_the_conversation_says_can_be_said() -> None:
    values = dict.fromkeys(
        ("questions", "pass_percent", "module_percent", "count", "days", "minutes", "left"), "12"
    ) | {"correct": "3", "asked": "5", "number": "2", "total": "4", "read": "6"}
    failures = []
    for path in sorted((ROOT / "bot" / "dialogue" / "domain").glob("*.yml")):
        responses = yaml.safe_load(path.read_text(encoding="utf-8")).get("responses") or {}
        for name, variants in responses.items():
            for variant in variants:
                text = re.sub(r"\{(\w+)\}", lambda f: values.get(f[1], "một việc"), variant["text"])
                failures += [f"{name}: {left}" for left in unsaid(EAR.words(text))]
    assert failures == []


@pytest.mark.parametrize("path", sorted((KNOWLEDGE / "plans").glob("*.yml")), ids=lambda p: p.name)
def test_names_in_plans_have_no_unread_abbreviation(path: Path) -> None:
    """Foreign names may stay as they are; figures, signs and letters without vowels may not."""
    for text in re.findall(r"(?:name|title|written|note|result): (.+)", path.read_text("utf-8")):
        assert unread(EAR.words(text)) == []


def test_every_reading_is_said_as_itself() -> None:
    """What was put into a text is not taken for something else by a later step."""
    for said in {**READINGS.words, **READINGS.sites, **READINGS.issuers, **READINGS.kinds}.values():
        assert EAR.words(f"{said} nhé").lower() == f"{said} nhé."


@settings(max_examples=100)
@given(st.text())
def test_anything_can_be_said(text: str) -> None:
    words = EAR.words(text)
    assert not re.search(r"[\d_@#/()“”<>]", re.sub(r"[^\x00-\x7f“”]", "", words))
    assert "\n\n\n" not in words
    assert words == words.strip()


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            ["12", "/", "-", ".", ",", "3", "2025", "QĐ", "a", " ", "gọi ", "%", ":", "\n", "+84"]
        ),
        max_size=12,
    ).map("".join)
)
def test_figures_and_signs_never_stay(text: str) -> None:
    assert unread(EAR.words(text)) == []
