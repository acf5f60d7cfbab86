"""What a column holds by its cells, where its heading is in words that nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.plans.importing.deadline_reading import read_deadline
from bot.plans.importing.table_cells import one_line
from bot.plans.importing.table_headings import Column, Heading, Role
from bot.plans.importing.unit_reading import is_unit

__all__ = ["told_by_cells"]

_SURE = 0.6
_MOST_OF_ALL = 0.75
_FEWEST_CELLS = 2
_SHORTEST = 4
_ANY_YEAR = 2025


def told_by_cells(heading: Heading, rows: Sequence[Sequence[str]]) -> Heading:
    """`heading` with the column that leads and the one that says when, told by their cells.

    `rows` are those below it. Only what the heading does not have is looked for, and only in
    columns of which it tells nothing: most of their cells are units, or times.
    """
    if "name" not in heading.roles:
        return heading
    columns = list(heading.columns)
    missing: tuple[tuple[Role, frozenset[Role], Callable[[str], bool]], ...] = (
        ("lead", frozenset({"lead", "units"}), is_unit),
        ("deadline", frozenset({"deadline", "mark", "start"}), _is_when),
    )
    for role, have, fits in missing:
        if have & heading.roles:
            continue
        for at, column in enumerate(columns):
            if column.role == "other" and not column.sure and _mostly(fits, rows, at):
                columns[at] = Column(role, _SURE)
                break
    return replace(heading, columns=tuple(columns))


def _mostly(fits: Callable[[str], bool], rows: Sequence[Sequence[str]], at: int) -> bool:
    # A text merged over the row is a group's heading.
    cells = [one_line(row[at]) for row in rows if at < len(row) and len(set(row)) > 1]
    filled = [cell for cell in cells if len(cell) >= _SHORTEST]  # “(1)” only counts the column
    count = sum(map(fits, filled))
    return count >= max(_FEWEST_CELLS, _MOST_OF_ALL * len(filled))


def _is_when(cell: str) -> bool:
    return len(cell.split()) <= 12 and read_deadline(cell, _ANY_YEAR).kind != "not_stated"
