"""Tables that only place text side by side: heads and feet of documents, frames."""

from __future__ import annotations

from collections.abc import Sequence

from bot.plans.importing.folding import fold

__all__ = ["cells_in_order", "only_places"]

# The head (issuer beside the motto of the state) and the foot (recipients beside the signature).
_SIDE_BY_SIDE = ("cong hoa xa hoi chu nghia", "doc lap - tu do", "noi nhan")
_MOST_COLUMNS = 3


def only_places(rows: Sequence[Sequence[str]]) -> bool:
    """Whether this is no table of data: one column, or the head or foot of a document."""
    width = max((len(row) for row in rows), default=0)
    if width <= 1:
        return True
    text = fold(" ".join(cell for row in rows for cell in row))
    return width <= _MOST_COLUMNS and any(
        words in " ".join(text.split()) for words in _SIDE_BY_SIDE
    )


def cells_in_order(rows: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """Lines of text of the cells with their row, row by row; a merged cell comes once."""
    lines: list[tuple[int, str]] = []
    above: Sequence[str] = ()
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            left = row[column - 1] if column else None
            upper = above[column] if column < len(above) else None
            if cell not in (left, upper):
                lines.extend((at, line.strip()) for line in cell.split("\n") if line.strip())
        above = row
    return lines
