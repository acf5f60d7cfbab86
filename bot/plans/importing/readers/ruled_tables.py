"""Tables with ruled lines on a page: the cells that the lines make, merged ones repeated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pdfplumber.page import Page

from bot.plans.importing.readers.page_words import Box, Word, text_in

__all__ = ["Rule", "RuledTable", "ruled_tables"]

# Lines nearer than this, in points, are one.
_NEAR = 3.0
_SMALLEST = 4.0


@dataclass(frozen=True)
class Rule:
    """A line of a table found in a picture; upright if it is higher than wide."""

    box: Box

    @property
    def upright(self) -> bool:
        """Whether it parts columns."""
        return self.box.height > self.box.x1 - self.box.x0


@dataclass(frozen=True)
class RuledTable:
    """A table's place on its page and its cells."""

    box: Box
    rows: tuple[tuple[str, ...], ...]


def ruled_tables(page: Page, words: Sequence[Word], rules: Sequence[Rule] = ()) -> list[RuledTable]:
    """The tables on the page, from top to bottom; `rules` are lines that only its picture shows."""
    tables = [_table(cells, words) for cells in _found(page, rules)]
    return sorted(
        (table for table in tables if any(len(row) > 1 for row in table.rows)),
        key=lambda table: table.box.top,
    )


def cells_between(page: Page, rules: Sequence[Rule]) -> list[Box]:
    """The cells of all tables that `rules` make."""
    return [cell for cells in _found(page, rules) for cell in cells] if rules else []


def _found(page: Page, rules: Sequence[Rule]) -> list[list[Box]]:
    tables = page.find_tables(_settings(page, rules))
    return [[Box(*cell) for cell in table.cells] for table in tables]


def _settings(page: Page, rules: Sequence[Rule]) -> dict[str, object]:
    if rules:
        across = [_edge(rule) for rule in rules if not rule.upright]
        upright = [_edge(rule) for rule in rules if rule.upright]
        return {
            "vertical_strategy": "explicit",
            "horizontal_strategy": "explicit",
            "explicit_vertical_lines": upright,
            "explicit_horizontal_lines": across,
            "intersection_tolerance": 6,
            "snap_tolerance": 5,
        }
    return {"explicit_horizontal_lines": _open_ends(page)}


def _edge(rule: Rule) -> dict[str, object]:
    box = rule.box
    across = (box.x0 + box.x1) / 2
    down = (box.top + box.bottom) / 2
    x0, x1 = (across, across) if rule.upright else (box.x0, box.x1)
    top, bottom = (box.top, box.bottom) if rule.upright else (down, down)
    return {
        "object_type": "line",
        "orientation": "v" if rule.upright else "h",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _open_ends(page: Page) -> list[float]:
    """Where upright lines end at a page break though no line closes the row that is broken."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    if len(upright) < 2:
        return []
    across = [edge["top"] for edge in page.edges if edge["orientation"] == "h"]
    ends = (min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright))
    return [end for end in ends if all(abs(end - line) > _NEAR for line in across)]


def _table(cells: Sequence[Box], words: Sequence[Word]) -> RuledTable:
    columns = _stretches(edge for cell in cells for edge in (cell.x0, cell.x1))
    downs = _stretches(edge for cell in cells for edge in (cell.top, cell.bottom))
    texts = {cell: text_in(cell, words) for cell in cells}
    rows = tuple(
        tuple(
            next((texts[cell] for cell in cells if cell.holds(Box(x0, top, x1, bottom))), "")
            for x0, x1 in columns
        )
        for top, bottom in downs
    )
    box = Box(columns[0][0], downs[0][0], columns[-1][1], downs[-1][1])
    return RuledTable(box, rows)


def _stretches(edges: Iterable[float]) -> list[tuple[float, float]]:
    """What lies between neighbouring edges, those that are nearly one taken as one."""
    kept: list[float] = []
    for edge in sorted(edges):
        if not kept or edge - kept[-1] > _SMALLEST:
            kept.append(edge)
    return list(pairwise(kept))
