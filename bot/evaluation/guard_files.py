"""Files of cases for the guard: generated texts that may be sent, and such as must be refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, StrictBool, StrictStr, root_validator

from bot.knowledge.address import AddressForm
from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Parsed, Strict, Text, read_file

__all__ = ["FAITHFUL", "FAULTS", "GuardCase", "read_guard_cases"]

FaultName = Literal[
    "number",
    "telephone",
    "link",
    "email",
    "amount",
    "date",
    "document",
    "secret",
    "name",
    "negation",
    "polarity",
    "promise",
    "unsupported_step",
    "instruction",
    "address",
    "language",
    "empty",
]
FAULTS: tuple[str, ...] = FaultName.__args__  # type: ignore[attr-defined]
"""The faults of the files, those first of which none may slip through."""

FAITHFUL = "faithful rewording"
"""What a case without a fault is called."""


@dataclass(frozen=True)
class GuardCase:
    """A text generated from a passage and a question; `fault` is FAITHFUL or one of `FAULTS`."""

    passage: str
    question: str
    generated: str
    form: AddressForm
    fault: str
    file: str
    line: int


class GuardEntry(Strict):
    """One case, as it is written."""

    passage: Text
    question: Text
    generated: StrictStr
    address: tuple[Text, Text] = Field(description="Máy xưng, rồi gọi người hỏi.")
    holds: StrictBool
    fault: FaultName | None = None

    @root_validator(skip_on_failure=True)
    def _fault_or_holds(cls, values: dict[str, Any]) -> dict[str, Any]:  # noqa: N805
        if values["holds"] == bool(values["fault"]):
            raise ValueError("Ghi holds: true hoặc fault, đúng một trong hai.")
        return values


class GuardFile(Strict):
    """A whole file."""

    cases: list[GuardEntry] = Field(min_items=1)


def read_guard_cases(files: Sequence[Path]) -> list[GuardCase]:
    """The cases of these files; raises `KnowledgeError` with every mistake found in them."""
    problems: list[Problem] = []
    cases: list[GuardCase] = []
    for file in files:
        parsed = read_file(file, GuardFile, problems)
        if parsed:
            cases += _cases(parsed)
    if problems:
        raise KnowledgeError(problems)
    return cases


def _cases(parsed: Parsed[GuardFile]) -> Iterator[GuardCase]:
    for at, entry in enumerate(parsed.model.cases):
        toi, ban = entry.address
        yield GuardCase(
            entry.passage,
            entry.question,
            entry.generated,
            AddressForm(ban, ban, toi, ban),
            entry.fault or FAITHFUL,
            parsed.document.path.name,
            parsed.document.line(("cases", at)),
        )
