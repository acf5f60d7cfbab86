"""What changes in the files of ``knowledge/questions/``: checked as a whole, then written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.knowledge.problem import KnowledgeError, Problem
from bot.learning.check import check
from bot.learning.exchange.gift import GiftQuestion
from bot.learning.exchange.groups import GroupFile, read_group
from bot.learning.exchange.questions import Entry, is_lesson
from bot.learning.exchange.yaml_text import new_text, with_entries

__all__ = ["GroupChange", "check_changes", "write_changes"]


@dataclass
class GroupChange:
    """What changes in one file, by index from 0; `before` is None where the file is new.

    `origins` are the GIFT questions by their index in the finished file.
    """

    path: Path
    before: GroupFile | None
    replaced: dict[int, Entry] = field(default_factory=dict)
    added: list[Entry] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    origins: dict[int, GiftQuestion] = field(default_factory=dict)

    @property
    def old(self) -> tuple[Entry, ...]:
        """The entries so far."""
        return self.before.entries if self.before else ()

    @property
    def finished(self) -> tuple[Entry, ...]:
        """The entries as they are to be."""
        kept = (self.replaced.get(index, entry) for index, entry in enumerate(self.old))
        return (*kept, *self.added)

    def text(self) -> str:
        """The finished file; lines of entries that stay as they are stay as they are."""
        group = self.path.stem
        if self.before is None and is_lesson(group):
            return new_text(f"lesson: {group}", "questions", self.added)
        if self.before is None:
            return new_text(f"module: {group}", "situations", self.added)
        old = self.path.read_bytes().decode("utf-8")
        return with_entries(old, self.before.key, self.replaced, self.added)


def check_changes(gift: Path, folder: Path, changes: Sequence[GroupChange]) -> None:
    """Raises `KnowledgeError` with all that `check` finds wrong in the questions of `gift`.

    The finished files are checked in a copy of the knowledge folder, so that nothing of it has
    changed then. What is wrong in other questions does not matter here.
    """
    with TemporaryDirectory() as place:
        copy = Path(place) / "knowledge"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("language"))
        problems = []
        by_copy = {copy / "questions" / change.path.name: change for change in changes}
        for path, change in by_copy.items():
            _write(path, change.text())
            if not _says(path, change.finished):
                message = "Tệp viết khác cách thường nên không tự sửa được; hãy sửa bằng tay."
                problems.append(Problem(change.path, 1, "", message))
        for problem in check(copy):
            if problem.file in by_copy and not problem.warning:
                problems += _in_gift(gift, by_copy[problem.file], problem)
    if problems:
        raise KnowledgeError(sorted(problems))


def write_changes(changes: Sequence[GroupChange]) -> None:
    """Replaces the files, each at once, after all were written beside them."""
    texts = {change.path: change.text() for change in changes if change.origins}
    beside = {path: path.with_suffix(".new") for path in texts}
    try:
        for path, text in texts.items():
            _write(beside[path], text)
            if path.exists():
                shutil.copymode(path, beside[path])
        for path, new in beside.items():
            new.replace(path)
    except OSError as error:
        message = f"Không ghi được tệp: {error.strerror}."
        raise KnowledgeError([Problem(Path(error.filename), 1, "", message)]) from error
    finally:
        for new in beside.values():
            new.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


def _says(path: Path, entries: tuple[Entry, ...]) -> bool:
    try:
        return read_group(path).entries == entries
    except KnowledgeError:
        return False


_FIELD = re.compile(r"\w+\[(\d+)\]\.?((?:options\[(\d+)\])?.*)")


def _in_gift(gift: Path, change: GroupChange, problem: Problem) -> Iterator[Problem]:
    """The problem as one of the GIFT file, where it is in a question from there."""
    found = _FIELD.fullmatch(problem.field)
    question = found and change.origins.get(int(found[1]) - 1)
    if found and question:
        line = question.options[int(found[3]) - 1].line if found[3] else question.line
        yield Problem(gift, line, found[2], problem.message)
