"""How many tasks there are: in each document, in each part of one, given to a unit by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.plans.naming import section_name, short_name
from bot.plans.query import FoundTasks
from bot.plans.question import Query
from bot.plans.register import Register, Task

__all__ = ["count_verdict", "counts"]


def counts(register: Register, found: FoundTasks) -> Iterator[str]:
    """How many of the tasks there are in each document, or in each part of the only one.

    Where some are a unit's only through its group, how many are given to it by name as well.
    """
    tasks = found.tasks
    yield from _shared_out(register, "Trong đó", tasks)
    shares = found.shares or {}
    direct = [task for task in tasks if task.id in shares and not shares[task.id].through]
    if shares and len(direct) < len(tasks):
        yield f"Giao đích danh đơn vị này: {len(direct)} việc."
        yield from _shared_out(register, "Trong các việc giao đích danh,", direct)


def count_verdict(query: Query, found: FoundTasks) -> Iterator[str]:
    """Whether the number of tasks that a person named is that of all, or of one part."""
    if not (query.claimed and query.number):
        return
    parts = Counter(_part(task.section) for task in found.tasks)
    fitting = [part for part, count in parts.items() if count == query.number]
    if len(found.tasks) == query.number:
        yield "Đúng."
    elif fitting:
        yield f"Đúng nếu chỉ tính {fitting[0]}."
    else:
        yield "Không đúng như vậy."


def _shared_out(register: Register, first: str, tasks: Sequence[Task]) -> Iterator[str]:
    documents = {task.document_id for task in tasks}
    parts = Counter(
        short_name(register.document(task.document_id))
        if len(documents) > 1
        else _part(task.section)
        for task in tasks
    )
    if len(parts) > 1:
        yield f"{first} {'; '.join(f'{part}: {count}' for part, count in parts.items())}."


def _part(section: str) -> str:
    """The part of a document that a section is in: “phần IV” of “IV.2.3”, “mục 2” of “2.3”."""
    first = section.partition("-")[0].partition(".")[0]
    return section_name(first) if first[0].isdigit() or first == "KET" else f"phần {first}"
