"""A draft as the entries of a register file, with a remark on every field that was read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.knowledge.yaml_reader import Place
from bot.plans.files import DocumentFile
from bot.plans.importing.deadline_reading import read_deadline
from bot.plans.importing.drafts import Draft, DraftTarget, DraftTask, Placed
from bot.plans.importing.folding import fold
from bot.plans.importing.importing import year_of
from bot.plans.importing.targets import group_id
from bot.plans.importing.unit_reading import KnownUnits

__all__ = ["UNKNOWN", "Entries", "entries_of", "id_of", "same_number"]

UNKNOWN = "chưa rõ"
"""What stands where a register file needs words and the document was not understood."""

_PREFIXES = {"Kế hoạch": "KH", "Quyết định": "QD", "Công văn": "CV", "Chương trình": "CT"}


@dataclass(frozen=True)
class Entries:
    """A valid register file, remarks by the place of a field, and units that nobody knows yet."""

    file: DocumentFile
    remarks: Mapping[Place, str]
    unknown_units: tuple[str, ...]


def same_number(one: str | None, other: str | None) -> bool:
    """Whether two numbers of documents are the same, spaces and signs aside."""
    return bool(one and other) and _plain(one) == _plain(other)


def _plain(number: str | None) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(number or ""))


def id_of(draft: Draft, file: str, taken: Sequence[str]) -> str:
    """A new id like KH123, of the number or else of the file's name, that is not `taken`."""
    number = draft.number.value if draft.number else ""
    parts = re.match(r"(\d+)[-/](?:\d{4}/)?([^/-]*)(.*)", number)
    if parts:
        kind = re.sub(r"[^A-Z]", "", fold(parts[2]).upper())[:4] or "VB"
        long = re.sub(r"[^A-Z0-9]", "", fold(parts[3]).upper())
        candidates = [f"{kind}{parts[1]}", f"{kind}{parts[1]}{long}"]
    else:
        prefix = _PREFIXES.get(draft.type.value if draft.type else "", "VB")
        stem = re.sub(r"[^A-Z0-9]", "", fold(file.rsplit(".", 1)[0]).upper())
        candidates = [f"{prefix}{stem.removeprefix(prefix)}"]
    candidates += [f"{candidates[-1]}N{count}" for count in range(2, 1000)]
    return next(id for id in candidates if id not in taken)


def entries_of(
    draft: Draft, id: str, file: str, known: KnownUnits, province: str | None
) -> Entries:
    """The draft as a register file with this id; `file` is the name of the document's file."""
    return _Making(draft, id, known).made(file, province)


class _Making:
    """Gathers remarks while the entries are made."""

    def __init__(self, draft: Draft, id: str, known: KnownUnits) -> None:
        self._draft = draft
        self._id = id
        self._known = known
        self._remarks: dict[Place, str] = {}
        self._unknown: dict[str, None] = {}
        self._ids: set[str] = set()

    def made(self, file: str, province: str | None) -> Entries:
        draft = self._draft
        for name in ("number", "type", "title", "issuer", "issued", "signer"):
            self._remark((name,), getattr(draft, name))
        tasks = (*draft.tasks, *draft.reporting)
        number = draft.number.value if draft.number else None
        values: dict[str, Any] = {
            "id": self._id,
            "number": number,
            "type": _text(draft.type, "Kế hoạch"),
            "title": _text(draft.title, UNKNOWN),
            "issuer": _text(draft.issuer, UNKNOWN),
            "issued": date.fromisoformat(draft.issued.value) if draft.issued else None,
            "signer": draft.signer.value if draft.signer else None,
            "province": province,
            "file": file,
            "aliases": [],
            "builds_on": [placed.value for placed in draft.builds_on],
            "tasks": [self._task(task, ("tasks", place)) for place, task in enumerate(tasks)],
            "targets": [
                self._target(target, ("targets", place))
                for place, target in enumerate(draft.targets)
            ],
            "ownership": [
                {
                    "unit": self._units(owned.unit.value)[0],
                    "section": owned.section,
                    "owns": list(owned.owns),
                    "lines": _lines(owned.unit.line, owned.unit.line),
                }
                for owned in draft.ownership
            ],
        }
        return Entries(DocumentFile.parse_obj(values), self._remarks, tuple(self._unknown))

    def _remark(self, place: Place, placed: Placed | None) -> None:
        if placed is None:
            self._remarks[place] = "không tìm thấy"
        else:
            self._remarks[place] = f"dòng {placed.line}, chắc {placed.confidence:.0%}"

    def _units(self, written: str) -> tuple[str, ...]:
        """The units in `written`; where nothing but punctuation was read, that none is known."""
        self._unknown.update(dict.fromkeys(self._known.unknown(written)))
        return self._known.read(written) or (UNKNOWN,)

    def _task(self, task: DraftTask, place: Place) -> dict[str, Any]:
        section = task.section.value if task.section else f"B{place[-1]}"
        for name in (
            "section",
            "name",
            "lead_written",
            "coordinating_written",
            "deadline",
            "result",
        ):
            placed = getattr(task, name.removesuffix("_written"))
            if placed is not None or name in ("lead_written", "deadline"):
                self._remark((*place, name), placed)
        lead = _text(task.lead, UNKNOWN)
        values: dict[str, Any] = {
            "id": self._own_id(section),
            "section": section,
            "kind": task.kind,
            "name": task.name.value,
            "lead": list(self._units(lead)) if task.lead else [UNKNOWN],
            "lead_written": lead,
            "deadline": read_deadline(_text(task.deadline, ""), year_of(self._draft)).dict(),
            "result": task.result.value if task.result else None,
            "lines": _lines(task.name.line, task.last_line or _last_line(task)),
        }
        if task.coordinating:
            values["coordinating"] = list(self._units(task.coordinating.value))
            values["coordinating_written"] = task.coordinating.value
        if task.assigned_by:
            values["assigned_by"] = {
                "section": task.assigned_by.value,
                "lines": _lines(task.assigned_by.line, task.assigned_by.line),
            }
        return values

    def _target(self, target: DraftTarget, place: Place) -> dict[str, Any]:
        self._remark((*place, "metric"), target.metric)
        return {
            "id": self._own_id(f"T-{target.section}"),
            "section": target.section or "?",
            "group": target.group,
            "group_id": group_id(target.group),
            "metric": target.metric.value,
            "operator": target.operator,
            "value": target.value,
            "unit": target.unit,
            "year": target.year,
            "lines": _lines(target.metric.line, target.metric.line),
        }

    def _own_id(self, section: str) -> str:
        base = f"{self._id}-{re.sub(r'[^0-9A-Za-zĐđ.-]+', '', section) or 'X'}"
        id, count = base, 1
        while id in self._ids:
            count += 1
            id = f"{base}-{count}"
        self._ids.add(id)
        return id


def _text(placed: Placed | None, otherwise: str) -> str:
    return placed.value if placed and placed.value else otherwise


def _lines(first: int, last: int) -> dict[str, int]:
    return {"first": max(first, 1), "last": max(first, last, 1)}


def _last_line(task: DraftTask) -> int:
    fields = (task.name, task.lead, task.coordinating, task.deadline, task.result)
    return max(placed.line for placed in fields if placed is not None)
