"""The task that another document gives about the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.plans.bare_words import bare_words
from bot.plans.index import Index
from bot.plans.register import Document, Task
from bot.vietnamese.diacritics import nfc

__all__ = ["counterparts"]

ALIKE = 0.3
"""How much nearer a task must be than what no plan is about to be the same in other words."""

WITHIN_REACH = 0.72
"""A task of the same unit whose score is at least this part of the best one's is the same too."""


def counterparts(
    index: Index, tasks: Sequence[str], documents: Iterable[Document], asked: Sequence[str] = ()
) -> tuple[str, ...]:
    """The ids of what `documents` give about the same as `tasks` (ids).

    `asked` are the words, without marks, in which these were asked for.

    In this order: those of `tasks` that stand there, those the register links to them, those of a
    point on which the documents disagree, the one whose words are nearest, the one that most is
    called the same, and the one nearest in meaning; none if none is.
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
    nearest = (id for task in known for id in _nearest(index, task, there, asked))
    found = tuple(dict.fromkeys(nearest))
    found = found or _called_same(index, known, there) or _meant_alike(index, known, there)
    return _with_namesakes(index, found, there)


def _meant_alike(index: Index, tasks: Sequence[Task], there: set[str]) -> tuple[str, ...]:
    """The task nearest in meaning to the only one that was talked of."""
    if len(tasks) != 1 or not there:
        return ()
    near = index.meanings.near(nfc(tasks[0].name).lower().split())
    best = near.best([id for id in near.scores if id in there], ALIKE)
    return (best,) if best else ()


def _with_namesakes(index: Index, ids: Sequence[str], there: set[str]) -> tuple[str, ...]:
    """`ids`, and what is called the same: two plans of one issuer may have it word for word."""
    names = {index.register.task(id).name for id in ids}
    same = (task.id for task in index.register.tasks if task.id in there and task.name in names)
    return tuple(dict.fromkeys((*ids, *same)))


def _called_same(index: Index, tasks: Sequence[Task], there: set[str]) -> tuple[str, ...]:
    called = {bare_words(keyword) for task in tasks for keyword in task.keywords}
    shared = {
        task.id: len(called & {*map(bare_words, task.keywords)})
        for task in index.register.tasks
        if task.id in there
    }
    most = max(shared, key=lambda id: shared[id], default="")
    return (most,) if shared.get(most) else ()


def _nearest(index: Index, task: Task, there: set[str], asked: Sequence[str]) -> tuple[str, ...]:
    """The task nearest by its words, and others of the same unit hardly farther.

    One of the same unit that is nearest to what was asked is meant as well.
    """
    of_words = (each for each in index.tasks.matches(asked, frozenset()) if each.id in there)
    first = next(of_words, None)
    matches = index.tasks.matches(bare_words(task.name), frozenset())
    near = [each for each in matches if each.id in there]
    if not near or not near[0].is_sure:
        return ()
    lead = index.register.task(near[0].id).lead
    return tuple(
        each.id
        for each in near
        if (each.score >= WITHIN_REACH * near[0].score or (first and first.id == each.id))
        and each.is_sure
        and index.register.task(each.id).lead == lead
    )
