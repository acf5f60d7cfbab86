"""The questions of ``knowledge/questions/`` in other programs' formats."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from bot.knowledge.problem import KnowledgeError, Problem
from bot.learning.exchange.csv_table import write_csv
from bot.learning.exchange.gift_writer import write_gift
from bot.learning.exchange.groups import group_paths, read_group
from bot.learning.exchange.questions import Entry, to_gift

__all__ = ["export_questions"]


def export_questions(folder: Path, format: Literal["gift", "csv"], only: str | None = None) -> str:
    """All questions and situations below the knowledge folder, or those of a module or lesson.

    The text is to be written as UTF-8, its line ends unchanged. Raises `KnowledgeError` where a
    file is broken, or where `only` (``M01`` or ``M01-L1``) has no questions.
    """
    paths = group_paths(folder, only)
    if not paths:
        message = f"Không có câu hỏi nào của {only}." if only else "Không có câu hỏi nào."
        raise KnowledgeError([Problem(folder / "questions", 1, "", message)])
    entries: list[Entry] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            entries.extend(read_group(path).entries)
        except KnowledgeError as error:
            problems.extend(error.problems)
    if problems:
        raise KnowledgeError(problems)
    if format == "csv":
        return write_csv(entries)
    return write_gift([to_gift(entry) for entry in entries])
