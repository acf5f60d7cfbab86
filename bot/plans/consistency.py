"""Whether the plan files fit together: ids, units, references, deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from bot.knowledge.problem import Problem
from bot.knowledge.schema import Parsed
from bot.knowledge.yaml_reader import Document, Place
from bot.plans.files import (
    DeadlineEntry,
    DocumentFile,
    DocumentId,
    LinesEntry,
    OwnershipEntry,
    PlanFiles,
    TaskEntry,
    UnitEntry,
    UnitsFile,
)

__all__ = ["misfits"]

Units = Mapping[str, UnitEntry]

_RULES = ("yearly", "yearly_date", "quarterly", "monthly", "yearly_or_asked")
_ENDLESS = ("weekly", "ongoing", "other_plan", "not_stated")
_SPANS = ("month", "period", "year")
_MONTHS_OF_ROUND = {"quarterly": 3, "monthly": 1}

_SAYS_WHEN = re.compile(r"\d\s*/\s*\d|\b(?:ngày|tháng|quý|năm)\s+(?:\d|[IVX]+\b)", re.IGNORECASE)


def misfits(files: PlanFiles) -> Iterator[Problem]:
    """Everything that does not fit in files which are each correct by themselves."""
    units = _units(files)
    yield from _misnamed(files)
    yield from _repeated(files)
    if files.units:
        yield from _tree(files.units, units)
    for parsed in files.documents:
        yield from _unknown_units(parsed, units)
        yield from _lines(parsed)
        yield from _deadlines(parsed)
        yield from _ownership(parsed, units)
    yield from _references(files)


def _units(files: PlanFiles) -> Units:
    return {unit.name: unit for unit in (files.units.model.units if files.units else ())}


def _misnamed(files: PlanFiles) -> Iterator[Problem]:
    for parsed in files.documents:
        id, document = parsed.model.id, parsed.document
        if document.path.stem != id:
            yield document.problem(("id",), f"Tệp phải có tên {id}.yml.")
        for inner, _, place in _ids_within(parsed):
            if not inner.startswith(f"{id}-"):
                yield document.problem(place, f"Mã phải bắt đầu bằng {id}-.")


def _repeated(files: PlanFiles) -> Iterator[Problem]:
    seen: set[str] = set()
    for id, document, place in _ids(files):
        if id in seen:
            yield document.problem(place, f"{id} có hai lần.")
        seen.add(id)


def _ids(files: PlanFiles) -> Iterator[tuple[str, Document, Place]]:
    for parsed in files.documents:
        yield parsed.model.id, parsed.document, ("id",)
        yield from _ids_within(parsed)
    if files.conflicts:
        for index, conflict in enumerate(files.conflicts.model.conflicts):
            yield conflict.id, files.conflicts.document, ("conflicts", index, "id")
    if files.units:
        for index, unit in enumerate(files.units.model.units):
            yield unit.name, files.units.document, ("units", index, "name")


def _ids_within(parsed: Parsed[DocumentFile]) -> Iterator[tuple[str, Document, Place]]:
    for index, task in enumerate(parsed.model.tasks):
        yield task.id, parsed.document, ("tasks", index, "id")
    for index, target in enumerate(parsed.model.targets):
        yield target.id, parsed.document, ("targets", index, "id")


def _tree(parsed: Parsed[UnitsFile], units: Units) -> Iterator[Problem]:
    """What is wrong in the tree of units, and between groups and their members."""
    above = {name: [unit.of] if unit.of else [] for name, unit in units.items()}
    members = {name: list(unit.members) for name, unit in units.items()}
    for index, unit in enumerate(parsed.model.units):
        place: Place = ("units", index)
        if unit.of:
            yield from _unknown(parsed.document, (*place, "of"), [unit.of], units)
        yield from _unknown(parsed.document, (*place, "members"), unit.members, units)
        if unit.members and unit.level != "nhom":
            message = "Chỉ nhóm (level: nhom) mới có members."
            yield parsed.document.problem((*place, "members"), message)
        if _reaches_itself(unit.name, above):
            message = f"“{unit.name}” nằm dưới chính nó."
            yield parsed.document.problem((*place, "of"), message)
        if _reaches_itself(unit.name, members):
            message = f"“{unit.name}” là thành viên của chính nó."
            yield parsed.document.problem((*place, "members"), message)
    yield from _shared_names(parsed)


def _reaches_itself(name: str, next_to: Mapping[str, Iterable[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(next_to[name])
    while waiting:
        other = waiting.pop()
        if other == name:
            return True
        if other not in seen:
            seen.add(other)
            waiting.extend(next_to.get(other, ()))
    return False


def _shared_names(parsed: Parsed[UnitsFile]) -> Iterator[Problem]:
    """Two units may share a name only where their provinces tell them apart."""
    owners: dict[tuple[str, str | None], str] = {}
    for index, unit in enumerate(parsed.model.units):
        owners.setdefault((unit.name, unit.province), unit.name)
        for number, alias in enumerate(unit.aliases):
            owner = owners.setdefault((alias, unit.province), unit.name)
            if owner != unit.name:
                place = ("units", index, "aliases", number)
                message = f"“{alias}” đã là tên của “{owner}”."
                yield parsed.document.problem(place, message)


def _unknown_units(parsed: Parsed[DocumentFile], units: Units) -> Iterator[Problem]:
    for index, task in enumerate(parsed.model.tasks):
        place: Place = ("tasks", index)
        yield from _unknown(parsed.document, (*place, "lead"), task.lead, units)
        yield from _unknown(parsed.document, (*place, "coordinating"), task.coordinating, units)
    for index, owned in enumerate(parsed.model.ownership):
        if owned.unit not in units:
            yield _no_unit(parsed.document, ("ownership", index, "unit"), owned.unit)


def _unknown(
    document: Document, place: Place, names: Iterable[str], units: Units
) -> Iterator[Problem]:
    for number, name in enumerate(names):
        if name not in units:
            yield _no_unit(document, place if place[-1] == "of" else (*place, number), name)


def _no_unit(document: Document, place: Place, name: str) -> Problem:
    return document.problem(place, f"units.yml không có đơn vị “{name}”.")


def _lines(parsed: Parsed[DocumentFile]) -> Iterator[Problem]:
    for place, lines in _all_lines(parsed.model):
        if lines.first > lines.last:
            message = f"Dòng đầu {lines.first} sau dòng cuối {lines.last}."
            yield parsed.document.problem((*place, "lines"), message)


def _all_lines(file: DocumentFile) -> Iterator[tuple[Place, LinesEntry]]:
    for index, task in enumerate(file.tasks):
        yield ("tasks", index), task.lines
        if task.assigned_by:
            yield ("tasks", index, "assigned_by"), task.assigned_by.lines
    for index, target in enumerate(file.targets):
        yield ("targets", index), target.lines
    for index, owned in enumerate(file.ownership):
        if owned.lines:
            yield ("ownership", index), owned.lines


def _deadlines(parsed: Parsed[DocumentFile]) -> Iterator[Problem]:
    for index, task in enumerate(parsed.model.tasks):
        for field, message in _contradictions(task.deadline):
            yield parsed.document.problem(("tasks", index, "deadline", field), message)


def _contradictions(entry: DeadlineEntry) -> Iterator[tuple[str, str]]:
    """The field and a sentence for each way in which a deadline contradicts itself."""
    if entry.start and entry.end and entry.start > entry.end:
        yield "start", "Ngày đầu (start) sau ngày cuối (end)."
    elif entry.kind in _SPANS and not (entry.start and entry.end):
        yield "kind", f"{entry.kind} phải có start và end."
    elif entry.kind == "month" and not _is_whole_month(entry):
        yield "start", "month phải từ ngày đầu đến ngày cuối của một tháng."
    elif entry.kind == "year" and not _is_whole_year(entry):
        yield "start", "year phải từ ngày 1/1 đến ngày 31/12 của một năm."
    elif entry.kind == "date" and not (entry.start or entry.end):
        yield "kind", "date phải có ngày (start)."
    elif entry.kind == "date" and entry.start and entry.end and entry.start != entry.end:
        yield "end", "date chỉ có một ngày; nhiều ngày là period."
    elif entry.kind == "ongoing_from" and not entry.start:
        yield "kind", "ongoing_from phải có start."
    if entry.kind in _ENDLESS and (entry.start or entry.end):
        yield "kind", f"{entry.kind} không có start và end."
    if entry.kind == "ongoing_from" and entry.end:
        yield "end", "ongoing_from không có end; nếu có là period."
    yield from _contradictions_in_days(entry)
    if not entry.written and entry.kind != "not_stated":
        yield "kind", "Thiếu written: nguyên văn thời hạn."
    if entry.kind == "not_stated" and _SAYS_WHEN.search(entry.written or ""):
        yield "written", "not_stated là văn bản không ghi thời hạn, mà written lại nêu lúc nào."


def _is_whole_month(entry: DeadlineEntry) -> bool:
    start, end = entry.start, entry.end
    if not start or not end or (start.year, start.month) != (end.year, end.month):
        return False
    return start.day == 1 and (end + timedelta(days=1)).day == 1


def _is_whole_year(entry: DeadlineEntry) -> bool:
    start, end = entry.start, entry.end
    if not start or not end:
        return False
    return (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31))


def _contradictions_in_days(entry: DeadlineEntry) -> Iterator[tuple[str, str]]:
    if entry.days and entry.kind not in _RULES:
        yield "days", f"{entry.kind} không có days."
        return
    if entry.kind == "yearly_date" and not entry.days:
        yield "kind", "yearly_date phải có days."
    for day in entry.days:
        if not _is_day(day):
            yield "days", f"Không có ngày {day} (viết tháng trước, ngày sau)."
    months = _MONTHS_OF_ROUND.get(entry.kind)
    if months and entry.days:
        rounds = sorted((int(day[:2]) - 1) // months for day in entry.days)
        if rounds != list(range(12 // months)):
            what = "mỗi quý một ngày: 4 ngày" if months == 3 else "mỗi tháng một ngày: 12 ngày"
            yield "days", f"{entry.kind} cần {what}."


def _is_day(month_day: str) -> bool:
    try:
        date(2024, int(month_day[:2]), int(month_day[3:]))  # a leap year: 29 February is a day
    except ValueError:
        return False
    return True


def _ownership(parsed: Parsed[DocumentFile], units: Units) -> Iterator[Problem]:
    """Sections that are owned are tasks of the same section, of that unit, given there."""
    given: set[tuple[str, str]] = set()
    for index, owned in enumerate(parsed.model.ownership):
        for number, section in enumerate(owned.owns):
            given.add((owned.section, section))
            if all(task.section != section for task in parsed.model.tasks):
                place = ("ownership", index, "owns", number)
                yield parsed.document.problem(place, f"Không có nhiệm vụ nào ở mục {section}.")
        yield from _not_owned(parsed, owned, units)
    for index, task in enumerate(parsed.model.tasks):
        by = task.assigned_by
        if by and (by.section, task.section) not in given:
            message = f"ownership ở mục {by.section} không có mục {task.section}."
            yield parsed.document.problem(("tasks", index, "assigned_by"), message)


def _not_owned(
    parsed: Parsed[DocumentFile], owned: OwnershipEntry, units: Units
) -> Iterator[Problem]:
    """The tasks of owned sections that do not say so."""
    for index, task in enumerate(parsed.model.tasks):
        if task.section not in owned.owns:
            continue
        if task.assigned_by is None or task.assigned_by.section != owned.section:
            message = f"Mục {owned.section} giao mục {task.section}; assigned_by phải ghi vậy."
            yield parsed.document.problem(("tasks", index, "assigned_by"), message)
        if not _leads(owned, task, units):
            message = f"Mục {owned.section} giao cho “{owned.unit}”; lead không phải đơn vị ấy."
            yield parsed.document.problem(("tasks", index, "lead"), message)


def _leads(owned: OwnershipEntry, task: TaskEntry, units: Units) -> bool:
    """Whether the owner leads the task: itself, or all units of which it is made."""
    owner = units.get(owned.unit)
    return set(task.lead) in ({owned.unit}, set(owner.members) if owner else set())


def _references(files: PlanFiles) -> Iterator[Problem]:
    """Ids that nothing has. What a document builds on may be the name of one we do not hold."""
    documents = {parsed.model.id for parsed in files.documents}
    tasks = {task.id for parsed in files.documents for task in parsed.model.tasks}
    items = tasks | {target.id for parsed in files.documents for target in parsed.model.targets}
    for id, document, place in _mentions(files):
        if place[0] == "builds_on":
            known, what = id in documents or not DocumentId.regex.match(id), "văn bản"
        elif place[0] == "outcomes":
            known, what = id in tasks, "nhiệm vụ"
        else:
            known, what = id in items, "nhiệm vụ hay chỉ tiêu"
        if not known:
            yield document.problem(place, f"Không có {what} nào mang mã {id}.")


def _mentions(files: PlanFiles) -> Iterator[tuple[str, Document, Place]]:
    for parsed in files.documents:
        for index, id in enumerate(parsed.model.builds_on):
            yield id, parsed.document, ("builds_on", index)
        for index, outcome in enumerate(parsed.model.outcomes):
            yield outcome.task, parsed.document, ("outcomes", index, "task")
        for index, task in enumerate(parsed.model.tasks):
            for number, id in enumerate(task.see_also):
                yield id, parsed.document, ("tasks", index, "see_also", number)
    if files.conflicts:
        for index, conflict in enumerate(files.conflicts.model.conflicts):
            for number, id in enumerate(conflict.items):
                yield id, files.conflicts.document, ("conflicts", index, "items", number)
