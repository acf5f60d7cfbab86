"""Rows of task tables: fields by role, rows broken over pages put together, headings left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.plans.importing.blocks import TableBlock
from bot.plans.importing.folding import fold
from bot.plans.importing.table_cells import (
    as_above,
    is_mark,
    number_in,
    number_kind,
    one_line,
    without_number,
)
from bot.plans.importing.table_contents import told_by_cells
from bot.plans.importing.table_headings import Heading, Role, find_heading, plain
from bot.plans.importing.table_units import unit_list
from bot.plans.importing.time_points import points_in

__all__ = ["Cell", "Row", "Section", "is_total", "sections_of"]

_JOINED = 0.85
_TAKEN_OVER = 0.95
_OVER_THE_BREAK = 0.65
_OF_WHAT = 0.2  # “nt” with nothing above
_NO_HEADING_REPEATED = 0.95
_COUNT = re.compile(r"\(?(?:\d{1,2}|[A-Za-z]|[IVX]{1,4})\)?(?:\s*=.*)?")
_AS_ROW = re.compile(r"nhu (?:muc|nhiem vu|stt|tt|so)\s+(?:so )?(?P<number>[\d.]+)\.?")
_TOTAL = re.compile(r"(?:tong(?: cong| so)?|cong)\b.{0,12}")
_OF_A_TASK: tuple[Role, ...] = ("lead", "units", "deadline")
_EMPTY = re.compile(r"[-–—\s./…]*")


@dataclass(frozen=True)
class Cell:
    """A field as written; in units and times a line break of the cell is kept."""

    text: str
    line: int
    sure: float


@dataclass(frozen=True)
class Row:
    """A row; `spanning` is true for a group's heading over all columns."""

    number: str
    cells: dict[Role, Cell]
    line: int
    last_line: int
    spanning: bool = False

    def text(self, role: Role) -> str:
        """What the row says there, empty if nothing."""
        return self.cells[role].text if role in self.cells else ""


@dataclass(frozen=True)
class Section:
    """A table with all its parts on further pages; no rows where it is not one of tasks."""

    heading: Heading | None
    first: TableBlock
    rows: list[Row] = field(default_factory=list)


def sections_of(tables: Sequence[TableBlock]) -> tuple[Section, ...]:
    """The tables, each with the tables that only go on with it.

    A table goes on with the one before it if it repeats its heading on the next page, or has no
    heading but as many columns.
    """
    sections: list[Section] = []
    before: TableBlock | None = None
    for table in tables:
        heading = find_heading(table.rows)
        if heading is not None:
            heading = told_by_cells(heading, table.rows[heading.after :])
        above = sections[-1] if sections else None
        if above is not None and before is not None and _goes_on(above, heading, before, table):
            assert above.heading is not None
            start = heading.after if heading else 0
            sure = 1.0 if heading or table.page else _NO_HEADING_REPEATED
            _add(above, above.heading, table, start, sure)
        else:
            section = Section(heading, table)
            if heading is not None and heading.of_tasks:
                _add(section, heading, table, heading.after, 1.0)
            sections.append(section)
        before = table
    return tuple(sections)


def _goes_on(
    above: Section, heading: Heading | None, before: TableBlock, table: TableBlock
) -> bool:
    if above.heading is None:
        return False
    if heading is not None:
        new_page = table.page is not None and table.page != before.page
        return new_page and _alike(heading, above.heading)
    return len(table.rows[0]) == len(above.heading.columns)


def _alike(heading: Heading, other: Heading) -> bool:
    """Whether they say the same, a cell or two that could not be read left aside."""
    if len(heading.words) != len(other.words):
        return False
    pairs = list(zip(heading.words, other.words, strict=True))
    same = sum(one == two for one, two in pairs)
    return same > len(pairs) / 2 and all(one == two or not one or not two for one, two in pairs)


def _add(section: Section, heading: Heading, table: TableBlock, start: int, sure: float) -> None:
    """Adds the rows of `table` from `start` on."""
    new_page = start < len(table.rows) and bool(section.rows) and table.page is not None
    led = not new_page  # whether a unit that leads was named on this page
    for at in range(start, len(table.rows)):
        cells = [_filled(cell) for cell in table.rows[at]]
        if not any(cells) or _counts(cells) or _adds_up(cells) or _is_heading(cells, heading):
            continue
        row = _row(cells, heading, table.row_line(at), sure)
        above = section.rows[-1] if section.rows else None
        if above is not None and _broken(row, above, new_page):
            section.rows[-1] = _joined(above, row)
        else:
            led = led or row.spanning or bool(row.text("lead"))
            row = row if led else _led_from_above(row, section.rows)
            section.rows.append(_resolved(row, section.rows))
        new_page = False


def _filled(cell: str) -> str:
    """The cell, empty where it holds only dashes or dots; a bullet is kept for its column."""
    stripped = cell.strip()
    if stripped in ("-", "–", "+"):
        return "-"
    return "" if _EMPTY.fullmatch(stripped) and not as_above(stripped) else stripped


def _counts(cells: Sequence[str]) -> bool:
    """Whether the row only counts the columns: (1), (2), (3) …"""
    filled = [one_line(cell) for cell in cells if cell]
    return len(filled) >= 3 and all(_COUNT.fullmatch(cell) for cell in filled)


def _adds_up(cells: Sequence[str]) -> bool:
    """Whether the row starts with “Tổng cộng”, whichever column that stands in."""
    first = next((one_line(cell) for cell in cells if cell), "")
    return _TOTAL.fullmatch(fold(first)) is not None


def _is_heading(cells: Sequence[str], heading: Heading) -> bool:
    words = [plain(cell) for cell in cells if cell]
    return len(set(words)) >= 2 and set(words) <= set(heading.words)


def _row(cells: Sequence[str], heading: Heading, line: int, sure: float) -> Row:
    group = _group(cells, heading)
    if group is not None:
        number, name = group
        return Row(number, {"name": Cell(one_line(name), line, sure)}, line, line, spanning=True)
    fields: dict[Role, Cell] = {}
    marks: list[str] = []
    number = ""
    for text, column in zip(cells, heading.columns, strict=False):
        if column.role == "number":
            number = number_in(text)
        elif column.role == "mark" and text and text != "-":
            marks.append(column.label if is_mark(text) else one_line(text))
        elif text and text != "-" and column.role not in fields:
            if column.role == "deadline" and column.label and points_in(fold(text)):
                text = f"{column.label} {text}"
            fields[column.role] = Cell(_worded(text, column.role), line, column.sure * sure)
    if marks and "deadline" not in fields:
        fields["deadline"] = Cell(_times(marks), line, 0.8 * sure)
    # A cell merged over both columns: they lead together.
    lead, others = fields.get("lead"), fields.get("coordinating")
    if lead and others and lead.text == others.text:
        del fields["coordinating"]
    if not number and "name" in fields:
        number, name = without_number(fields["name"].text)
        fields["name"] = replace(fields["name"], text=name)
    return Row(number, fields, line, line)


def _times(labels: Sequence[str]) -> str:
    """“Quý I, Quý II năm 2025”: a year that all share is said once."""
    *others, last = dict.fromkeys(labels)
    year = re.search(r" năm 20\d\d$", last)
    return ", ".join(
        [*(each.removesuffix(year.group()) if year else each for each in others), last]
    )


def _worded(text: str, role: Role) -> str:
    """The field's text; line breaks are kept only where they part units."""
    if as_above(text):
        return one_line(text)
    if role == "units":
        return text
    return unit_list(text) if role in ("lead", "coordinating") else one_line(text)


def _group(cells: Sequence[str], heading: Heading) -> tuple[str, str] | None:
    """Number and words of a group's heading: one text, merged over columns or alone."""
    distinct = list(dict.fromkeys(cell for cell in cells if cell))
    numbered = ""
    if len(distinct) == 2 and number_in(distinct[0]) and distinct[0] == cells[0]:
        numbered = number_in(distinct[0])
        distinct = distinct[1:]
    if len(distinct) != 1 or distinct[0] == "-":
        return None
    text = distinct[0]
    places = [at for at, cell in enumerate(cells) if cell == text]
    roles = [heading.columns[at].role for at in places if at < len(heading.columns)]
    merged = len(places) >= 3 or (len(places) == 2 and "name" in roles)
    kind = number_kind(numbered)
    # Not merged: a name alone is a task without any field, unless a letter or Roman number says
    # that a group begins; a text in the column of numbers, which is too narrow for it, does too.
    alone = kind in ("roman", "capital") if numbered else roles == ["number"]
    if not (merged or (alone and number_in(text) == "")):
        return None
    if numbered:
        return numbered, text
    number, name = without_number(one_line(text))
    return ("", one_line(text)) if number == "-" else (number, name)


def _broken(row: Row, above: Row, new_page: bool) -> bool:
    """Whether `row` is the rest of the row above it, broken over a page or by hand."""
    if row.spanning or above.spanning or (row.number and row.number != "-"):
        return False
    name = row.text("name")
    own = [role for role in _OF_A_TASK if row.text(role)]
    if row.number == "-":
        return new_page and not own and not row.text("result")
    if not name:
        return not as_above(row.text("lead") or row.text("deadline"))
    if not new_page:
        return above.number != "" and not own and name[0].islower()
    starts = all(text[:1].isupper() or text[:1].isdigit() for text in map(row.text, own))
    return name[0].islower() or (above.number != "" and not (len(own) >= 2 and starts))


def _joined(above: Row, row: Row) -> Row:
    """Both as one row; what was joined is a little less sure."""
    cells = dict(above.cells)
    for role, cell in row.cells.items():
        if role not in cells:
            cells[role] = replace(cell, sure=cell.sure * _JOINED)
        elif cells[role].text != cell.text:
            text = f"{cells[role].text}\n{cell.text}"
            cells[role] = Cell(_worded(text, role), cells[role].line, cells[role].sure * _JOINED)
    return replace(above, cells=cells, last_line=row.last_line)


def _led_from_above(row: Row, rows: Sequence[Row]) -> Row:
    """`row`, of the first of its page, with the unit of a cell merged over the break.

    Its name stands on the page before, so that the cell is empty here in a column that is not empty
    in any row above. A row that tells neither time nor result may as well head those below.
    """
    told = any(row.text(role) for role in ("deadline", "result"))
    tasks = [each for each in rows if not each.spanning]
    if rows[-1].spanning or not told or not all("lead" in each.cells for each in tasks):
        return row
    lead = replace(rows[-1].cells["lead"], sure=_OVER_THE_BREAK)
    return replace(row, cells={**row.cells, "lead": lead})


def _resolved(row: Row, rows: Sequence[Row]) -> Row:
    """`row` with “như trên” and “như mục 3” replaced by what is meant, if that is there."""
    cells = dict(row.cells)
    for role, cell in row.cells.items():
        meant = _meant(cell.text, role, rows)
        if meant is not None:
            cells[role] = Cell(meant.text, cell.line, meant.sure * _TAKEN_OVER)
        elif as_above(cell.text):
            cells[role] = replace(cell, sure=_OF_WHAT)
    return replace(row, cells=cells)


def _meant(text: str, role: Role, rows: Sequence[Row]) -> Cell | None:
    if as_above(text):
        return next((row.cells[role] for row in reversed(rows) if role in row.cells), None)
    named = _AS_ROW.fullmatch(fold(one_line(text)))
    if named is None:
        return None
    number = named["number"].strip(".")
    return next((row.cells.get(role) for row in reversed(rows) if row.number == number), None)


def is_total(row: Row) -> bool:
    """Whether the row only adds up."""
    return not row.number and _TOTAL.fullmatch(fold(row.text("name"))) is not None
