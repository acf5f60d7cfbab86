"""The files of ``knowledge/questions/``: one for each lesson, and one for a module's situations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.schema import parse_file
from bot.learning.exchange.questions import Entry, is_lesson
from bot.learning.files import QuestionsFile, SituationsFile
from bot.learning.ids import module_id_of

__all__ = ["GroupFile", "group_paths", "read_group"]


@dataclass(frozen=True)
class GroupFile:
    """One file. `key` is the name of its list: ``questions`` or ``situations``."""

    path: Path
    key: str
    entries: tuple[Entry, ...]


def group_paths(folder: Path, only: str | None = None) -> list[Path]:
    """The files below the knowledge folder as they are learnt, a module's situations last.

    `only` is a module (``M01``: all its files) or a lesson (``M01-L1``).
    """
    questions = folder / "questions"
    paths = (*questions.glob("M??.yml"), *questions.glob("M??-L*.yml"))
    return sorted((path for path in paths if _is_of(path.stem, only)), key=_order)


def read_group(path: Path) -> GroupFile:
    """The entries of a file; raises `KnowledgeError` with every problem found."""
    if is_lesson(path.stem):
        questions = parse_file(path, QuestionsFile).model.questions
        return GroupFile(path, "questions", tuple(questions))
    situations = parse_file(path, SituationsFile).model.situations
    return GroupFile(path, "situations", tuple(situations))


def _is_of(group: str, only: str | None) -> bool:
    return only is None or only == group or (len(only) == 3 and module_id_of(group) == only)


def _order(path: Path) -> tuple[str, float]:
    lesson = path.stem.partition("-L")[2]
    return module_id_of(path.stem), int(lesson) if lesson.isdecimal() else float("inf")
