"""Answers about figures to reach, and about where documents disagree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.plans.index import Index
from bot.plans.naming import in_order, section_name, short_name, unnumbered
from bot.plans.places import documents_meant
from bot.plans.plan_answer import MORE, PAGE, PlanAnswer, outside, page_of, replied
from bot.plans.question import Query
from bot.plans.register import Conflict, Register, Target
from bot.plans.target_query import MORE_THAN, find_conflicts, find_targets, names_a_figure
from bot.plans.wording import MILLION, target_line, target_value

__all__ = ["conflicts_answer", "targets_answer"]


def targets_answer(index: Index, query: Query, page: int) -> PlanAnswer:
    """The targets of the query, and which document is the later where there are several."""
    register = index.register
    found = find_targets(index, query)
    if not found and query.ids:
        return _of_no_task(index, query)
    if not found and (query.documents or query.provinces) and names_a_figure(index, query):
        return _elsewhere(index, query)
    if not found:
        return outside(index, query)
    wanted = page
    shown, page, more = page_of(found, wanted)
    lines = [*(["Danh sách đã hết."] if wanted > page else []), *_claim(query, found)]
    if len(found) > 1 or "count" in query.asks:
        lines.append(_heading(index, query, found, page))
    lines += [f"– {target_line(each, register.document(each.document_id))}" for each in shown]
    lines += _notes(register, shown)
    lines += _unsaid_parts(query)
    ids = list(dict.fromkeys(each.document_id for each in shown))
    lines += [in_order(map(register.document, ids))] if len(ids) > 1 else unnumbered(register, ids)
    lines += _differences(index, {each.id for each in found})
    if more:
        lines.append("Nhắn “xem tiếp” để xem phần sau.")
    return replied(
        lines,
        query,
        targets=[each.id for each in shown],
        documents=ids,
        choices=[MORE] if more else [],
        page=page,
    )


def _heading(index: Index, query: Query, found: Sequence[Target], page: int) -> str:
    """How many figures there are, of what; in several documents how many in each."""
    parts = [f"Có {len(found)} chỉ tiêu"]
    years = {each.year for each in found}
    if query.span and len(years) == 1 and found[0].year:
        parts.append(f"năm {found[0].year}")
    counts = Counter(each.document_id for each in found)
    names = {id: short_name(index.register.document(id)) for id in counts}
    if len(names) == 1:
        parts.append(f"theo {next(iter(names.values()))}")
    elif "count" in query.asks:
        each_one = "; ".join(f"{names[id]}: {count}" for id, count in counts.items())
        parts.append(f"({each_one})")
    return " ".join(parts) + (f" (từ chỉ tiêu {page * PAGE + 1})" if page else "") + ":"


def conflicts_answer(index: Index, query: Query, page: int) -> PlanAnswer | None:
    """Where documents disagree about what the query means; None where it means none of that."""
    found = () if query.sections else find_conflicts(index, query)
    if not found:
        return None
    shown, page, more = page_of(found, page)
    if found == index.register.conflicts:
        return _all_conflicts(index, query)
    if len(found) == 1:
        lines = [f"{found[0].topic}: {found[0].text}{_unsaid_places(index, found[0])}"]
        lines += _unsaid_values(index, found[0])
    else:
        lines = [f"Có {len(found)} điểm các văn bản nói khác nhau hoặc cần lưu ý:"]
        lines += [f"– {each.topic}: {each.text}{_unsaid_places(index, each)}" for each in shown]
    if more:
        lines.append("Nhắn “xem tiếp” để xem phần sau.")
    return _of_conflicts(index, query, lines, shown, [MORE] if more else [], page)


def _all_conflicts(index: Index, query: Query) -> PlanAnswer:
    """The points on which documents disagree, by name, with where each stands."""
    conflicts = index.register.conflicts
    lines = [f"Có {len(conflicts)} điểm các văn bản nói khác nhau hoặc cần lưu ý:"]
    lines += [
        f"{number}. {each.topic} ({'; '.join(_places(index, each))})."
        for number, each in enumerate(conflicts, 1)
    ]
    lines.append("Hỏi theo tên một điểm để biết mỗi văn bản ghi thế nào.")
    choices = [(each.topic, f"{each.topic} khác nhau thế nào?") for each in conflicts[:3]]
    return _of_conflicts(index, query, lines, conflicts, choices, 0)


def _of_conflicts(
    index: Index,
    query: Query,
    lines: Sequence[str],
    conflicts: Sequence[Conflict],
    choices: Sequence[tuple[str, str]],
    page: int,
) -> PlanAnswer:
    tasks = {task.id: task.document_id for task in index.register.tasks}
    items = list(dict.fromkeys(item for each in conflicts for item in each.items))
    targets = index.target_by_id
    documents = [tasks.get(item) or targets[item].document_id for item in items]
    return replied(
        [*lines, *unnumbered(index.register, documents)],
        query,
        tasks=[item for item in items if item in tasks],
        targets=[item for item in items if item in targets],
        documents=documents,
        choices=choices,
        page=page,
    )


def _unsaid_values(index: Index, conflict: Conflict) -> Iterator[str]:
    """The figures of a conflict whose values its text does not give."""
    targets = [index.target_by_id[id] for id in conflict.items if id in index.target_by_id]
    for each in targets:
        short = each.value // MILLION or each.value
        if not re.search(rf"(?<!\d){short}(?!\d)", conflict.text):
            yield f"– {target_line(each, index.register.document(each.document_id))}"


def _unsaid_places(index: Index, conflict: Conflict) -> str:
    """The documents and sections of a conflict that its text does not name itself."""
    places = _places(index, conflict, conflict.text)
    return f" Xem {'; '.join(places)}." if places else ""


def _places(index: Index, conflict: Conflict, said: str = "") -> list[str]:
    """The documents and sections of a conflict, without those whose sections are in `said`."""
    targets = index.target_by_id
    places: dict[str, dict[str, None]] = {}
    for id in conflict.items:
        item = targets[id] if id in targets else index.register.task(id)
        section = section_name(item.section)
        bare = section.removeprefix("mục ")
        if not re.search(rf"(?<![\w./]){re.escape(bare)}(?![\w/%]|\.\w)", said):
            name = short_name(index.register.document(item.document_id))
            places.setdefault(name, {})[section] = None
    return [f"{name}, {', '.join(sections)}" for name, sections in places.items()]


def _of_no_task(index: Index, query: Query) -> PlanAnswer:
    """That the text gives no figure for the tasks meant."""
    tasks = [index.register.task(id) for id in query.ids]
    lines = [
        f"Sổ không ghi chỉ tiêu nào ở việc này: {task.name} "
        f"({short_name(index.register.document(task.document_id))}, {section_name(task.section)})."
        for task in tasks
    ]
    documents = [task.document_id for task in tasks]
    lines += unnumbered(index.register, documents)
    return replied(lines, query, tasks=query.ids, documents=documents)


def _elsewhere(index: Index, query: Query) -> PlanAnswer:
    """That the documents named have no such figure; which figures others have."""
    register = index.register
    named = documents_meant(register, query)
    names = "; ".join(short_name(each) for each in named)
    if not any(each.targets for each in named):
        others = "; ".join(short_name(each) for each in register.documents if each.targets)
        lines = [f"Không. {names} không ghi chỉ tiêu nào. Có ghi chỉ tiêu: {others}."]
        return replied(lines, query, documents=[each.id for each in named])
    anywhere = Query(wants="targets", words=query.words, quiet=query.quiet, groups=query.groups)
    own = find_targets(index, replace(query, span=None)) if query.span else ()
    then = find_targets(index, replace(anywhere, span=query.span))
    there = then or find_targets(index, anywhere)
    beside = tuple(each for each in there if each not in own)
    year = f" cho năm {query.span.days[0].year}" if query.span and own else ""
    lines = [f"{names} không ghi chỉ tiêu này{year}."]
    ids: list[str] = []
    targets: list[str] = []
    for heading, group in (("Có ghi:", own), ("Văn bản khác có ghi:", beside)):
        shown, _, _ = page_of(group, 0)
        lines += [heading] if shown else []
        lines += [f"– {target_line(each, register.document(each.document_id))}" for each in shown]
        ids += [each.document_id for each in shown]
        targets += [each.id for each in shown]
    lines += unnumbered(register, ids)
    return replied(lines, query, targets=targets, documents=ids, known=False)


def _claim(query: Query, found: Sequence[Target]) -> Iterator[str]:
    """Whether the figure that a person named is one of those found."""
    if not (query.claimed and query.shares):
        return
    right = [each for each in found if {each.value, each.value // MILLION} & {*query.shares}]
    if not right:
        yield "Không đúng như vậy. Văn bản ghi:"
    elif len({each.value for each in found}) > 1:
        yield "Chưa đúng cho mọi trường hợp, tùy nhóm, văn bản và năm:"
    elif any(each.operator != "=" for each in right) and not {*query.words} & MORE_THAN:
        yield f"Đúng con số; văn bản ghi là “{target_value(right[0])}”:"
    else:
        yield "Đúng:"


def _unsaid_parts(query: Query) -> Iterator[str]:
    """What is asked of figures and stands in no plan."""
    if {"lead", "coordinating"} & {*query.asks}:
        yield "Sổ không ghi đơn vị riêng cho chỉ tiêu này."
    if "reason" in query.asks:
        yield "Sổ không ghi lý do."


def _notes(register: Register, shown: Sequence[Target]) -> Iterator[str]:
    """What is to be known of the figures, each once."""
    noted: dict[str, dict[str, None]] = {}
    for each in shown:
        for note in each.notes:
            noted.setdefault(note, {})[short_name(register.document(each.document_id))] = None
    several = len({each.document_id for each in shown}) > 1
    for note, names in noted.items():
        yield f"{', '.join(names)}: {note[:1].lower()}{note[1:]}" if several else note


def _differences(index: Index, found: set[str]) -> Iterator[str]:
    """What is to be said of targets that measure different things, where all of it is asked for."""
    for conflict in index.register.conflicts:
        if len(found & {*conflict.items}) >= 2 and len(found - {*conflict.items}) <= 1:
            yield f"Lưu ý: {conflict.text}"
