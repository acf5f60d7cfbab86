"""Groups and sub-rows of a task table: what a heading says holds for the rows below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.plans.importing.deadline_reading import read_deadline
from bot.plans.importing.table_cells import deadline_in, is_time, number_kind
from bot.plans.importing.table_headings import Heading, Role
from bot.plans.importing.table_rows import Cell, Row
from bot.plans.importing.table_units import is_unit, split_units, unit_in

__all__ = ["Placing", "placed_rows"]

_INHERITED = 0.85
_FROM_GROUP = 0.8
_FROM, _TO = re.compile(r"từ\s+", re.IGNORECASE), re.compile(r"đến\s+", re.IGNORECASE)
_POINTS = ("date", "month", "period", "year")
_ANY_YEAR = 2025
_SPLIT, _UNSPLIT = 0.95, 0.75
_BOTH_TIMES = 0.9
_PARENT_TOO = 0.7
_UNITS: tuple[Role, ...] = ("lead", "coordinating")
_NUMBERED_GROUP, _NUMBERED, _SMALL, _BULLET, _BARE = 3.0, 4.0, 6.0, 7.0, 8.0


@dataclass(frozen=True)
class Placing:
    """A task's row, its number (None if there is none), and how sure it is that it is a task."""

    row: Row
    section: str | None
    sure: float


@dataclass(frozen=True)
class _Open:
    """A row under which others stand; the smaller its rank, the more."""

    rank: float
    row: Row
    at: int


def placed_rows(rows: Sequence[Row], heading: Heading) -> tuple[Placing, ...]:
    """The rows that are tasks, each with what it takes over from the rows above it.

    A row with rows beneath it is a task of its own only if it names both unit and time and they
    do not all draw on it.
    """
    parted = [_parted(row, heading) for row in rows]
    chains = _chains(parted)
    beneath: dict[int, list[Row]] = {}
    for row, chain in zip(parted, chains, strict=True):
        if chain:
            beneath.setdefault(chain[-1].at, []).append(row)
    tasks = [
        at
        for at, row in enumerate(parted)
        if not row.spanning and (at not in beneath or _own_task(row, beneath[at]))
    ]
    sections = [_section(row, chain) for row, chain in zip(parted, chains, strict=True)]
    anew = _start_anew(parted)
    return tuple(
        Placing(
            _inheriting(parted[at], chains[at]),
            _full(sections[at], chains[at]) if anew else sections[at],
            _PARENT_TOO if at in beneath else 1.0,
        )
        for at in tasks
    )


def _parted(row: Row, heading: Heading) -> Row:
    """`row` with lead and coordinating units apart, and start and end as one time."""
    cells = dict(row.cells)
    if row.spanning:
        cells.update(_of_group(cells["name"], heading))
    together = cells.pop("units", None) or cells.get("lead")
    if together is not None:
        both = "units" in row.cells
        lead, others, told = split_units(together.text, both)
        sure = together.sure * (_SPLIT if told else _UNSPLIT if both else 1.0)
        cells.pop("lead", None)
        if lead:
            cells["lead"] = Cell(lead, together.line, sure)
        if others and "coordinating" not in cells:
            cells["coordinating"] = Cell(others, together.line, sure)
    start, end = cells.pop("start", None), cells.get("deadline")
    if start is not None and start.text != (end.text if end else None):
        sure = min(start.sure, end.sure if end else 1) * _BOTH_TIMES
        cells["deadline"] = Cell(_time(start.text, end.text if end else ""), start.line, sure)
    return replace(row, cells=cells)


def _time(start: str, end: str) -> str:
    """Both columns as one time; the end alone where it is no point that anything lasts to.

    “Hằng tuần”, “Theo hướng dẫn của Bộ”, “Năm học 2026 - 2027” say when it is done.
    """
    begin = _FROM.sub("", start)
    if not end:
        return f"Từ {begin}"
    if read_deadline(end, _ANY_YEAR).kind not in _POINTS:
        return end
    until = _TO.sub("", end)
    return f"Từ {begin} đến {until[0].lower() if until[1:2].islower() else until[0]}{until[1:]}"


def _of_group(name: Cell, heading: Heading) -> dict[Role, Cell]:
    """The unit and the time that a group's heading names for its rows."""
    found: dict[Role, str] = {"lead": unit_in(name.text), "deadline": deadline_in(name.text)}
    if not heading.roles & {"lead", "units"} and is_unit(name.text):
        found["lead"] = name.text
    if not heading.roles & {"deadline", "mark"} and is_time(name.text):
        found["deadline"] = name.text
    return {
        role: Cell(text, name.line, name.sure * _FROM_GROUP) for role, text in found.items() if text
    }


def _chains(rows: Sequence[Row]) -> list[tuple[_Open, ...]]:
    """Of each row, the rows it stands under, the outermost first."""
    groups: dict[str, int] = {}
    chains = []
    open_: list[_Open] = []
    for at, row in enumerate(rows):
        rank = _rank(row, groups)
        while open_ and not _stands_under(row, rank, open_[-1]):
            open_.pop()
        chains.append(tuple(open_))
        if rank < _BARE:
            open_.append(_Open(rank, row, at))
    return chains


def _rank(row: Row, groups: dict[str, int]) -> float:
    """How far down the row stands; `groups` holds the kinds of group in the order they came."""
    kind = number_kind(row.number)
    if kind in ("roman", "capital") or (kind == "none" and row.spanning):
        return groups.setdefault(kind, len(groups))
    if kind == "digits":
        depth = row.number.lstrip("IVXABCDĐEGHK.").count(".")
        return (_NUMBERED_GROUP if row.spanning else _NUMBERED) + depth / 10
    return {"small": _SMALL, "bullet": _BULLET}.get(kind, _BARE)


def _stands_under(row: Row, rank: float, above: _Open) -> bool:
    if rank <= above.rank:
        return False
    over = above.row
    if rank == _BARE and not over.spanning:
        # A row without number beside complete ones is a task like them.
        return not (over.text("lead") and over.text("deadline"))
    numbered = number_kind(row.number) == number_kind(over.number) == "digits"
    if numbered and above.rank >= _NUMBERED:
        return row.number.startswith(over.number + ".")
    return True


def _own_task(row: Row, beneath: Sequence[Row]) -> bool:
    if number_kind(row.number) in ("roman", "capital"):
        return False
    lead, deadline = row.text("lead"), row.text("deadline")
    return bool(lead and deadline) and not all(_draws(each, row) for each in beneath)


def _draws(row: Row, above: Row) -> bool:
    """Whether `row` takes something over from the row above it, left empty or merged with it."""
    lead, deadline = row.text("lead"), row.text("deadline")
    same = (lead, deadline) == (above.text("lead"), above.text("deadline"))
    return not lead or not deadline or same


def _inheriting(row: Row, chain: Sequence[_Open]) -> Row:
    cells = dict(row.cells)
    for opened in reversed(chain):
        if "lead" not in cells and "lead" in opened.row.cells:
            for role in _UNITS:
                if role not in cells and role in opened.row.cells:
                    cells[role] = _taken(opened.row.cells[role])
        if "deadline" not in cells and "deadline" in opened.row.cells:
            cells["deadline"] = _taken(opened.row.cells["deadline"])
    return replace(row, cells=cells)


def _taken(cell: Cell) -> Cell:
    return replace(cell, sure=cell.sure * _INHERITED)


def _section(row: Row, chain: Sequence[_Open]) -> str | None:
    """The number of the row; a letter stands after its parent's, a bullet has only that."""
    kind = number_kind(row.number)
    if kind in ("digits", "roman", "capital"):
        return row.number
    above = next((o.row.number for o in reversed(chain) if number_kind(o.row.number) != "none"), "")
    return ".".join(part for part in (above, row.number) if part and part != "-") or None


def _start_anew(rows: Sequence[Row]) -> bool:
    """Whether a number comes back after other ones (one after itself is a merged cell)."""
    numbers = [number for number, _ in groupby(row.number for row in rows if not row.spanning)]
    return any(
        times > 1 and number_kind(number) == "digits" for number, times in Counter(numbers).items()
    )


def _full(section: str | None, chain: Sequence[_Open]) -> str | None:
    """`section` after the number of its group, where numbers start anew in each group."""
    groups = [o.row.number for o in chain if o.rank < _NUMBERED and o.row.number]
    if section is None or not groups or section.startswith(groups[-1] + "."):
        return section
    return section if section == groups[-1] else f"{groups[-1]}.{section}"
