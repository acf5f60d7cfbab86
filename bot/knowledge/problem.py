"""A mistake in a knowledge file, told to the person who edits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["KnowledgeError", "Problem"]


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong, and where: `line` counts from 1, `field` is like ``bubbles[2].text``.

    Items of lists count from 1, as readers count. `field` is empty where the whole file is
    meant. `message` is a Vietnamese sentence. A `warning` does not stop the file from being used.
    """

    file: Path
    line: int
    field: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        """One line, with the file as seen from the current folder where it lies below it."""
        file = self.file
        if file.is_absolute() and file.is_relative_to(Path.cwd()):
            file = file.relative_to(Path.cwd())
        field = f" {self.field}:" if self.field else ""
        kind = " (cảnh báo)" if self.warning else ""
        return f"{file}:{self.line}:{field}{kind} {self.message}"


class KnowledgeError(Exception):
    """Knowledge files that cannot be used, with every problem found in them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
