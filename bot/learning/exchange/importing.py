"""Questions of a GIFT file into ``knowledge/questions/``: all of them, or none and why not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import read_file
from bot.knowledge.yaml_reader import read_text
from bot.learning.exchange.changes import GroupChange, check_changes, write_changes
from bot.learning.exchange.gift import GiftProblem, GiftQuestion
from bot.learning.exchange.gift_reader import parse_gift
from bot.learning.exchange.groups import GroupFile, read_group
from bot.learning.exchange.questions import (
    Fallback,
    from_gift,
    group_in,
    group_of,
    is_group,
    is_lesson,
    lesson_tag,
)
from bot.learning.files import LessonFile, SituationEntry
from bot.learning.ids import module_id_of

__all__ = ["ImportReport", "import_gift"]

_LIKE_OURS = re.compile(r"M\d\d-")


@dataclass(frozen=True)
class ImportReport:
    """Ids of questions that are new, that changed, and that were so already; and files written."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]
    files: tuple[Path, ...]


def import_gift(path: Path, folder: Path, lesson: str | None = None) -> ImportReport:
    """Puts the questions of the GIFT file at `path` into the knowledge folder.

    A question replaces the one that has its id (Moodle's ID number, or its name), or else goes to
    the end of its file with the next free number. Its file is that of its id, else of its
    category, else of `lesson` (``M01-L1``, or ``M01`` for situations). Raises `KnowledgeError`
    with every problem found, by line of the GIFT file; then nothing is written.
    """
    if lesson is not None and not is_group(lesson):
        message = f"“{lesson}” không phải mã bài (như M01-L1) hay mã học phần (như M01)."
        raise KnowledgeError([Problem(path, 1, "", message)])
    found: list[GiftProblem] = []
    problems: list[Problem] = []
    questions = parse_gift(read_text(path), found)
    if not questions and not found:
        found.append(GiftProblem(1, "Tệp không có câu hỏi nào."))
    changes = []
    for group, items in _by_group(questions, lesson, found).items():
        try:
            changes.append(_Sorter(folder, group, found, problems).change(items))
        except KnowledgeError as error:
            problems.extend(error.problems)
    problems.extend(Problem(path, line, "", message) for line, message in found)
    if problems:
        raise KnowledgeError(sorted(problems))
    check_changes(path, folder, changes)
    write_changes(changes)
    return ImportReport(
        added=tuple(entry.id for change in changes for entry in change.added),
        replaced=tuple(entry.id for change in changes for entry in change.replaced.values()),
        unchanged=tuple(id for change in changes for id in change.unchanged),
        files=tuple(change.path for change in changes if change.added or change.replaced),
    )


_Item = tuple[GiftQuestion, str]
"""A question, and the id that it asks for or an empty text."""


def _by_group(
    questions: Iterable[GiftQuestion], lesson: str | None, found: list[GiftProblem]
) -> dict[str, list[_Item]]:
    groups: dict[str, list[_Item]] = {}
    seen: set[str] = set()
    for question in questions:
        # Before Moodle 3.7 exports had no ids; ours are also the names.
        id = question.id or (question.name if group_of(question.name) else "")
        named, category = group_of(id), group_in(question.category)
        group = named or category or lesson
        if _LIKE_OURS.match(id) and not named:
            message = f"Mã {id} viết sai; phải như M01-L1-Q1, hoặc M01-S1 cho tình huống."
        elif named and category and named != category:
            message = f"Mã {id} không thuộc $CATEGORY của nó ({category})."
        elif id and named and id in seen:
            message = f"Mã {id} có hai lần."
        elif group is None:
            message = (
                "Chưa biết câu này thuộc bài nào: ghi “$CATEGORY: $course$/M01/M01-L1” và một dòng "
                "trống trước câu hỏi, hoặc nêu tên bài khi nhập."
            )
        else:
            seen.add(id)
            groups.setdefault(group, []).append((question, id if named else ""))
            continue
        found.append(GiftProblem(question.line, message))
    return groups


class _Sorter:
    """Tells what is new and what is changed in one file; what is wrong goes to the two lists."""

    def __init__(
        self, folder: Path, group: str, found: list[GiftProblem], problems: list[Problem]
    ) -> None:
        self._folder = folder
        self._group = group
        self._found = found
        self._problems = problems
        path = folder / "questions" / f"{group}.yml"
        self._before: GroupFile | None = read_group(path) if path.exists() else None
        self._change = GroupChange(path, self._before)

    def change(self, items: Iterable[_Item]) -> GroupChange:
        """What the file becomes with these questions."""
        items = tuple(items)
        known = {str(entry.id): index for index, entry in enumerate(self._change.old)}
        number = self._highest_number([*known, *(id for _, id in items)])
        for question, id in items:
            if not id:
                number += 1
                id = f"{self._prefix}{number}"
            self._take(question, id, known.get(id))
        return self._change

    @property
    def _prefix(self) -> str:
        return f"{self._group}-{'Q' if is_lesson(self._group) else 'S'}"

    def _highest_number(self, ids: Iterable[str]) -> int:
        return max((int(id.removeprefix(self._prefix)) for id in ids if id), default=0)

    def _take(self, question: GiftQuestion, id: str, index: int | None) -> None:
        change = self._change
        old = None if index is None else change.old[index]
        lesson = self._group if is_lesson(self._group) else lesson_tag(question)
        if lesson is None and isinstance(old, SituationEntry):
            lesson = old.lesson
        if lesson is None:
            message = "Chưa biết tình huống này của bài nào: thêm [tag:lesson-M01-L1] trước câu."
            self._found.append(GiftProblem(question.line, message))
            return
        path = self._folder / "curriculum" / module_id_of(lesson) / f"{lesson}.yml"
        if not path.exists():
            self._found.append(GiftProblem(question.line, f"Không có bài {lesson}."))
            return
        # What the lesson teaches is what its questions measure where they name nothing else.
        about = read_file(path, LessonFile, self._problems)
        fallback = Fallback(about.model.outcome if about else None, old)
        entry = from_gift(question, id, lesson, fallback, self._found)
        if entry is None:
            return
        if index is None:
            change.origins[len(change.finished)] = question
            change.added.append(entry)
        elif entry == old:
            change.unchanged.append(id)
        else:
            change.origins[index] = question
            change.replaced[index] = entry
