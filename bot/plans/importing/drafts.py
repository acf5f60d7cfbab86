"""What an import read out of a file, each field with where it stood and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Draft", "DraftOwnership", "DraftTarget", "DraftTask", "Placed"]


@dataclass(frozen=True)
class Placed:
    """A field as written. `line` is that of the text the reader made; `confidence` 0 to 1."""

    value: str
    line: int
    confidence: float


@dataclass(frozen=True)
class DraftTask:
    """One thing the document asks for; `kind` is one of `bot.plans.files.TaskKind`.

    `section` is its full number in the document (“IV.1.3”), or the number in a table's first
    column. `last_line` is the last line that belongs to it; `assigned_by` the section that gives
    it to its unit, where the task itself names none.
    """

    section: Placed | None
    name: Placed
    lead: Placed | None
    coordinating: Placed | None
    deadline: Placed | None
    result: Placed | None
    kind: str = "task"
    last_line: int | None = None
    assigned_by: Placed | None = None


@dataclass(frozen=True)
class DraftTarget:
    """One figure to reach: `value` of `unit` by the end of `year` (of every year if None)."""

    section: str
    group: str
    metric: Placed
    operator: Literal["=", ">", ">="]
    value: int
    unit: str
    year: int | None


@dataclass(frozen=True)
class DraftOwnership:
    """Sections that a unit owns by reference, and the section that says so."""

    unit: Placed
    section: str
    owns: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """Everything read from one file; `unplaced` looked like something and could not be placed."""

    number: Placed | None
    issuer: Placed | None
    issued: Placed | None
    type: Placed | None
    title: Placed | None
    tasks: tuple[DraftTask, ...]
    targets: tuple[DraftTarget, ...]
    reporting: tuple[DraftTask, ...]
    unplaced: tuple[Placed, ...]
    signer: Placed | None = None
    builds_on: tuple[Placed, ...] = ()
    ownership: tuple[DraftOwnership, ...] = ()
