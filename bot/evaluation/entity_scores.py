"""Figures of found entities: by their value, and by their place in the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from bot.evaluation.answer import Answer
from bot.evaluation.scores import Marks
from bot.evaluation.sentences import Entity

__all__ = ["by_place", "by_value", "micro"]


def by_value(answers: Iterable[Answer]) -> dict[str, Marks]:
    """The marks of each type; a hit has the same type and the same value."""
    return _marks(answers, _same_values)


def by_place(answers: Iterable[Answer]) -> dict[str, Marks]:
    """The marks of each type; a hit has the same type, and the texts overlap."""
    return _marks(answers, _overlapping)


def micro(marks: Iterable[Marks]) -> Marks:
    """The marks of all types taken as one."""
    return sum(marks, start=Marks(0, 0, 0))


def _marks(
    answers: Iterable[Answer], hits_of: Callable[[Sequence[Entity], Sequence[Entity]], int]
) -> dict[str, Marks]:
    """By type, over the sentences whose file labels entities."""
    marks: dict[str, Marks] = defaultdict(lambda: Marks(0, 0, 0))
    for answer in answers:
        if answer.sentence.entities is None:
            continue
        for name in {each.entity for each in (*answer.sentence.entities, *answer.entities)}:
            meant = [each for each in answer.sentence.entities if each.entity == name]
            found = [each for each in answer.entities if each.entity == name]
            marks[name] += Marks(hits_of(meant, found), len(meant), len(found))
    return dict(sorted(marks.items()))


def _same_values(meant: Sequence[Entity], found: Sequence[Entity]) -> int:
    same = Counter(each.value for each in meant) & Counter(each.value for each in found)
    return same.total()


def _overlapping(meant: Sequence[Entity], found: Sequence[Entity]) -> int:
    """Each found one counts for one meant one at most."""
    left = list(found)
    for wanted in meant:
        near = (each for each in left if each.start < wanted.end and wanted.start < each.end)
        hit = next(near, None)
        if hit:
            left.remove(hit)
    return len(found) - len(left)
