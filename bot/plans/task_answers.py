"""Answers about tasks: one or two in full, more as a list in pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.plans.deadlines import RULES, in_words
from bot.plans.index import Index
from bot.plans.naming import (
    dated_name,
    document_name,
    in_order,
    section_name,
    section_words,
    short_name,
    unnumbered,
)
from bot.plans.places import documents_meant
from bot.plans.plan_answer import MORE, PAGE, PlanAnswer, outside, page_of, replied
from bot.plans.query import FoundTasks, find_tasks
from bot.plans.question import DAYS_TO_COME, Query, to_come
from bot.plans.register import Register, Task
from bot.plans.task_counts import count_verdict, counts
from bot.plans.units import Share, units_meant, warnings_of
from bot.plans.verdicts import RHYTHM_WORDS, due_words, given_up_lines, order_lines, verdict
from bot.plans.wording import how_it_stands, other_documents, task_card, task_line

__all__ = ["source_answer", "tasks_answer"]

CARDS = 2
"""Up to so many tasks are told in full."""

_SOURCE = ("Văn bản nào ghi vậy?", "văn bản nào nói vậy?")
_REST_UNKNOWN = "Những việc khác: sổ kế hoạch không ghi đã xong hay chưa."
_OF_ONE_DOCUMENT = frozenset(
    {"recipient", "result", "coordinating", "outcome", "workdays", "lateness"}
)
"""Parts of a task for which it does not matter what other documents say of the same."""


def tasks_answer(index: Index, query: Query, today: date, page: int) -> PlanAnswer:
    """The tasks that the query means as of `today`."""
    found = find_tasks(index, query, today)
    if query.ids and not query.claimed:
        # What they were found by before is no condition any more.
        plain = replace(query, units=(), role="", span=None, rhythm="", overdue=False)
        given = _told(index, plain, replace(found, span=None), today, page)
        return replace(given, topic=replace(given.topic, query=query))
    return _told(index, query, found, today, page)


def _told(index: Index, query: Query, found: FoundTasks, today: date, page: int) -> PlanAnswer:
    """What was found, in words."""
    if not found.is_known or (found.by_words and not found.tasks):
        return outside(index, query)
    if not found.tasks:
        return _corrected(index, query, today) or _none(index, query, found, today)
    found = _checked(index, query, _in_named(index, query, found), today)
    if "recipient" in query.asks and not found.by_words and not query.ids:
        sent = tuple(task for task in found.tasks if task.recipient)
        found = replace(found, tasks=sent or found.tasks)
    if len(found.tasks) <= CARDS and not (query.listing and found.standing):
        return _cards(index, query, found, today)
    return _list(index, query, found, today, page)


def source_answer(index: Index, query: Query) -> PlanAnswer:
    """Where the tasks or documents named before say what was said of them."""
    register = index.register
    tasks = [register.task(id) for id in query.ids]
    lines = []
    for task in tasks:
        document = register.document(task.document_id)
        place = section_name(task.section)
        first, last = task.lines
        where = f"dòng {first}" if first == last else f"dòng {first} đến {last}"
        lines.append(
            f"{task.name}: {dated_name(document)}, {document.issuer}; "
            f"{place} ({where} của tệp {document.file}). Thời hạn ghi: {in_words(task.deadline)}."
        )
    if not tasks:
        lines = [
            f"{dated_name(each)}: {each.title}." for each in map(register.document, query.documents)
        ]
    ids = [task.document_id for task in tasks] or list(query.documents)
    return replied(lines, query, tasks=query.ids, documents=ids)


def _cards(index: Index, query: Query, found: FoundTasks, today: date) -> PlanAnswer:
    register = index.register
    lines = [*given_up_lines(register, query, found), *verdict(query, found)]
    lines += order_lines(query, found)
    if "count" in query.asks:
        lines.append(_heading(register, query, found, 0, today))
    named = [task.id for task in found.tasks]
    checked = query.overdue
    for task in found.tasks:
        lines += task_card(index, task, query.asks, today, checked=checked)
        share = (found.shares or {}).get(task.id)
        if share and share.through:
            lines.append(f"Văn bản giao cho “{share.through}”.")
    lines += _later(register, found.tasks)
    if query.with_outcome:
        lines.append(_REST_UNKNOWN)
    others = []
    placed = bool(query.documents or query.provinces) and "document" not in found.given_up
    if {*query.asks} - _OF_ONE_DOCUMENT or not (query.asks or placed):
        others = list(other_documents(index, found.tasks[0], named))
    lines += others
    lines += _standing_line(found)
    lines += _warnings(register, found.tasks)
    documents = [task.document_id for task in found.tasks]
    related = [
        item
        for conflict in index.conflicts_of(named[0])
        for item in conflict.items
        if others and item not in index.target_by_id
    ]
    documents += [register.task(item).document_id for item in related]
    known = "document" not in found.given_up
    return replied(lines, query, tasks=named, documents=documents, choices=[_SOURCE], known=known)


def _list(index: Index, query: Query, found: FoundTasks, today: date, page: int) -> PlanAnswer:
    register = index.register
    wanted = page
    shown, page, more = page_of(found.tasks, wanted)
    lines = ["Danh sách đã hết."] if wanted > page else []
    lines += [*given_up_lines(register, query, found), *verdict(query, found)]
    lines += order_lines(query, found)
    lines += count_verdict(query, found)
    lines += _by_group_only(query, found)
    lines.append(_heading(register, query, found, page, today))
    if "count" in query.asks and not page:
        lines += counts(register, found)
    if "leads" in query.asks and not page:
        leads = list(dict.fromkeys(unit for task in found.tasks for unit in task.lead))
        lines.insert(0, f"Có {len(leads)} đơn vị, nhóm đơn vị chủ trì: {'; '.join(leads)}.")
    of_one = len({task.document_id for task in found.tasks}) == 1
    for number, task in enumerate(shown, page * PAGE + 1):
        share = (found.shares or {}).get(task.id)
        document = None if of_one else register.document(task.document_id)
        helps = "coordinating" in query.asks
        line = f"{number}. {task_line(task, None if helps and query.role else share, document)}"
        if helps and task.coordinating and not query.units:
            line += f" Phối hợp: {'; '.join(task.coordinating)}."
        if "result" in query.asks and task.result:
            line += f" Kết quả: {task.result}"
        if task.recipient:
            line += f" Gửi về: {task.recipient}."
        if {"workdays", "lateness"} & {*query.asks} or (query.overdue and found.by_words):
            stands = how_it_stands(index, task, query.asks, today, checked=query.overdue)
            line += f" {' '.join(stands)}"
        elif task.id in index.outcomes:
            line += f" Đã có: {index.outcomes[task.id].outcome.rstrip('.')}."
        lines.append(line)
    if found.by_words:
        lines += _later(register, found.tasks)
    elif not of_one:
        lines += unnumbered(register, [task.document_id for task in shown])
    lines += _several_units(register, query, found)
    if not more:
        lines += [_done_line(index, each) for each in found.done]
    if query.with_outcome:
        lines.append(_REST_UNKNOWN)
    elif query.overdue and not found.by_words:
        lines.append("Sổ kế hoạch chỉ biết hạn đã qua, không ghi việc đã xong hay chưa.")
    lines += _standing_line(found)
    lines += _warnings(register, shown)
    if more:
        lines.append("Nhắn “xem tiếp” để xem các việc sau.")
    return replied(
        lines,
        query,
        tasks=[task.id for task in shown],
        documents=[task.document_id for task in shown],
        choices=[MORE] if more else [],
        page=page,
    )


def _heading(register: Register, query: Query, found: FoundTasks, page: int, today: date) -> str:
    parts = [f"Có {len(found.tasks)} việc{' khác' if query.other_than else ''}"]
    if query.units and "unit" not in found.given_up:
        role = {"lead": "chủ trì", "coordinating": "phối hợp"}.get(
            query.role, "chủ trì hoặc phối hợp"
        )
        parts.append(f"{', '.join(query.units)} {role}")
    if query.with_outcome:
        parts.append("đã có kết quả")
    if query.rhythm and "rhythm" not in found.given_up:
        parts.append(RHYTHM_WORDS[query.rhythm])
    if query.overdue and not found.by_words:
        parts.append(f"quá hạn tính đến ngày {today.day}/{today.month}/{today.year}")
    elif found.span and "span" not in found.given_up and not query.claimed:
        parts.append(due_words(found.span))
    if (query.documents or query.provinces) and "document" not in found.given_up:
        documents = documents_meant(register, query)
        if documents and len({task.document_id for task in found.tasks}) == 1:
            document = register.document(found.tasks[0].document_id)
            parts.append(f"theo {document_name(document)}")
    elif len({task.document_id for task in found.tasks}) == 1:
        parts.append(f"theo {document_name(register.document(found.tasks[0].document_id))}")
    heading = " ".join(parts) + (f" (từ việc {page * PAGE + 1})" if page else "")
    if query.units and any(share.through for share in _shown_shares(found)):
        return f"{heading}, kể cả việc giao cho nhóm có đơn vị này và cho đơn vị trực thuộc:"
    return f"{heading}:"


def _by_group_only(query: Query, found: FoundTasks) -> Iterator[str]:
    """That a unit has a part in none of the tasks by its own name."""
    shares = _shown_shares(found)
    if shares and all(share.distance == 1 for share in shares):
        named = ", ".join(query.units)
        yield f"Không có mục nào giao riêng cho {named}; các việc này giao cho nhóm có đơn vị ấy."


def _shown_shares(found: FoundTasks) -> list[Share]:
    return [share for task in found.tasks if (share := (found.shares or {}).get(task.id))]


def _several_units(register: Register, query: Query, found: FoundTasks) -> Iterator[str]:
    """That a name is that of units in several places, where none was said."""
    for name in query.units:
        meant = units_meant(register, name, query.provinces)
        if len(meant) > 1 and "unit" not in found.given_up:
            yield f"“{name}” ở đây là: {'; '.join(meant)}. {{Ban}} có thể nói rõ tỉnh, thành phố."


def _in_named(index: Index, query: Query, found: FoundTasks) -> FoundTasks:
    """`found`, without what other documents say where one that was named says it as well."""
    ids = {document.id for document in documents_meant(index.register, query)}
    tasks = tuple(task for task in found.tasks if task.document_id in ids)
    if "document" not in found.given_up or not tasks:
        return found
    given_up = tuple(each for each in found.given_up if each != "document")
    return replace(found, tasks=tasks, given_up=given_up)


def _checked(index: Index, query: Query, found: FoundTasks, today: date) -> FoundTasks:
    """`found`, or what is meant whoever does it, where a unit is claimed that does not."""
    if not (query.claimed and query.units and found.by_words):
        return found
    meant = find_tasks(index, replace(query, units=(), role=""), today)
    if not meant.tasks or {*meant.tasks} & {*found.tasks}:
        return found
    return replace(meant, given_up=(*meant.given_up, "unit"))


def _corrected(index: Index, query: Query, today: date) -> PlanAnswer | None:
    """What stands at the place named, where the unit or day named with it is another there."""
    if not query.sections and not query.claimed:
        return None
    asked = replace(query, units=(), role="", span=None, rhythm="", overdue=False)
    if asked == query:
        return None
    found = find_tasks(index, asked, today)
    if ("bao", "cao") in pairwise(query.words):
        reports = [task for task in found.tasks if task.kind == "reporting"]
        ruled = [task for task in reports if task.deadline.kind in RULES]
        found = replace(found, tasks=tuple(ruled or reports))
    if not 0 < len(found.tasks) <= CARDS or found.given_up:
        return None
    given_up = ("unit",) if query.units else ("span",) if query.span else ("rhythm",)
    span = find_tasks(index, query, today).span
    return _cards(index, query, replace(found, given_up=given_up, span=span), today)


def _none(index: Index, query: Query, found: FoundTasks, today: date) -> PlanAnswer:
    """Nothing meets what was asked: which of it, and what is near."""
    register = index.register
    documents = documents_meant(register, query)
    where = (
        "; ".join(map(short_name, documents))
        if query.documents or query.provinces
        else "Các văn bản trong sổ"
    )
    what = "việc nào như vậy"
    known = True
    if query.sections:
        what, known = section_words(query.sections), False
    elif query.with_outcome:
        what = "việc nào mà sổ ghi là đã có kết quả"
    elif query.overdue:
        what = f"việc nào quá hạn tính đến {today.day}/{today.month}/{today.year}"
    elif found.span:
        what = f"việc nào có hạn {due_words(found.span).removeprefix('đến hạn ')}"
    elif query.rhythm:
        what = f"việc nào {RHYTHM_WORDS[query.rhythm]}"
    unit = f" của {', '.join(query.units)}" if query.units else ""
    lines = [f"{where} không có {what}{unit}."]
    lines += [_done_line(index, task) for task in found.done]
    if not documents[0].tasks and len(documents) == 1:
        lines += documents[0].notes
    then = _due_then(index, query, found, today)
    lines += [
        f"Hạn gần nhất sau đó: {task_line(task, None, register.document(task.document_id))}"
        for task in then
    ]
    lines += _standing_line(found)
    return replied(
        lines,
        query,
        tasks=[task.id for task in (*found.done, *then)],
        documents=[document.id for document in documents] if query.documents else [],
        known=known,
    )


def _due_then(index: Index, query: Query, found: FoundTasks, today: date) -> tuple[Task, ...]:
    """What is due first after the days to come in which nothing is."""
    if query.overdue or not (found.span and found.span.ahead):
        return ()
    later = replace(query, span=to_come(today, DAYS_TO_COME), order="first", listing=True)
    return find_tasks(index, later, today).tasks


def _later(register: Register, tasks: Iterable[Task]) -> Iterator[str]:
    """Which of several documents is the later."""
    ids = dict.fromkeys(task.document_id for task in tasks)
    if len(ids) < 2:
        return
    yield in_order(map(register.document, ids))


def _standing_line(found: FoundTasks) -> Iterator[str]:
    if found.standing:
        yield (
            f"Ngoài ra có {len(found.standing)} việc làm thường xuyên; "
            "hỏi “việc thường xuyên” để xem."
        )


def _done_line(index: Index, task: Task) -> str:
    place = f"{short_name(index.register.document(task.document_id))}, {section_name(task.section)}"
    outcome = index.outcomes[task.id].outcome.rstrip(".")
    return f"Đã qua hạn và đã có kết quả: {task.name} ({place}): {outcome}."


def _warnings(register: Register, tasks: Iterable[Task]) -> Iterator[str]:
    """One sentence on units that have changed since."""
    yield from warnings_of(register, (unit for task in tasks for unit in task.lead))[:1]
