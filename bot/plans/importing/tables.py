"""Tasks out of the tables of a plan: its annexes, as a rule."""

from __future__ import annotations

from collections.abc import Sequence

from bot.plans.importing.blocks import TableBlock
from bot.plans.importing.drafts import DraftTask, Placed
from bot.plans.importing.table_cells import one_line
from bot.plans.importing.table_groups import Placing, placed_rows
from bot.plans.importing.table_headings import Heading, Role
from bot.plans.importing.table_rows import Row, Section, is_total, sections_of

__all__ = ["table_tasks"]

_MISSING = 0.8
_NOTHING_SAID = 0.5
_SHOWN = 160


def table_tasks(
    tables: Sequence[TableBlock],
) -> tuple[tuple[DraftTask, ...], tuple[Placed, ...]]:
    """The tasks in `tables`, which are in the order of the document, and what was not placed.

    A table that is not one of tasks, and a row without a name, is not placed; the value says why,
    in Vietnamese. `section` is the number in the table, after that of its group where numbers
    start anew in each group (“II.3”). Units and deadlines are as written.
    """
    tasks: list[DraftTask] = []
    unplaced: list[Placed] = []
    for section in sections_of(tables):
        if section.heading is None or not section.heading.of_tasks:
            unplaced.append(_not_of_tasks(section))
            continue
        rows = [row for row in section.rows if not is_total(row)]
        for placing in placed_rows(rows, section.heading):
            if placing.row.text("name"):
                tasks.append(_task(placing, section.heading))
            else:
                unplaced.append(_nameless(placing.row))
    return tuple(tasks), tuple(unplaced)


def _task(placing: Placing, heading: Heading) -> DraftTask:
    row = placing.row
    told = sum(bool(row.text(role)) for role in ("lead", "deadline"))
    sure = placing.sure * (1.0, _MISSING, _NOTHING_SAID)[2 - told]
    name = _placed(row, "name", sure)
    assert name is not None
    column = next((each for each in heading.columns if each.role == "number"), None)
    return DraftTask(
        section=(
            Placed(placing.section, row.line, 1.0 if column else _MISSING)
            if placing.section
            else None
        ),
        name=name,
        lead=_placed(row, "lead", placing.sure),
        coordinating=_placed(row, "coordinating", placing.sure),
        deadline=_placed(row, "deadline", placing.sure),
        result=_placed(row, "result", placing.sure),
        last_line=row.last_line,
    )


def _placed(row: Row, role: Role, sure: float) -> Placed | None:
    cell = row.cells.get(role)
    if cell is None or not cell.text:
        return None
    return Placed(one_line(cell.text), cell.line, round(cell.sure * sure, 2))


def _not_of_tasks(section: Section) -> Placed:
    table = section.first
    first = section.heading.first if section.heading else 0
    words = " | ".join(dict.fromkeys(one_line(cell) for cell in table.rows[first] if cell.strip()))
    if section.heading and "target" in section.heading.roles:
        reason = "Bảng chỉ tiêu, không phải bảng nhiệm vụ"
    elif section.heading and "name" in section.heading.roles:
        reason = "Bảng không có cột đơn vị chủ trì hay thời hạn"
    else:
        reason = "Bảng không nhận ra cột nhiệm vụ"
    return Placed(f"{reason}: {_short(words)}", table.row_line(first), 0.0)


def _nameless(row: Row) -> Placed:
    words = " | ".join(one_line(cell.text) for cell in row.cells.values())
    return Placed(f"Hàng không có tên nhiệm vụ: {_short(words)}", row.line, 0.0)


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
