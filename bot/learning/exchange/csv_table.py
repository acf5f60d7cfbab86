"""Questions as a table for spreadsheets; there is no way back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from bot.learning.exchange.questions import Entry, group_of
from bot.learning.files import SituationEntry

__all__ = ["COLUMNS", "write_csv"]

_MOST_OPTIONS = 4
_NUMBERS = range(1, _MOST_OPTIONS + 1)

COLUMNS = (
    *("id", "lesson", "outcome", "difficulty", "stem", "hint"),
    *(f"option_{number}" for number in _NUMBERS),
    *(f"feedback_{number}" for number in _NUMBERS),
    "correct",
)
"""The names in the first row; `correct` is the number of the right option."""

# What a spreadsheet takes for the start of a formula, which may fetch or send things:
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(entries: Iterable[Entry]) -> str:
    """One row for each entry, after the byte order mark by which Excel knows UTF-8.

    Lines end as in RFC 4180: write the text without changing them. A text that a spreadsheet
    would take for a formula starts with an apostrophe.
    """
    table = io.StringIO()
    table.write("\ufeff")
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([_safe(cell) for cell in _row(entry)])
    return table.getvalue()


def _row(entry: Entry) -> list[str]:
    empty = [""] * (_MOST_OPTIONS - len(entry.options))
    lesson = entry.lesson if isinstance(entry, SituationEntry) else group_of(entry.id)
    correct = next(number for number, each in enumerate(entry.options, start=1) if each.correct)
    return [
        *(entry.id, str(lesson), entry.outcome, str(int(entry.difficulty))),
        *(entry.stem, entry.hint),
        *(*(option.text for option in entry.options), *empty),
        *(*(option.feedback for option in entry.options), *empty),
        str(correct),
    ]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
