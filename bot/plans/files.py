"""``knowledge/plans/``: the register of plans as it is written, one file a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from bot.knowledge.problem import Problem
from bot.knowledge.schema import Day, Parsed, Positive, Strict, Text, read_file

__all__ = [
    "ConflictEntry",
    "ConflictsFile",
    "DeadlineEntry",
    "DocumentFile",
    "OutcomeEntry",
    "PlanFiles",
    "TargetEntry",
    "TaskEntry",
    "UnitEntry",
    "UnitsFile",
    "read_plan_files",
]

DeadlineKind = Literal[
    "month",
    "date",
    "period",
    "year",
    "yearly",
    "yearly_date",
    "quarterly",
    "monthly",
    "weekly",
    "yearly_or_asked",
    "ongoing",
    "ongoing_from",
    "other_plan",
    "not_stated",
]
"""How a plan states a deadline. `other_plan`: by another plan. `not_stated`: it does not."""

TaskKind = Literal["task", "duty", "reporting", "escalation"]
"""A task of the plan, a standing duty of a unit, a report, a difficulty to be passed on."""


Level = Literal["trung_uong", "bo", "thuoc_bo", "tinh", "thuoc_tinh", "thuoc_so", "co_so", "nhom"]
"""Central, a ministry, within one, a province, within one, within a department, local, a group."""


class DocumentId(Text):
    """For example QD550."""

    regex = re.compile(r"^[A-Z][A-Z0-9]*$")


class MonthDay(Text):
    """A day of every year, month first: 10-10."""

    regex = re.compile(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")


class LinesEntry(Strict):
    """Where a document says something: lines of its text file, both included."""

    first: Positive
    last: Positive


class DeadlineEntry(Strict):
    """A deadline as written, and what it means.

    `start` and `end` are the first and the last day of a month, date or period; `days` the last
    valid days of every year of a rule (for “before the 20th”, the 19th: `inclusive` is false).
    """

    kind: DeadlineKind
    label: Text | None = Field(None, description="Tên của mục trong văn bản.")
    written: Text | None = Field(None, description="Nguyên văn thời hạn.")
    start: Day | None = None
    end: Day | None = None
    days: tuple[MonthDay, ...] = ()
    inclusive: bool | None = None
    year_inferred: bool = Field(False, description="true: văn bản không ghi năm.")
    scope: Text | None = Field(None, description="Thời hạn chỉ áp dụng cho phần việc nào.")


class AssignedEntry(Strict):
    """The section that gives the task to its unit, where the task itself names none."""

    section: Text
    lines: LinesEntry


class TaskEntry(Strict):
    """One thing a plan asks for. Units are the names of `units.yml`."""

    id: Text
    section: Text
    kind: TaskKind
    name: Text = Field(description="Việc gì, bằng lời của ta, một dòng.")
    keywords: tuple[Text, ...] = Field((), description="Những cách khác người ta gọi việc này.")
    lead: list[Text] = Field(min_items=1, description="Đơn vị chủ trì.")
    lead_written: Text = Field(description="Đơn vị chủ trì, nguyên văn.")
    coordinating: tuple[Text, ...] = ()
    coordinating_written: Text | None = None
    deadline: DeadlineEntry
    result: Text | None = Field(None, description="Kết quả phải có, bằng lời của ta.")
    recipient: Text | None = Field(None, description="Báo cáo gửi về đâu.")
    see_also: tuple[Text, ...] = ()
    assigned_by: AssignedEntry | None = None
    notes: tuple[Text, ...] = ()
    lines: LinesEntry


class TargetEntry(Strict):
    """One figure to reach."""

    id: Text
    section: Text
    group: Text = Field(description="Cho ai, như văn bản gọi.")
    group_id: Literal["cbcc", "hssv", "nld", "dan"] | None = None
    metric: Text = Field(description="Đạt điều gì.")
    operator: Literal["=", ">", ">="]
    value: Positive
    unit: Text
    year: Positive | None = None
    every_year: bool = False
    notes: tuple[Text, ...] = ()
    lines: LinesEntry


class OwnershipEntry(Strict):
    """Sections that a unit owns by reference."""

    unit: Text
    section: Text
    owns: tuple[Text, ...]
    lines: LinesEntry | None = None


class OutcomeEntry(Strict):
    """What is known to have come of a task."""

    task: Text
    outcome: Text
    day: Day
    in_time: bool
    source: Text


class ChangeEntry(Strict):
    """What changed for a document after it was issued."""

    day: Day
    what: Text
    source: Text


class SlipEntry(Strict):
    """A misprint of the document and what it must mean."""

    printed: Text
    reading: Text


class DocumentFile(Strict):
    """One document."""

    id: DocumentId
    number: Text | None = Field(None, description="Số, ký hiệu; không có thì bỏ dòng này.")
    type: Text
    title: Text
    issuer: Text
    issued: Day | None = None
    not_before: Day | None = Field(None, description="Ban hành không sớm hơn ngày này.")
    signer: Text | None = None
    province: Text | None = Field(None, description="Tỉnh, thành phố; trống: cả nước.")
    places: tuple[Text, ...] = Field((), description="Nơi trong tỉnh mà người ta gọi tên.")
    file: Text = Field(description="Tên tệp văn bản gốc mà `lines` chỉ vào.")
    aliases: tuple[Text, ...]
    builds_on: tuple[Text, ...]
    later: tuple[ChangeEntry, ...] = ()
    notes: tuple[Text, ...] = ()
    tasks: tuple[TaskEntry, ...]
    targets: tuple[TargetEntry, ...] = ()
    ownership: tuple[OwnershipEntry, ...] = ()
    outcomes: tuple[OutcomeEntry, ...] = ()
    slips: tuple[SlipEntry, ...] = ()


class ConflictEntry(Strict):
    """Where documents disagree, or one contradicts itself. `items` are ids of tasks and targets."""

    id: Text
    topic: Text
    items: list[Text] = Field(min_items=1)
    text: Text = Field(description="Nói gì với người hỏi.")
    source: Text | None = None


class ConflictsFile(Strict):
    """``conflicts.yml``."""

    conflicts: tuple[ConflictEntry, ...]


class UnitEntry(Strict):
    """One unit or group of units, and its place in the administrative tree.

    Its other names are those of ``language/entities/units.yml`` and `aliases`.
    """

    name: Text
    level: Level
    of: Text | None = Field(None, description="Đơn vị cấp trên.")
    province: Text | None = None
    aliases: tuple[Text, ...] = ()
    members: tuple[Text, ...] = Field((), description="Với nhóm: gồm những đơn vị nào (theo tên).")
    now: Text | None = Field(None, description="Nay ra sao, nếu đã đổi.")
    source: Text | None = None


class UnitsFile(Strict):
    """``units.yml``."""

    units: tuple[UnitEntry, ...]


@dataclass(frozen=True)
class PlanFiles:
    """Every file that could be read."""

    folder: Path
    documents: tuple[Parsed[DocumentFile], ...]
    conflicts: Parsed[ConflictsFile] | None
    units: Parsed[UnitsFile] | None


_OTHERS = ("conflicts.yml", "units.yml")


def read_plan_files(folder: Path, problems: list[Problem]) -> PlanFiles:
    """Everything in `folder`; adds what is wrong in single files to `problems`."""
    return PlanFiles(
        folder=folder,
        documents=tuple(_documents(folder, problems)),
        conflicts=read_file(folder / "conflicts.yml", ConflictsFile, problems),
        units=read_file(folder / "units.yml", UnitsFile, problems),
    )


def _documents(folder: Path, problems: list[Problem]) -> Iterator[Parsed[DocumentFile]]:
    for path in sorted(folder.glob("*.yml")):
        if path.name not in _OTHERS:
            parsed = read_file(path, DocumentFile, problems)
            if parsed is not None:
                yield parsed
