"""Files of labelled sentences: what each means and how it is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Day, Parsed, Strict, Text, read_file

__all__ = ["KINDS", "Entity", "Sentence", "intents_of", "read_sentences"]

Kind = Literal["standard", "nodia", "teencode", "typo", "telex", "dialect", "voice", "long"]
KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]
"""The ways of writing, in the order in which they are shown."""


@dataclass(frozen=True)
class Entity:
    """A thing named in a sentence, at its characters `start` to `end` (not included)."""

    entity: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """One labelled sentence.

    `entities` is None where its file labels none at all; `today` is the day that “tháng tới”
    counts from, None for the day on which it is read.
    """

    text: str
    intent: str
    kind: str
    entities: tuple[Entity, ...] | None
    today: date | None
    file: str


class EntityEntry(Strict):
    """An entity as it is labelled: `text` are its words in the sentence."""

    entity: Literal[
        "module",
        "choice",
        "document",
        "unit",
        "province",
        "month",
        "date",
        "time",
        "address_form",
        "age",
        "group",
        "route",
    ]
    value: Text
    text: Text


class SentenceEntry(Strict):
    """A sentence as it is labelled."""

    text: Text
    intent: Text
    kind: Kind
    entities: list[EntityEntry] | None = None


class SentencesFile(Strict):
    """A whole file."""

    today: Day | None = None
    sentences: list[SentenceEntry] = Field(min_items=1)


def read_sentences(files: Sequence[Path], intents: Collection[str]) -> list[Sentence]:
    """The sentences of all files, labelled with one of `intents` each.

    Where any sentence of a file has `entities`, those without have none to be found. Raises
    KnowledgeError with the file, line and field of every mistake.
    """
    problems: list[Problem] = []
    sentences: list[Sentence] = []
    for file in files:
        parsed = read_file(file, SentencesFile, problems)
        if parsed:
            sentences += _sentences(parsed, intents, problems)
    if problems:
        raise KnowledgeError(problems)
    return sentences


def intents_of(domain: Path) -> frozenset[str]:
    """The names of the intents that the files of a domain's folder declare."""
    return frozenset(_declared(domain))


def _declared(domain: Path) -> Iterator[str]:
    for file in sorted(domain.glob("*.yml")):
        for intent in yaml.safe_load(file.read_text(encoding="utf-8")).get("intents") or ():
            yield from intent if isinstance(intent, Mapping) else (intent,)


def _sentences(
    parsed: Parsed[SentencesFile], intents: Collection[str], problems: list[Problem]
) -> Iterator[Sentence]:
    labelled = any(entry.entities is not None for entry in parsed.model.sentences)
    for number, entry in enumerate(parsed.model.sentences):
        place = ("sentences", number)
        if entry.intent not in intents:
            near = get_close_matches(entry.intent, intents, n=1)
            hint = f" Có phải là “{near[0]}”?" if near else ""
            message = f"Không có ý định tên “{entry.intent}”.{hint}"
            problems.append(parsed.document.problem((*place, "intent"), message))
        entities = []
        after: dict[str, int] = {}
        for at, named in enumerate(entry.entities or ()):
            start = entry.text.find(named.text, after.get(named.text, 0))
            if start < 0:
                message = f"Trong câu không có (hoặc không còn) “{named.text}”."
                problem = parsed.document.problem((*place, "entities", at, "text"), message)
                problems.append(problem)
            end = after[named.text] = start + len(named.text)
            entities.append(Entity(named.entity, named.value, start, end))
        yield Sentence(
            entry.text,
            entry.intent,
            entry.kind,
            tuple(entities) if labelled else None,
            parsed.model.today,
            parsed.document.path.name,
        )
