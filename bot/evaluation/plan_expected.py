"""What an import must find in a document: registers worded by hand, one file a document."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Day, Parsed, Strict, Text, read_file
from bot.plans.files import DeadlineEntry, DeadlineKind, MonthDay, TaskKind

__all__ = ["Expected", "ExpectedDeadline", "ExpectedTask", "Meaning", "Series", "read_expected"]

Series = Literal["known", "unseen"]
"""Whether the importer was written beside the document, or stood before the document was."""


class Meaning(Strict):
    """What the words of a deadline mean, as in `bot.plans.files.DeadlineEntry`."""

    kind: DeadlineKind
    start: Day | None = None
    end: Day | None = None
    days: tuple[MonthDay, ...] = ()

    def is_that_of(self, entry: DeadlineEntry) -> bool:
        """Whether `entry` means the same: kind, first and last day, days of a rule."""
        spans = (entry.start, entry.end) == (self.start, self.end)
        return entry.kind == self.kind and spans and set(entry.days) == set(self.days)


class ExpectedDeadline(Meaning):
    """A deadline as written, what it means, and what else a reader may well take it to mean."""

    written: Text | None = None
    others: tuple[Meaning, ...] = Field((), alias="or")

    def allows(self, entry: DeadlineEntry) -> bool:
        """Whether `entry` has the meaning, or one of the others that are as good."""
        return any(meaning.is_that_of(entry) for meaning in (self, *self.others))


class ExpectedTask(Strict):
    """One thing that the document asks for. Of the annex, `section` is PL and the row's number."""

    section: Text
    kind: TaskKind
    name: Text
    lead_written: Text | None = None
    coordinating_written: Text | None = None
    deadline: ExpectedDeadline
    result: Text | None = None


class ExpectedTarget(Strict):
    """One figure to reach, in the document's words."""

    section: Text
    text: Text
    operator: Literal["=", ">", ">="]
    value: int
    unit: Text
    year: int | None = None


class ExpectedOwnership(Strict):
    """Sections that a unit owns by reference; their tasks have it as their lead."""

    unit: Text
    section: Text
    owns: tuple[Text, ...]


class Expected(Strict):
    """The register of one document, whose file lies in the folder above."""

    file: Text
    series: Series = "known"
    number: Text
    issuer: Text
    issued: Day
    type: Text
    title: Text
    tasks: tuple[ExpectedTask, ...]
    reporting: tuple[ExpectedTask, ...]
    targets: tuple[ExpectedTarget, ...]
    ownership: tuple[ExpectedOwnership, ...] = ()


def read_expected(folder: Path) -> tuple[Expected, ...]:
    """Every file of `folder`/expected; raises `KnowledgeError` with all that is wrong in them."""
    problems: list[Problem] = []
    files = [
        read_file(path, Expected, problems) for path in sorted((folder / "expected").glob("*.yml"))
    ]
    read: list[Parsed[Expected]] = [file for file in files if file]
    for file in read:
        if not (folder / file.model.file).is_file():
            problems.append(file.document.problem(("file",), "Không có tệp này."))
    if problems:
        raise KnowledgeError(problems)
    return tuple(file.model for file in read)
