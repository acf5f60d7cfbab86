"""The register made ready to be asked: what its things are called, and how people write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from bot.plans.bare_words import bare_words
from bot.plans.meaning import Meanings, meanings_of
from bot.plans.reading import Ears, ears_for
from bot.plans.register import Conflict, Outcome, Register, Target, Task
from bot.plans.topics import Topics, topics_of
from bot.vietnamese.diacritics import nfc

__all__ = ["Index", "index_of"]

_WORD = re.compile(r"[^\W_]+")
_NAME, _KEYWORD, _RESULT, _NOTE = 1.0, 1.0, 0.4, 0.3
"""What the words of each field of a task count."""


@dataclass(frozen=True)
class Index:
    """A register and the words of its tasks, targets and conflicts."""

    register: Register
    ears: Ears
    tasks: Topics
    targets: Topics
    conflicts: Topics
    cache: Path

    @cached_property
    def meanings(self) -> Meanings:
        """What the tasks mean; read or made when a question first needs it."""
        return meanings_of(self.register, self.cache)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of words that stand side by side in names and keywords, with their marks."""
        texts = (text for task in self.register.tasks for text in (task.name, *task.keywords))
        split = (_WORD.findall(nfc(text).lower()) for text in texts)
        return frozenset(" ".join(pair) for words in split for pair in pairwise(words))

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """What is known to have come of tasks, by their ids."""
        return {
            outcome.task_id: outcome
            for document in self.register.documents
            for outcome in document.outcomes
        }

    @cached_property
    def target_by_id(self) -> Mapping[str, Target]:
        """The targets by their ids."""
        return {target.id: target for target in self.register.targets}

    @cached_property
    def grouped(self) -> frozenset[str]:
        """The tasks (ids) that are for a group of people: their names name one."""
        return frozenset(
            task.id
            for task in self.register.tasks
            for each in self.ears.gazetteer.find(_WORD.findall(nfc(task.name).lower()))
            if each.kind == "group"
        )

    def conflicts_of(self, id: str) -> tuple[Conflict, ...]:
        """The conflicts that a task or target is part of."""
        return tuple(each for each in self.register.conflicts if id in each.items)


def index_of(register: Register, language: Path, cache: Path) -> Index:
    """The index of `register`; `language` is the folder ``knowledge/language``.

    `cache` is a folder for what is costly to make.
    """
    return Index(
        register,
        ears_for(register, language),
        topics_of((task.id, list(_of_task(task))) for task in register.tasks),
        topics_of((target.id, list(_of_target(target))) for target in register.targets),
        topics_of((each.id, list(_of_conflict(register, each))) for each in register.conflicts),
        cache,
    )


_Texts = Iterator[tuple[Sequence[str], float]]


def _of_task(task: Task) -> _Texts:
    yield bare_words(task.name), _NAME
    for keyword in task.keywords:
        yield bare_words(keyword), _KEYWORD
    yield bare_words(task.result or ""), _RESULT
    yield bare_words(task.recipient or ""), _NOTE


def _of_target(target: Target) -> _Texts:
    yield bare_words(target.group), _NAME
    yield bare_words(target.metric), _NAME


def _of_conflict(register: Register, conflict: Conflict) -> _Texts:
    yield bare_words(conflict.topic), _NAME
    yield bare_words(conflict.text), _NOTE
    for task in register.tasks:
        if task.id in conflict.items:
            yield bare_words(task.name), _RESULT
