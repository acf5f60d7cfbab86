"""All plans together: documents, tasks, targets, units, and where they disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from bot.knowledge.problem import KnowledgeError, Problem
from bot.plans.consistency import misfits
from bot.plans.files import (
    AssignedEntry,
    DeadlineEntry,
    DocumentFile,
    PlanFiles,
    TargetEntry,
    TaskEntry,
    UnitEntry,
    read_plan_files,
)

__all__ = [
    "Change",
    "Conflict",
    "Deadline",
    "Document",
    "Outcome",
    "Ownership",
    "Register",
    "Target",
    "Task",
    "Unit",
    "check_plans",
    "load_register",
    "register_of",
]


@dataclass(frozen=True)
class Deadline:
    """When something is to be done: as written, and what that means.

    `kind` is one of `bot.plans.files.DeadlineKind`. `start` and `end` are the first and last day of
    a month, date or period; `days` the (month, day) pairs of every year by which it is due: the
    last valid ones (“before the 20th”: the 19th, and `inclusive` is False).
    """

    kind: str
    label: str | None = None
    written: str | None = None
    start: date | None = None
    end: date | None = None
    days: tuple[tuple[int, int], ...] = ()
    inclusive: bool | None = None
    year_inferred: bool = False
    scope: str | None = None


@dataclass(frozen=True)
class Task:
    """One thing a plan asks for; `kind` is task, duty, reporting or escalation.

    `lead` and `coordinating` are names of units; the same as written stand beside them. `lines` are
    the first and last line of the document's text file that say so.
    """

    id: str
    document_id: str
    section: str
    kind: str
    name: str
    keywords: tuple[str, ...]
    lead: tuple[str, ...]
    lead_written: str
    coordinating: tuple[str, ...]
    coordinating_written: str | None
    deadline: Deadline
    result: str | None
    recipient: str | None
    see_also: tuple[str, ...]
    assigned_by: str | None
    notes: tuple[str, ...]
    lines: tuple[int, int]


@dataclass(frozen=True)
class Target:
    """One figure to reach; `operator` is =, > or >=; `group_id` cbcc, hssv, nld, dan or None."""

    id: str
    document_id: str
    section: str
    group: str
    group_id: str | None
    metric: str
    operator: str
    value: int
    unit: str
    year: int | None
    every_year: bool
    notes: tuple[str, ...]
    lines: tuple[int, int]


@dataclass(frozen=True)
class Ownership:
    """Sections of a document that a unit owns by reference; `section` is where that is said."""

    unit: str
    section: str
    owns: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What is known to have come of a task."""

    task_id: str
    outcome: str
    day: date
    in_time: bool
    source: str


@dataclass(frozen=True)
class Change:
    """What changed for a document after it was issued."""

    day: date
    what: str
    source: str


@dataclass(frozen=True)
class Document:
    """One document. Where `issued` is unknown, `not_before` may bound it.

    `places` are names of places within its province.
    """

    id: str
    number: str | None
    type: str
    title: str
    issuer: str
    issued: date | None
    not_before: date | None
    signer: str | None
    province: str | None
    file: str
    aliases: tuple[str, ...]
    builds_on: tuple[str, ...]
    later: tuple[Change, ...]
    notes: tuple[str, ...]
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    ownership: tuple[Ownership, ...]
    outcomes: tuple[Outcome, ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unit:
    """A unit or a group of units; `level` is one of `bot.plans.files.Level`; `of` is above it."""

    name: str
    level: str
    of: str | None
    province: str | None
    aliases: tuple[str, ...]
    members: tuple[str, ...]
    now: str | None
    source: str | None


@dataclass(frozen=True)
class Conflict:
    """Where documents disagree; `items` are ids of tasks and targets."""

    id: str
    topic: str
    items: tuple[str, ...]
    text: str
    source: str | None


@dataclass(frozen=True)
class Register:
    """Everything. Look-ups by id or name raise KeyError where there is none."""

    documents: tuple[Document, ...]
    units: tuple[Unit, ...]
    conflicts: tuple[Conflict, ...]

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks of all documents."""
        return tuple(task for document in self.documents for task in document.tasks)

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """The targets of all documents."""
        return tuple(target for document in self.documents for target in document.targets)

    def document(self, id: str) -> Document:
        """The document with this id."""
        return self._documents[id]

    def task(self, id: str) -> Task:
        """The task with this id."""
        return self._tasks[id]

    def unit(self, name: str) -> Unit:
        """The unit of this name."""
        return self._units[name]

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def _tasks(self) -> Mapping[str, Task]:
        return {task.id: task for task in self.tasks}

    @cached_property
    def _units(self) -> Mapping[str, Unit]:
        return {unit.name: unit for unit in self.units}


def check_plans(folder: Path) -> list[Problem]:
    """All problems and warnings of the files in `folder`, by file and line."""
    problems: list[Problem] = []
    problems.extend(misfits(read_plan_files(folder, problems)))
    return sorted(problems)


def load_register(folder: Path) -> Register:
    """The register in `folder`; raises `KnowledgeError` with every problem of every file."""
    problems: list[Problem] = []
    files = read_plan_files(folder, problems)
    problems.extend(misfits(files))
    mistakes = sorted(problem for problem in problems if not problem.warning)
    if mistakes:
        raise KnowledgeError(mistakes)
    return register_of(files)


def register_of(files: PlanFiles) -> Register:
    """The register made of the files that could be read."""
    return Register(
        documents=tuple(_document(parsed.model) for parsed in files.documents),
        units=tuple(_unit(entry) for entry in (files.units.model.units if files.units else ())),
        conflicts=tuple(
            Conflict(entry.id, entry.topic, tuple(entry.items), entry.text, entry.source)
            for entry in (files.conflicts.model.conflicts if files.conflicts else ())
        ),
    )


def _document(file: DocumentFile) -> Document:
    return Document(
        id=file.id,
        number=file.number,
        type=file.type,
        title=file.title,
        issuer=file.issuer,
        issued=file.issued,
        not_before=file.not_before,
        signer=file.signer,
        province=file.province,
        file=file.file,
        aliases=tuple(file.aliases),
        places=tuple(file.places),
        builds_on=tuple(file.builds_on),
        later=tuple(Change(each.day, each.what, each.source) for each in file.later),
        notes=file.notes,
        tasks=tuple(_task(file.id, entry) for entry in file.tasks),
        targets=tuple(_target(file.id, entry) for entry in file.targets),
        ownership=tuple(
            Ownership(each.unit, each.section, tuple(each.owns)) for each in file.ownership
        ),
        outcomes=tuple(
            Outcome(each.task, each.outcome, each.day, each.in_time, each.source)
            for each in file.outcomes
        ),
    )


def _task(document_id: str, entry: TaskEntry) -> Task:
    return Task(
        id=entry.id,
        document_id=document_id,
        section=entry.section,
        kind=entry.kind,
        name=entry.name,
        keywords=entry.keywords,
        lead=tuple(entry.lead),
        lead_written=entry.lead_written,
        coordinating=entry.coordinating,
        coordinating_written=entry.coordinating_written,
        deadline=_deadline(entry.deadline),
        result=entry.result,
        recipient=entry.recipient,
        see_also=entry.see_also,
        assigned_by=_section_of(entry.assigned_by),
        notes=entry.notes,
        lines=(entry.lines.first, entry.lines.last),
    )


def _section_of(assigned: AssignedEntry | None) -> str | None:
    return assigned.section if assigned else None


def _deadline(entry: DeadlineEntry) -> Deadline:
    return Deadline(
        kind=entry.kind,
        label=entry.label,
        written=entry.written,
        start=entry.start,
        end=entry.end,
        days=tuple((int(day[:2]), int(day[3:])) for day in entry.days),
        inclusive=entry.inclusive,
        year_inferred=entry.year_inferred,
        scope=entry.scope,
    )


def _target(document_id: str, entry: TargetEntry) -> Target:
    return Target(
        id=entry.id,
        document_id=document_id,
        section=entry.section,
        group=entry.group,
        group_id=entry.group_id,
        metric=entry.metric,
        operator=entry.operator,
        value=entry.value,
        unit=entry.unit,
        year=entry.year,
        every_year=entry.every_year,
        notes=entry.notes,
        lines=(entry.lines.first, entry.lines.last),
    )


def _unit(entry: UnitEntry) -> Unit:
    return Unit(
        name=entry.name,
        level=entry.level,
        of=entry.of,
        province=entry.province,
        aliases=entry.aliases,
        members=entry.members,
        now=entry.now,
        source=entry.source,
    )
