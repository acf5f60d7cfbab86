"""A small register made by hand: one document, tasks as a test needs them."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.plans.register import Deadline, Document, Outcome, Register, Task, Unit

QUARTERLY = Deadline("quarterly", written="trước ngày 20 của tháng cuối quý", days=(
    (3, 19), (6, 19), (9, 19), (12, 19)), inclusive=False)  # fmt: skip
JUNE = Deadline("month", written="Tháng 6/2027", start=date(2027, 6, 1), end=date(2027, 6, 30))
TENTH = Deadline("date", written="ngày 10/6/2027", start=date(2027, 6, 10), end=date(2027, 6, 10))
NONE = Deadline("not_stated")


def task(id: str, deadline: Deadline, **fields: Any) -> Task:
    """A task of the document KH9, led by Sở A unless told otherwise."""
    values: dict[str, Any] = {
        "document_id": "KH9",
        "section": id,
        "kind": "task",
        "name": f"Việc {id}",
        "keywords": (),
        "lead": ("Sở A",),
        "lead_written": "Sở A",
        "coordinating": (),
        "coordinating_written": None,
        "result": None,
        "recipient": None,
        "see_also": (),
        "assigned_by": None,
        "notes": (),
        "lines": (1, 1),
    }
    return Task(id=id, deadline=deadline, **{**values, **fields})


def unit(name: str, members: tuple[str, ...] = ()) -> Unit:
    """A department of a province, or a group where it has members."""
    level = "nhom" if members else "thuoc_tinh"
    return Unit(name, level, None, None, (), members, None, None)


def register_with(*tasks: Task, outcomes: tuple[Outcome, ...] = ()) -> Register:
    """The register with these tasks, Sở A, Sở B and the group of both."""
    document = Document(
        id="KH9",
        number="9/KH-UBND",
        type="Kế hoạch",
        title="Kế hoạch",
        issuer="UBND tỉnh",
        issued=date(2027, 1, 1),
        not_before=None,
        signer=None,
        province=None,
        file="kh9.txt",
        aliases=(),
        builds_on=(),
        later=(),
        notes=(),
        tasks=tasks,
        targets=(),
        ownership=(),
        outcomes=outcomes,
    )
    units = (unit("Sở A"), unit("Sở B"), unit("Hai cơ quan", ("Sở A", "Sở B")))
    return Register((document,), units, ())
