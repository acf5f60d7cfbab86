"""Which tasks of the register a query means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from bot.plans.bare_words import bare_words
from bot.plans.comparing import in_each_plan
from bot.plans.deadlines import ONCE, falls_in, last_due, next_due
from bot.plans.index import Index
from bot.plans.matching import chosen, task_matches
from bot.plans.ordering import outermost
from bot.plans.places import documents_meant, is_exactly, is_in, issued_on
from bot.plans.question import Query, is_only_quiet
from bot.plans.register import Register, Task
from bot.plans.spans import Span, in_year
from bot.plans.units import Share, receives, shares_of, units_meant

__all__ = ["FoundTasks", "find_tasks"]

HERE = 0.55
"""Which part of the best score anywhere the best one among those asked for must have."""

_LETTER = re.compile(r"\.[a-e]$")
_STANDING = frozenset({"ongoing", "weekly"})
_BEGINNING = frozenset({"ongoing_from", "period"})
_GIVEN_UP = ("recipient", "span", "rhythm", "role", "unit", "section", "document")
_KINDS = {
    "yearly": ("yearly", "yearly_date", "yearly_or_asked"),
    "ongoing": ("ongoing", "ongoing_from"),
    "stated": (*ONCE, "ongoing_from", "quarterly", "yearly_date"),
    "timed": (*ONCE, "ongoing_from", "quarterly", "yearly_date", "weekly"),
}

_ANY_PLAN = frozenset(
    bare_words(
        "việc nhiệm vụ kế hoạch văn bản phong trào đến hạn hoàn thành sự kiện hoạt động mốc tổ chức"
    )
)

Test = Callable[[Task], bool]


@dataclass(frozen=True)
class FoundTasks:
    """The tasks meant, in the order to name them.

    `given_up` are conditions of the query that none of them meets: what is asked about is
    elsewhere. `standing` are tasks without end that also belong to the days asked for, `done` those
    past their day of which an outcome is known. `span` is the one that was meant, `shares` what the
    units asked about have to do with the tasks, by ids. `is_known`: the words mean something here.
    """

    tasks: tuple[Task, ...]
    given_up: tuple[str, ...] = ()
    standing: tuple[Task, ...] = ()
    done: tuple[Task, ...] = ()
    span: Span | None = None
    shares: Mapping[str, Share] | None = None
    is_known: bool = True
    by_words: bool = False
    ordered: bool = False


def find_tasks(index: Index, query: Query, today: date) -> FoundTasks:
    """The tasks that `query` means as of `today`."""
    found = _found(index, query, today)
    asked = query.ids or (query.listing and not found.by_words)
    if not query.order or len(found.tasks) < 2 or not asked:
        return found
    overdue = query.overdue
    first = outermost(found.tasks, query.order, today, span=found.span, overdue=overdue)
    return replace(found, tasks=first, standing=(), ordered=True) if first else found


def _found(index: Index, query: Query, today: date) -> FoundTasks:
    """The tasks that `query` means, in whatever order they are due."""
    register = index.register
    if query.ids:
        known = {task.id: task for task in register.tasks}
        tasks = tuple(known[id] for id in query.ids if id in known)
        shares = _shares(register, query) if query.claimed else None
        return FoundTasks(tasks, _not_so(query, tasks, shares), span=query.span, shares=shares)
    shares = _shares(register, query)
    span = _span_meant(register, query, today)
    tests = dict(_tests(register, query, span, shares, today, index.grouped))
    if query.with_outcome:
        tests["outcome"] = lambda task: task.id in index.outcomes
    matches = [] if "kind" in tests else task_matches(index, query)
    if matches and query.sections and not query.claimed and matches[0].signs < 2:
        matches = []  # the place tells more than one pair of words
    if matches and (query.claimed or query.overdue):
        tests.pop("span", None)  # what is said of its day is to be checked, not looked for
    if not matches:
        if not tests or _is_foreign(index, query, tests):
            return FoundTasks((), is_known=False)
        tasks = _passing(register.tasks, tests.values())
        return _listed(index, query, tasks, tests, span, shares)
    given_up: list[str] = []
    while True:
        pool = {task.id: task for task in _passing(register.tasks, tests.values())}
        here = [match for match in matches if match.id in pool]
        placed = "document" in tests and {"document"} >= tests.keys()
        if here and (here[0].score >= HERE * matches[0].score or (placed and here[0].is_sure)):
            break
        loose = next((name for name in _GIVEN_UP if name in tests), None)
        if loose is None:
            here = []
            break
        given_up.append(loose)
        del tests[loose]
    tasks = tuple(pool[match.id] for match in chosen(index, query, here, bool(tests)))
    if "document" in tests and tests.keys() <= {"document", "unit"}:
        tasks = in_each_plan(index, query, tasks)
    return FoundTasks(
        _ordered(register, tasks), tuple(given_up), span=span, shares=shares, by_words=True
    )


def _not_so(
    query: Query, tasks: Iterable[Task], shares: Mapping[str, Share] | None
) -> tuple[str, ...]:
    """What is claimed of the units or the rhythm and does not hold for `tasks`, as `given_up`."""
    if query.rhythm and not any(task.deadline.kind in _kinds(query.rhythm) for task in tasks):
        return ("rhythm",) if query.claimed else ()
    if shares is None:
        return ()
    parts = [shares[task.id] for task in tasks if task.id in shares]
    if not parts:
        return ("unit",)
    leads = query.role != "coordinating"
    return () if any(share.leads == leads for share in parts) else ("role",)


def _shares(register: Register, query: Query) -> dict[str, Share] | None:
    """What the units of the query have to do with tasks, the nearest for each task."""
    if not query.units:
        return None
    found: dict[str, Share] = {}
    for named in query.units:
        for unit in units_meant(register, named, query.provinces) or (named,):
            for share in shares_of(register, unit):
                before = found.get(share.task.id)
                if before is None or share.distance < before.distance:
                    found[share.task.id] = share
    return found


def _tests(
    register: Register,
    query: Query,
    span: Span | None,
    shares: Mapping[str, Share] | None,
    today: date,
    grouped: Set[str],
) -> Iterable[tuple[str, Test]]:
    """What each condition of the query demands of a task."""
    if query.documents or query.provinces:
        ids = {document.id for document in documents_meant(register, query)}
        yield "document", lambda task: task.document_id in ids
    if query.sections:
        tasks = [t for each in documents_meant(register, query) for t in each.tasks]
        assigned = _assigned(tasks, query.sections)
        whole = tuple(_LETTER.sub("", each) for each in query.sections)
        within = (
            assigned
            or {t.id for t in tasks if is_exactly(t.section, query.sections)}
            or {t.id for t in tasks if is_in(t.section, query.sections)}
            or {t.id for t in tasks if whole != query.sections and is_exactly(t.section, whole)}
        )
        yield "section", lambda task: task.id in within
    if shares is not None:
        yield "unit", lambda task: task.id in shares
        if query.role:
            leads = query.role == "lead"
            yield "role", lambda task: task.id in shares and shares[task.id].leads == leads
    if query.of_groups:
        yield "group", lambda task: task.id in grouped
    if query.other_than:
        yield "other", lambda task: not _is_left_out(task, query)
    if query.recipients:
        names = query.recipients
        yield "recipient", lambda task: any(receives(register, task, name) for name in names)
    if query.rhythm:
        kinds = _kinds(query.rhythm)
        yield "rhythm", lambda task: task.deadline.kind in kinds
    if span and query.listing and not query.claimed and _only_reports(query):
        yield "kind", lambda task: task.kind == "reporting"
    if query.overdue:
        yield "span", lambda task: _is_past(task, today)
    elif span:
        yield "span", _timed(query, span, today)


def _kinds(rhythm: str) -> tuple[str, ...]:
    """The kinds of deadlines that a rhythm in words stands for."""
    return _KINDS.get(rhythm, (rhythm,))


def _timed(query: Query, span: Span, today: date) -> Test:
    """What the days of the query demand of a task."""
    first, last = span.days
    if query.begun:
        return lambda task: (
            task.deadline.kind in _BEGINNING
            and task.deadline.start is not None
            and first <= task.deadline.start <= last
        )
    if query.rhythm == "ongoing":
        return lambda task: task.deadline.start is None or task.deadline.start <= last
    return lambda task: _is_due(task, span, today, begun=not query.finished)


def _assigned(tasks: Iterable[Task], sections: Sequence[str]) -> set[str]:
    """The tasks (ids) in one of `sections` that another of them assigns; none where none does."""
    return {
        task.id
        for task in tasks
        for owner in sections
        if task.assigned_by and is_exactly(task.assigned_by, (owner,))
        if is_in(task.section, [each for each in sections if each != owner])
    }


def _is_left_out(task: Task, query: Query) -> bool:
    named = {task.id, task.document_id} & {*query.other_than}
    return bool(named) or is_exactly(task.section, query.other_than)


def _only_reports(query: Query) -> bool:
    """Whether reports are asked for, whichever they are: “phải nộp báo cáo nào?”."""
    return {*query.words} - {*query.quiet} == {"cao"} and ("bao", "cao") in pairwise(query.words)


def _is_past(task: Task, today: date) -> bool:
    """Whether the task was to be done once, before `today`."""
    return task.deadline.kind in ONCE and last_due(task.deadline, today) is not None


def _is_due(task: Task, span: Span, today: date, *, begun: bool = True) -> bool:
    """Whether the task falls in `span`; with `begun` also where it only begins there."""
    first, last = span.days
    if span.ahead:
        due = next_due(task.deadline, today)
        return due is not None and due <= last
    if task.deadline.kind == "ongoing_from":
        return begun and task.deadline.start is not None and first <= task.deadline.start <= last
    return task.deadline.kind not in _STANDING and falls_in(task.deadline, first, last)


def _span_meant(register: Register, query: Query, today: date) -> Span | None:
    """The span of the query; without a year, in the nearest one in which something falls there."""
    span = query.span
    if span is None or not span.yearless:
        return span
    years = {
        day.year
        for task in register.tasks
        for day in (task.deadline.start, task.deadline.end)
        if day is not None
    }
    for year in sorted({today.year, *years}, key=lambda each: abs(each - today.year)):
        moved = in_year(span, year)
        once = (task for task in register.tasks if task.deadline.kind in (*ONCE, "ongoing_from"))
        if any(_is_due(task, moved, today) for task in once):
            return moved
    return span


def _listed(
    index: Index,
    query: Query,
    tasks: tuple[Task, ...],
    tests: Mapping[str, Test],
    span: Span | None,
    shares: Mapping[str, Share] | None,
) -> FoundTasks:
    """`tasks` as a list, and what stands beside it."""
    standing: tuple[Task, ...] = ()
    done: tuple[Task, ...] = ()
    if query.overdue and not query.with_outcome:
        done = tuple(task for task in tasks if task.id in index.outcomes)
        tasks = tuple(task for task in tasks if task.id not in index.outcomes)
    elif span:
        others = [test for name, test in tests.items() if name != "span"]
        _, last = span.days
        standing = tuple(
            task
            for task in _passing(index.register.tasks, others)
            if task not in tasks
            and (task.deadline.kind in _STANDING or task.deadline.kind == "ongoing_from")
            and (task.deadline.start is None or task.deadline.start <= last)
        )
    if query.overdue or span:
        start = span.days[0] if span else date.min
        tasks = tuple(
            sorted(
                tasks,
                key=lambda task: next_due(task.deadline, max(start, date(1900, 1, 1))) or date.max,
            )
        )
    elif shares is not None:
        tasks = tuple(sorted(tasks, key=lambda t: (not shares[t.id].leads, shares[t.id].distance)))
    return FoundTasks(tasks, standing=standing, done=done, span=span, shares=shares)


def _is_foreign(index: Index, query: Query, tests: Mapping[str, Test]) -> bool:
    """Whether the words are about something else.

    Two that say something stand side by side and nothing here has them, or there are such words
    and beside them only days.
    """
    if tests.keys() >= {"section", "document"}:
        return False
    if tests.keys() <= {"document"} and not query.listing and not is_only_quiet(query):
        return True
    only_days = tests.keys() <= {"span", "rhythm"} and not (query.listing or query.overdue)
    if only_days and not {*query.words} <= {*query.quiet, *_ANY_PLAN}:
        return True
    unknown = [
        word not in query.quiet and not index.tasks.knows(word)
        for word in index.tasks.mended(query.words, {*query.quiet})
    ]
    return any(first and second for first, second in pairwise(unknown))


def _ordered(register: Register, tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """Tasks of several documents by the days of these; of one document as they are."""
    order = {document.id: issued_on(document) for document in register.documents}
    return tuple(sorted(tasks, key=lambda task: order[task.document_id]))


def _passing(tasks: Iterable[Task], tests: Iterable[Test]) -> tuple[Task, ...]:
    demanded = tuple(tests)
    return tuple(task for task in tasks if all(test(task) for test in demanded))
