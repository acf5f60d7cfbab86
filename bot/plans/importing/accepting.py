"""Putting a register file among the others, after looking whether all fit together."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.knowledge.problem import Problem
from bot.plans.consistency import misfits
from bot.plans.files import read_plan_files
from bot.plans.importing.writing import put_in_place

__all__ = ["accept", "problems_with"]


def accept(text: str, id: str, folder: Path) -> list[Problem]:
    """Writes `text` to the file of the document `id` in `folder`, unless that brings mistakes.

    The mistakes and warnings are returned; the file is written if none is a mistake.
    """
    problems = problems_with(text, id, folder)
    if all(problem.warning for problem in problems):
        put_in_place(text, folder / f"{id}.yml")
    return problems


def problems_with(text: str, id: str, folder: Path) -> list[Problem]:
    """What would be wrong in `folder` with `text` as the file of the document `id`."""
    with TemporaryDirectory() as place:
        copy = Path(place)
        for path in folder.glob("*.yml"):
            shutil.copy(path, copy)
        (copy / f"{id}.yml").write_text(text, encoding="utf-8")
        return sorted(replace(each, file=folder / each.file.name) for each in _problems(copy))


def _problems(folder: Path) -> Iterator[Problem]:
    problems: list[Problem] = []
    files = read_plan_files(folder, problems)
    yield from problems
    yield from misfits(files)
