"""The task that another document gives about the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.plans.index import Index
from bot.plans.reading import bare_words
from bot.plans.register import Document, Task

__all__ = ["counterparts"]


def counterparts(
    index: Index, tasks: Sequence[str], documents: Iterable[Document]
) -> tuple[str, ...]:
    """The ids of what `documents` give about the same as `tasks` (ids).

    In this order: those of `tasks` that stand there, those the register links to them, those of a
    point on which the documents disagree, and the one whose words are nearest; none if none is.
    """
    register = index.register
    there = {task.id for document in documents for task in document.tasks}
    if own := tuple(id for id in tasks if id in there):
        return own
    known = [register.task(id) for id in tasks]
    linked = [id for task in known for id in task.see_also]
    linked += [task.id for task in register.tasks if {*task.see_also} & {*tasks}]
    disagreeing = [id for task in tasks for each in index.conflicts_of(task) for id in each.items]
    for group in (linked, disagreeing):
        if found := tuple(dict.fromkeys(id for id in group if id in there)):
            return found
    nearest = (_nearest(index, task, there) for task in known)
    return tuple(dict.fromkeys(id for id in nearest if id))


def _nearest(index: Index, task: Task, there: set[str]) -> str | None:
    matches = index.tasks.matches(bare_words(task.name), frozenset())
    found = next((each for each in matches if each.id in there), None)
    return found.id if found and found.is_sure else None
