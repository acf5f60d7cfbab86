"""Files of questions to the knowledge: what people ask, and which passages answer it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import Field, StrictBool, root_validator

from bot.evaluation.plan_question_files import WRITINGS
from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Parsed, Strict, Text, read_file
from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["Asked", "read_asked"]


@dataclass(frozen=True)
class Asked:
    """One question. `right` are the passages that answer it, the best first; none: nothing does.

    `says` are groups of fragments; the answer must have one of each group.
    """

    ask: str
    right: tuple[str, ...]
    says: tuple[tuple[str, ...], ...]
    chat: bool
    file: str
    line: int

    @property
    def writing(self) -> str:
        """One of `WRITINGS`."""
        bare = strip_diacritics(self.ask) == self.ask
        return WRITINGS[int(bare) + 2 * int(self.chat)]


class AskedEntry(Strict):
    """One question, as it is written; `chat`: abbreviations, dialect or slips."""

    ask: Text
    right: tuple[Text, ...] = ()
    says: tuple[tuple[Text, ...], ...] = ()
    chat: StrictBool = False
    off_topic: StrictBool = False

    @root_validator(skip_on_failure=True)
    def _right_or_off(cls, values: dict[str, Any]) -> dict[str, Any]:  # noqa: N805
        if bool(values["right"]) == values["off_topic"]:
            raise ValueError("Ghi right hoặc off_topic: true, đúng một trong hai.")
        return values


class AskedFile(Strict):
    """A whole file."""

    questions: list[AskedEntry] = Field(min_items=1)


def read_asked(files: Sequence[Path], known: Collection[str]) -> list[Asked]:
    """The questions of all files; `known` are the ids that may stand in `right`.

    Raises KnowledgeError with the file, line and field of every mistake.
    """
    problems: list[Problem] = []
    questions: list[Asked] = []
    for file in files:
        parsed = read_file(file, AskedFile, problems)
        if parsed:
            problems += _unknown(parsed, known)
            questions += _questions(parsed)
    if problems:
        raise KnowledgeError(problems)
    return questions


def _unknown(parsed: Parsed[AskedFile], known: Collection[str]) -> Iterator[Problem]:
    for number, entry in enumerate(parsed.model.questions):
        for at, id in enumerate(entry.right):
            if id not in known:
                near = get_close_matches(id, known, n=1)
                hint = f" Có phải là “{near[0]}”?" if near else ""
                place = ("questions", number, "right", at)
                yield parsed.document.problem(place, f"Không có đoạn nào tên “{id}”.{hint}")


def _questions(parsed: Parsed[AskedFile]) -> Iterator[Asked]:
    for number, entry in enumerate(parsed.model.questions):
        yield Asked(
            entry.ask,
            entry.right,
            entry.says,
            entry.chat,
            parsed.document.path.name,
            parsed.document.line(("questions", number)),
        )
