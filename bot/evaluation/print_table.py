"""A table on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table as Printed

from bot.evaluation.tables import Table

__all__ = ["print_table"]


def print_table(console: Console, table: Table) -> None:
    """Prints the table, its words to the left and its numbers to the right, and its note."""
    printed = Printed(title=table.title, title_justify="left")
    for place, column in enumerate(table.columns):
        printed.add_column(column, justify="left" if place < table.words else "right")
    for row in table.rows:
        printed.add_row(*row)
    console.print(printed)
    if table.note:
        console.print(table.note, style="dim")
