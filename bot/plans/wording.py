"""What is said about a task, a target or a document: lines of Vietnamese text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.plans.deadlines import ONCE, RULES, in_words, last_due, next_due
from bot.plans.index import Index
from bot.plans.naming import (
    dated_name,
    day_words,
    document_name,
    is_surely_before,
    section_name,
    short_name,
)
from bot.plans.register import Document, Outcome, Target, Task
from bot.plans.units import Share
from bot.plans.workdays import UnknownYear, workdays_between

__all__ = [
    "LONGEST",
    "MILLION",
    "deadline_words",
    "how_it_stands",
    "other_documents",
    "packed",
    "target_line",
    "target_value",
    "task_card",
    "task_line",
]

LONGEST = 600
"""Characters a text may have."""

MILLION = 1_000_000

_GROUPED = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_OPERATORS = {"=": "", ">": "trên ", ">=": "ít nhất "}


def deadline_words(task: Task) -> str:
    """The deadline as written; words that state no day are quoted beside that."""
    words = in_words(task.deadline)
    if task.deadline.kind == "not_stated" and task.deadline.written:
        return f"{words} cụ thể (“{task.deadline.written}”)"
    return words


def task_line(task: Task, share: Share | None = None, document: Document | None = None) -> str:
    """A task in one line of a list; with its document where the list has several."""
    place = section_name(task.section)
    if document is not None:
        place = f"{short_name(document)}, {place}"
    line = f"{task.name} ({place}). Chủ trì: {_listed(task.lead)}. Hạn: {deadline_words(task)}."
    if share is not None and not share.leads:
        line += " Vai trò: phối hợp."
    return line


def task_card(
    index: Index, task: Task, asks: Sequence[str], today: date, *, checked: bool
) -> Iterator[str]:
    """Everything about one task, what was asked first; `checked`: whether its time is over."""
    document = index.register.document(task.document_id)
    yield f"{task.name} – {document_name(document)}, {section_name(task.section)}:"
    parts = {
        "lead": f"Chủ trì: {_listed(task.lead)}.",
        "deadline": f"Thời hạn: {deadline_words(task)}.",
        "coordinating": f"Phối hợp: {_listed(task.coordinating)}." if task.coordinating else "",
        "result": f"Kết quả: {task.result}" if task.result else "",
        "recipient": f"Gửi về: {task.recipient}." if task.recipient else "",
    }
    unsaid = {
        "coordinating": "Văn bản không ghi đơn vị phối hợp.",
        "result": "Văn bản không ghi kết quả riêng cho việc này.",
        "recipient": "Văn bản không ghi nơi nhận.",
    }
    for part in dict.fromkeys((*(ask for ask in asks if ask in parts), *parts)):
        if line := parts[part] or (unsaid.get(part, "") if part in asks else ""):
            yield line
    yield from how_it_stands(index, task, asks, today, checked=checked)
    asked = checked or {"outcome", "workdays", "lateness"} & {*asks}
    if not asked and task.id not in index.outcomes and _is_past(task, today):
        day = day_words(today)
        yield f"Tính đến {day}: đã qua thời hạn này; sổ không ghi việc đã xong hay chưa."
    yield from task.notes
    if task.assigned_by and task.assigned_by != task.section:
        yield f"Giao việc ở {section_name(task.assigned_by)}."


def how_it_stands(
    index: Index, task: Task, asks: Sequence[str], today: date, *, checked: bool
) -> Iterator[str]:
    """How things stand on `today`: what came of it, when it is due next, how many days are left."""
    outcome = index.outcomes.get(task.id)
    if outcome:
        yield f"Đã có: {_outcome(outcome)}."
    elif "outcome" in asks or checked:
        yield "Sổ kế hoạch không ghi việc này đã xong hay chưa."
    due = next_due(task.deadline, today)
    if task.deadline.kind in RULES and due:
        yield f"Lần tới: {day_words(due)}, {_days_left(today, due)}."
    elif "lateness" in asks and task.deadline.kind in ONCE:
        yield f"Tính đến {day_words(today)}: {_lateness(task, today)}."
    elif "workdays" in asks and due:
        ending = "" if task.deadline.kind == "date" else " (tính đến hết thời gian ấy)"
        yield f"{_days_left(today, due).capitalize()}{ending}."
    elif task.deadline.kind in ONCE and (checked or "workdays" in asks):
        past = "đã" if _is_past(task, today) else "chưa"
        yield f"Tính đến {day_words(today)}: {past} qua thời hạn này."
    elif {"workdays", "lateness"} & {*asks}:
        yield "Không có ngày cụ thể nên không tính được số ngày."


def _is_past(task: Task, today: date) -> bool:
    """Whether the only time the task was due is over."""
    return task.deadline.kind in ONCE and next_due(task.deadline, today) is None


def _lateness(task: Task, today: date) -> str:
    """How many days the only time the task was due has been over."""
    due = last_due(task.deadline, today)
    if due is None:
        return "chưa qua thời hạn này"
    return f"đã qua {(today - due).days} ngày, tính từ khi hết thời hạn này"


def _days_left(today: date, due: date) -> str:
    days = (due - today).days
    if days == 0:
        return "là hôm nay"
    try:
        return f"còn {days} ngày, trong đó {workdays_between(today, due)} ngày làm việc"
    except UnknownYear:
        return f"còn {days} ngày"


def _outcome(outcome: Outcome) -> str:
    return f"{outcome.outcome.rstrip('.')} ({'đúng hạn' if outcome.in_time else 'sau hạn'})"


def other_documents(index: Index, task: Task, named: Iterable[str]) -> Iterator[str]:
    """What other documents say of the same, beside the tasks `named` (ids), and which is later."""
    register = index.register
    known = {each.id: each for each in register.tasks}
    shown = {*named}
    own = register.document(task.document_id)
    for conflict in index.conflicts_of(task.id):
        others = [known[id] for id in conflict.items if id in known and id not in shown]
        elsewhere = [each for each in others if each.document_id != own.id]
        if (
            not elsewhere
            and not conflict.source
            and {*conflict.items} <= {each.id for each in own.tasks}
        ):
            yield f"Lưu ý: {conflict.text}"
        for each in elsewhere:
            shown.add(each.id)
            other = register.document(each.document_id)
            later = _later(own, other)
            yield (
                f"Văn bản khác: {dated_name(other, later)}, "
                f"{section_name(each.section)}: {each.name}; chủ trì: {_listed(each.lead)}; "
                f"hạn: {deadline_words(each)}."
            )


def _later(own: Document, other: Document) -> str:
    """Whether `other` came after `own`."""
    if is_surely_before(own, other):
        return "ra sau"
    return "ra trước" if is_surely_before(other, own) else "không rõ ra trước hay sau"


def target_line(target: Target, document: Document) -> str:
    """A target in one line, with its document and section."""
    when = "hằng năm" if target.every_year else f"năm {target.year}" if target.year else ""
    value, metric = target_value(target), target.metric
    what = f"{metric}: {value}" if "/" in target.unit else f"{value} {metric}"
    line = f"{target.group}: {what}{f', {when}' if when else ''}"
    return f"{line} ({short_name(document)}, {section_name(target.section)})."


def target_value(target: Target) -> str:
    """“trên 70%”, “40.000.000 người (40 triệu người)”."""
    operator = _OPERATORS[target.operator]
    unit = target.unit if target.unit == "%" else f" {target.unit}"
    value = f"{operator}{_GROUPED.sub('.', str(target.value))}{unit}"
    millions, rest = divmod(target.value, MILLION)
    return value if not millions or rest else f"{value} ({operator}{millions} triệu{unit})"


def packed(lines: Iterable[str], longest: int = LONGEST) -> tuple[str, ...]:
    """`lines` in texts of at most `longest` characters; a longer line is cut between words."""
    texts: list[str] = []
    for line in lines:
        for piece in _pieces(line, longest):
            if texts and len(texts[-1]) + 1 + len(piece) <= longest:
                texts[-1] += f"\n{piece}"
            else:
                texts.append(piece)
    return tuple(texts)


def _pieces(line: str, longest: int) -> Iterator[str]:
    while len(line) > longest:
        cut = line.rfind(" ", 0, longest)
        yield line[:cut]
        line = line[cut + 1 :]
    yield line


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names)
