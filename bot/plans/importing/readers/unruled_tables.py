"""Tables without ruled lines on a page: columns by the gaps under a heading that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.plans.importing.readers.page_words import Box, Line, Word, lines_of
from bot.plans.importing.readers.ruled_tables import RuledTable
from bot.plans.importing.table_cells import number_in
from bot.plans.importing.table_headings import column_of

__all__ = ["Columns", "Unruled", "unruled_table"]

Columns: TypeAlias = tuple[float, ...]

_FEWEST_COLUMNS = 3
# Words nearer than this belong together, in heights of a letter; columns stand further apart.
_SPACE = 0.45
# A heading is at most so many letters high, above and below the word that gives it away.
_HIGH = 2.5
# A line so narrow, as a part of the page, may belong to a heading's cell.
_NARROW = 0.3
# So large a part of the lines may run across a gap: headings of groups do.
_ACROSS = 0.12
# Lines of a cell follow each other at one distance; what is further down is another row.
_LOOSE = 1.15


@dataclass(frozen=True)
class Unruled:
    """A table, where its columns begin, and whether it reaches the foot of the page."""

    table: RuledTable
    columns: Columns
    open: bool


def unruled_table(words: Sequence[Word], before: Columns | None) -> Unruled | None:
    """The table on the page; None where there is no heading of one.

    `before` are the columns of a table that was open at the foot of the last page: this page goes
    on with it where it has no heading of its own. Rows are told apart by the distance between
    lines, or where that is the same everywhere, by the numbers in the first column.
    """
    runs = _runs(words)
    top = _heading(runs)
    if top is not None:
        below = [run for run in runs if run.box.top >= top]
        columns = _columns(below)
        if len(columns) >= _FEWEST_COLUMNS:
            return _table(below, columns)
    if top is None and before is not None and runs and not _crosses(runs[0], before):
        return _table(runs, before)
    return None


def _runs(words: Sequence[Word]) -> list[Line]:
    """Words that stand beside each other with no more than a space between, from top to bottom."""
    runs: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (round(each.box.middle / 2), each.box.x0)):
        before = runs[-1][-1] if runs else None
        if (
            before is not None
            and abs(before.box.middle - word.box.middle) < 0.4 * word.box.height
            and -1 < word.box.x0 - before.box.x1 <= _SPACE * word.box.height
        ):
            runs[-1].append(word)
        else:
            runs.append([word])
    return sorted((Line(tuple(run)) for run in runs), key=lambda run: (run.box.top, run.box.x0))


def _heading(runs: Sequence[Line]) -> float | None:
    """Where the heading of a table of tasks begins."""
    told = [(run, column_of(run.text)) for run in runs]
    known = [(run, each.role) for run, each in told if each.sure >= 0.5 and each.role != "other"]
    for run, role in known:
        if role == "name":
            band = [
                (other, said)
                for other, said in known
                if abs(other.box.middle - run.box.middle) < _HIGH * run.box.height
            ]
            roles = {said for _, said in band}
            if len(roles) >= _FEWEST_COLUMNS and roles & {"lead", "units", "deadline"}:
                return _upper_edge(min(other.box.top for other, _ in band), runs)
    return None


def _upper_edge(top: float, runs: Sequence[Line]) -> float:
    """`top`, or where the first words of a heading of two lines stand above it."""
    wide = max(run.box.x1 for run in runs) - min(run.box.x0 for run in runs)
    above = (
        run.box.top
        for run in runs
        if top - 2 * run.box.height < run.box.top and run.box.x1 - run.box.x0 < _NARROW * wide
    )
    return min([top, *above])


def _columns(runs: Sequence[Line]) -> Columns:
    """Where columns begin: right of each gap that hardly any line runs across."""
    right = int(max(run.box.x1 for run in runs)) + 2
    covered = [0] * (right + 1)
    for run in runs:
        for x in range(int(run.box.x0), int(run.box.x1) + 1):
            covered[x] += 1
    most = int(max(covered) * _ACROSS)
    begins = [x for x in range(1, right) if covered[x] > most >= covered[x - 1]]
    begins = _headed(begins, runs)
    moved = []
    for at, begin in enumerate(begins):
        # Words that few lines have stand further left: centred ones.
        floor = max((run.box.x1 for run in runs if run.box.x1 < begin), default=0.0)
        floor = max(floor, begins[at - 1] if at else 0.0)
        moved.append(min((r.box.x0 for r in runs if floor < r.box.x0 <= begin), default=begin))
    return tuple(float(begin) for begin in moved)


def _headed(begins: Sequence[int], runs: Sequence[Line]) -> list[int]:
    """The beginnings that the heading agrees with: in justified text, spaces may be as wide."""
    foot = runs[0].box.top + _HIGH * runs[0].box.height
    heads = [run.box for run in runs if run.box.bottom <= foot]
    kept: list[int] = []
    for at, begin in enumerate(begins):
        end = begins[at + 1] if at + 1 < len(begins) else float("inf")
        over = any(begin - 2 <= (head.x0 + head.x1) / 2 < end for head in heads)
        if over and not any(head.x0 < begin - 2 and head.x1 > begin + 2 for head in heads):
            kept.append(begin)
    return kept


def _crosses(run: Line, columns: Columns) -> bool:
    """Whether the words, which belong together, stand in several columns."""
    return any(run.box.x0 < begin - 3 and run.box.x1 > begin + 6 for begin in columns[1:])


def _column(run: Line, columns: Columns) -> int:
    return max(0, sum(begin <= run.box.x0 + 2 for begin in columns) - 1)


def _table(runs: Sequence[Line], columns: Columns) -> Unruled:
    last = len(runs)
    for at in range(2, len(runs)):
        # Running text begins here, below the heading: two lines that heed no column.
        if all(_crosses(run, columns) for run in runs[at - 1 : at + 1]):
            last = at - 1
            break
    inside = list(runs[:last])
    rows = _rows(inside, columns)
    box = Box(
        columns[0],
        min(run.box.top for run in inside),
        max(run.box.x1 for run in inside),
        max(run.box.bottom for run in inside),
    )
    return Unruled(RuledTable(box, tuple(rows)), columns, last == len(runs))


def _rows(runs: Sequence[Line], columns: Columns) -> list[tuple[str, ...]]:
    """The rows, cell by cell; a heading of a group is repeated in each."""
    step = _step(runs, columns)
    rows: list[list[Line]] = []
    for run in runs:
        alone = not rows or _crosses(run, columns) or _crosses(rows[-1][-1], columns)
        if alone or not _same_row(run, rows[-1], columns, step):
            rows.append([run])
        else:
            rows[-1].append(run)
    numbers = [run for run in runs if _column(run, columns) == 0 and number_in(run.text)]
    if len(numbers) > len(rows):
        rows = _by_numbers(runs, numbers)
    return [
        (row[0].text,) * len(columns) if _crosses(row[0], columns) else _texts(row, columns)
        for row in rows
    ]


def _step(runs: Sequence[Line], columns: Columns) -> float:
    """The distance of lines in a cell: the smallest there is."""
    last: dict[int, Line] = {}
    steps = []
    for run in runs:
        column = _column(run, columns)
        if column in last:
            steps.append(run.box.top - last[column].box.top)
        last[column] = run
    height = min(run.box.height for run in runs)
    return min((step for step in steps if step > 0.8 * height), default=height)


def _same_row(run: Line, row: Sequence[Line], columns: Columns, step: float) -> bool:
    """Whether a line goes on with a cell of this row, or stands beside one."""
    column = _column(run, columns)
    foot = max(each.box.bottom for each in row)
    own = [each.box.top for each in row if _column(each, columns) == column]
    if own:
        return run.box.top - max(own) <= _LOOSE * step
    return run.box.top < foot or any(
        0 <= run.box.top - each.box.top <= _LOOSE * step / 2 for each in row
    )


def _by_numbers(runs: Sequence[Line], numbers: Sequence[Line]) -> list[list[Line]]:
    begins = [number.box.top - 0.5 * number.box.height for number in numbers]
    rows: list[list[Line]] = [[] for _ in range(len(begins) + 1)]
    for run in runs:
        rows[sum(begin <= run.box.top for begin in begins)].append(run)
    return [row for row in rows if row]


def _texts(row: Sequence[Line], columns: Columns) -> tuple[str, ...]:
    cells: list[list[Word]] = [[] for _ in columns]
    for run in row:
        cells[_column(run, columns)].extend(run.words)
    return tuple("\n".join(line.text for line in lines_of(cell)) for cell in cells)
