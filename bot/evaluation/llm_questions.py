"""``llm_questions.yml``: what a language model is tried with, from our own knowledge."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from bot.knowledge.address import AddressForm
from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Parsed, Strict, Text, parse_file
from bot.learning.ids import FaqId
from bot.learning.library import Library

__all__ = ["FILE", "Sort", "Trial", "read_trials", "says_one_of"]

FILE = Path(__file__).with_name("llm_questions.yml")

Sort = Literal["given", "absent", "traps"]
_SORTS: tuple[Sort, ...] = ("given", "absent", "traps")


@dataclass(frozen=True)
class Trial:
    """A question, the passage as the person with `form` reads it, and what is expected.

    “given”: one fragment of each group of `says` must be said. “absent”: the passage does not hold
    the answer. “traps”: nothing of `never` may be said.
    """

    sort: Sort
    question: str
    passage_id: str
    passage: str
    form: AddressForm
    says: tuple[tuple[str, ...], ...]
    never: tuple[str, ...]


class _Entry(Strict):
    passage: FaqId
    ask: Text
    says: list[list[Text]] = Field(default_factory=list)
    never: list[Text] = Field(default_factory=list)


class _File(Strict):
    given: list[_Entry] = Field(min_items=1)
    absent: list[_Entry] = Field(min_items=1)
    traps: list[_Entry] = Field(min_items=1)


def read_trials(library: Library, count: int | None = None, file: Path = FILE) -> list[Trial]:
    """The first `count` trials, or one for each question, in an order that mixes all sorts.

    The order is always the same; beyond the number of questions they come again with another form
    of address. Raises KnowledgeError with every mistake: passages that are not there (any more),
    and fragments to be said that the passage does not have.
    """
    parsed = parse_file(file, _File)
    neutral = library.address_forms.default
    passages = {str(entry.id): library.fill(entry.answer, neutral) for entry in library.faq}
    if problems := list(_problems(parsed, passages)):
        raise KnowledgeError(problems)
    answers = {entry.id: entry.answer for entry in library.faq}
    entries = [(sort, each) for sort in _SORTS for each in getattr(parsed.model, sort)]
    random.Random(8).shuffle(entries)
    forms = library.address_forms.all
    trials = []
    for place in range(len(entries) if count is None else count):
        again, within = divmod(place, len(entries))
        sort, entry = entries[within]
        form = forms[(within + again) % len(forms)]
        passage = library.fill(answers[entry.passage], form)
        says = tuple(map(tuple, entry.says))
        trials.append(
            Trial(sort, entry.ask, entry.passage, passage, form, says, tuple(entry.never))
        )
    return trials


def _problems(parsed: Parsed[_File], passages: Mapping[str, str]) -> Iterator[Problem]:
    document = parsed.document
    for sort in _SORTS:
        for index, entry in enumerate(getattr(parsed.model, sort)):
            passage = passages.get(entry.passage)
            if passage is None:
                yield document.problem((sort, index, "passage"), f"Không có mục {entry.passage}.")
                continue
            if bool(entry.says) != (sort == "given"):
                yield document.problem(
                    (sort, index, "says"), "Chỉ câu của “given” mới có, và phải có."
                )
            if not all(says_one_of(passage, group) for group in entry.says):
                yield document.problem(
                    (sort, index, "says"), f"{entry.passage} không nói điều này."
                )


def says_one_of(text: str, fragments: Iterable[str]) -> bool:
    """Whether one of the fragments is in the text, small and capital letters alike."""
    return any(each.casefold() in text.casefold() for each in fragments)
