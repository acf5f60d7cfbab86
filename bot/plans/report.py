"""What stands in the quarterly report of a unit; the report is drawn as a workbook or as a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.plans.calendar import document_in_words
from bot.plans.deadlines import ONCE, RULES, falls_in, in_words
from bot.plans.register import Outcome, Register, Target, Task
from bot.plans.units import Share, shares_of
from bot.vietnamese.calendar_values import resolve

__all__ = ["COLUMN_WIDTHS", "Report", "Row", "Section", "report"]

COLUMN_WIDTHS = (10, 54, 32, 36, 35, 40, 34, 16)
"""Millimetres of the columns of every table: together the width of an A4 page across."""

Row = tuple[str, ...]
"""The cells of a row of a table; one cell alone is a heading over all columns."""

_TASK_HEADS = (
    "TT",
    "Nhiệm vụ",
    "Văn bản, mục",
    "Thời hạn (theo văn bản)",
    "Chủ trì/phối hợp",
    "Kết quả phải có",
)
_DONE_HEADS = (*_TASK_HEADS, "Kết quả thực hiện", "Ghi chú")
_PLANNED_HEADS = (*_TASK_HEADS, "Dự kiến triển khai", "Ghi chú")
_TARGET_HEADS = (
    "TT",
    "Chỉ tiêu",
    "Đối tượng",
    "Văn bản, mục",
    "Mức phải đạt",
    "Thời gian",
    "Kết quả đến hết quý",
    "Ghi chú",
)
_DUE, _LATE, _STANDING, _UNDATED = (
    "Nhiệm vụ có thời hạn trong quý",
    "Nhiệm vụ quá hạn từ trước quý này",
    "Nhiệm vụ thường xuyên, định kỳ",
    "Nhiệm vụ mà văn bản không ghi thời hạn hoặc giao theo kế hoạch khác",
)
_QUARTERS = {1: "I", 2: "II", 3: "III", 4: "IV"}
_LEVELS = {"=": "{}", ">": "trên {}", ">=": "từ {} trở lên"}
_TO_FILL = "…………………………"
_NOTHING = "Không có trong các kế hoạch đã ghi nhận."


@dataclass(frozen=True)
class Section:
    """A numbered part: a table (`heads` and `rows`) or, without `heads`, lines to write on."""

    title: str
    heads: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Report:
    """A report with everything known filled in; `superior` is the unit above, if any.

    `period` is like “quý III/2025”; `addressed_to` names whom the plans tell the unit to report to.
    """

    unit: str
    superior: str | None
    period: str
    title: str
    addressed_to: str
    day: date
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class _Quarter:
    """A quarter of a year: its number, first and last day."""

    year: int
    number: int
    first: date
    last: date


def report(register: Register, unit: str, year: int, quarter: int, today: date) -> Report:
    """The report of `unit` (its name in the register) on a quarter (1 to 4), dated `today`.

    ValueError if there is no such quarter. What is known to have come of a task by `today` is
    filled in; tasks of documents issued after the quarter are left out.
    """
    now = _quarter(year, quarter)
    following = _quarter(year + quarter // 4, quarter % 4 + 1)
    shares = [share for share in shares_of(register, unit) if _is_issued(register, share, now)]
    period = f"quý {_QUARTERS[now.number]}/{now.year}"
    return Report(
        unit=unit,
        superior=next((each.of for each in register.units if each.name == unit), None),
        period=period,
        title=f"Kết quả thực hiện phong trào “Bình dân học vụ số” {period}",
        addressed_to=f"Kính gửi: {'; '.join(_recipients(shares, unit)) or _TO_FILL}",
        day=today,
        sections=(
            Section(
                "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ",
                _DONE_HEADS,
                _done_rows(register, shares, now, today),
            ),
            Section(
                "II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU", _TARGET_HEADS, _targets(register, shares, now)
            ),
            Section("III. KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN"),
            Section("IV. KIẾN NGHỊ, ĐỀ XUẤT"),
            Section(
                f"V. NHIỆM VỤ TRỌNG TÂM QUÝ {_QUARTERS[following.number]}/{following.year}",
                _PLANNED_HEADS,
                _planned_rows(register, shares, following),
            ),
        ),
    )


def _quarter(year: int, number: int) -> _Quarter:
    if number not in _QUARTERS:
        raise ValueError(f"Không có quý {number}: quý là số từ 1 đến 4.")
    first, last = resolve(f"{year:04}-Q{number}", date(year, 1, 1))
    return _Quarter(year, number, first, last)


def _is_issued(register: Register, share: Share, quarter: _Quarter) -> bool:
    return _issued(register, share.task) <= quarter.last


def _issued(register: Register, task: Task) -> date:
    """When the document of `task` was issued, at the earliest if that is all that is known."""
    document = register.document(task.document_id)
    return document.issued or document.not_before or date.min


def _recipients(shares: Iterable[Share], unit: str) -> tuple[str, ...]:
    reporting = (share.task for share in shares if share.leads and share.task.kind == "reporting")
    recipients = (task.recipient for task in reporting if task.recipient)
    return tuple(dict.fromkeys(each for each in recipients if each != unit))


def _done_rows(
    register: Register, shares: Sequence[Share], quarter: _Quarter, today: date
) -> tuple[Row, ...]:
    outcomes = {
        outcome.task_id: outcome
        for document in register.documents
        for outcome in document.outcomes
        if outcome.day <= today
    }
    groups: dict[str, list[Share]] = {_LATE: [], _DUE: [], _STANDING: [], _UNDATED: []}
    for share in shares:
        group = _group(register, share.task, quarter, outcomes.get(share.task.id))
        if group:
            groups[group].append(share)
    return tuple(_grouped_rows(register, groups, outcomes))


def _group(
    register: Register, task: Task, quarter: _Quarter, outcome: Outcome | None
) -> str | None:
    """The group of the report that a task belongs to, None if it is not for this quarter."""
    deadline = task.deadline
    first = max(quarter.first, _issued(register, task))
    if deadline.kind in ONCE and deadline.end and deadline.end < quarter.first:
        return _LATE if outcome is None or outcome.day >= quarter.first else None
    if deadline.kind in ONCE or (deadline.kind in RULES and deadline.days):
        return _DUE if falls_in(deadline, first, quarter.last) else None
    if deadline.kind == "ongoing_from":
        return _STANDING if falls_in(deadline, first, quarter.last) else None
    if deadline.kind in RULES | {"weekly", "ongoing"}:
        return _STANDING
    return _UNDATED


def _grouped_rows(
    register: Register, groups: dict[str, list[Share]], outcomes: dict[str, Outcome]
) -> Iterator[Row]:
    number = 0
    for title, shares in groups.items():
        if shares:
            yield (title,)
        for share in shares:
            number += 1
            outcome = outcomes.get(share.task.id)
            done = outcome.outcome if outcome else ""
            late = "Sau thời hạn" if outcome and not outcome.in_time else ""
            yield (str(number), *_task_cells(register, share), done, late)
    if not number:
        yield (_NOTHING,)


def _planned_rows(
    register: Register, shares: Iterable[Share], quarter: _Quarter
) -> tuple[Row, ...]:
    coming = [
        share
        for share in shares
        if share.task.deadline.kind in ONCE | RULES
        and falls_in(share.task.deadline, quarter.first, quarter.last)
    ]
    rows = (
        (str(number), *_task_cells(register, share), "", "")
        for number, share in enumerate(coming, 1)
    )
    return tuple(rows) or ((_NOTHING,),)


def _task_cells(register: Register, share: Share) -> Row:
    task = share.task
    return (
        task.name,
        _source(register, task),
        in_words(task.deadline),
        _role(share),
        task.result or "",
    )


def _source(register: Register, item: Task | Target) -> str:
    return f"{document_in_words(register.document(item.document_id))}, mục {item.section}"


def _role(share: Share) -> str:
    role = "Chủ trì" if share.leads else "Phối hợp"
    if share.through:
        role += f" (qua: {share.through})"
    return role if share.leads else f"{role}; chủ trì: {share.task.lead_written}"


def _targets(register: Register, shares: Iterable[Share], quarter: _Quarter) -> tuple[Row, ...]:
    """The targets of the documents that give the unit a task, but for those of years gone by."""
    documents = {share.task.document_id for share in shares}
    targets = (
        target
        for target in register.targets
        if target.document_id in documents
        and (target.every_year or target.year is None or target.year >= quarter.year)
    )
    rows = (
        (
            str(number),
            target.metric,
            target.group,
            _source(register, target),
            _level(target),
            _year(target),
            "",
            "",
        )
        for number, target in enumerate(targets, 1)
    )
    return tuple(rows) or ((_NOTHING,),)


def _level(target: Target) -> str:
    unit = target.unit if target.unit == "%" else f" {target.unit}"
    return _LEVELS[target.operator].format(f"{target.value}{unit}")


def _year(target: Target) -> str:
    if target.every_year:
        return "hằng năm"
    return f"năm {target.year}" if target.year else "văn bản không ghi năm"
