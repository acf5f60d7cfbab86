"""The files of ``knowledge/language/`` about speech: how foreign words are said and are heard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.knowledge.problem import KnowledgeError, Problem
from bot.speech.readings import read_readings
from bot.speech.vocabulary import read_vocabulary

__all__ = ["check_spoken"]


_READERS: dict[str, Callable[[Path], object]] = {
    "spoken.yml": read_vocabulary,
    "spoken_abbreviations.yml": read_readings,
}


def check_spoken(folder: Path) -> list[Problem]:
    """What is wrong in the two files of `folder`; none where they can be used."""
    problems: list[Problem] = []
    for name, read in _READERS.items():
        try:
            read(folder / name)
        except KnowledgeError as error:
            problems += error.problems
    return problems
