"""Answers about documents themselves, and about documents, units and places that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.plans.bare_words import bare_words
from bot.plans.index import Index
from bot.plans.naming import (
    dated_name,
    day_words,
    document_name,
    document_titles,
    in_order,
    section_name,
    short_name,
    when_issued,
)
from bot.plans.places import documents_meant, issued_on
from bot.plans.plan_answer import PlanAnswer, replied
from bot.plans.question import Query
from bot.plans.register import Document, Register
from bot.plans.units import shares_of, units_meant, warnings_of
from bot.plans.wording import target_line, task_line

__all__ = ["documents_answer", "held_answer", "unknown_answer"]

_ANY_KIND = "Kế hoạch"
"""What people call any document here."""
_FIGURES = re.compile(r"\d+")
_KINDS = {
    "QD": "Quyết định",
    "KH": "Kế hoạch",
    "NQ": "Nghị quyết",
    "TT": "Thông tư",
    "ND": "Nghị định",
    "LUAT": "Luật",
}
"""What ids of documents begin with."""


def documents_answer(index: Index, query: Query) -> PlanAnswer:
    """About one document, what documents build on, or which there are."""
    register = index.register
    documents = sorted(documents_meant(register, query), key=issued_on)
    ids = [document.id for document in documents]
    if query.wants == "basis":
        lines = [line for each in documents for line in _basis(register, each)]
        ids += [each.id for each in register.documents if {*each.builds_on} & {*ids}]
    elif query.documents or query.provinces:
        lines = (
            [in_order(documents), *map(_in_short, documents)]
            if len(documents) > 1
            else [line for each in documents for line in _about(register, each)]
        )
        if query.claimed and len(documents) == 1:
            lines = [*_claim(query, documents[0]), *lines]
    elif query.issued and query.span:
        first, last = query.span.days
        then = [each for each in documents if each.issued and first <= each.issued <= last]
        lines = [line for each in then for line in _about(register, each)]
        lines = lines or ["Sổ kế hoạch không có văn bản nào ghi ngày ban hành như vậy."]
        lines += _undated(documents)
        documents, ids = then, [each.id for each in then]
    else:
        kind = _kind_meant(register, query)
        documents = [each for each in documents if each.type.startswith(kind)]
        ids = [document.id for document in documents]
        tasks = sum(len(each.tasks) for each in documents)
        targets = sum(len(each.targets) for each in documents)
        lines = [
            f"Sổ kế hoạch có {len(documents)} {kind.lower() or 'văn bản'}, "
            f"{tasks} việc, {targets} chỉ tiêu; xếp theo thời gian:"
        ]
        lines += [
            f"{number}. {dated_name(each)}: {each.title}. {_held(each).capitalize()}."
            for number, each in enumerate(documents, 1)
        ]
        lines += _newest(documents)
    return replied(lines, query, documents=ids, choices=_choices(documents))


def _choices(documents: Sequence[Document]) -> list[tuple[str, str]]:
    """What can be asked next of the first documents that have tasks."""
    having = [each for each in documents if each.tasks][:3]
    return [
        (f"Việc theo {short_name(each)}", f"{short_name(each)} giao những việc gì?")
        for each in having
    ]


def unknown_answer(index: Index, query: Query) -> PlanAnswer | None:
    """That something the query names is not there, and what is; None where all of it is known."""
    register = index.register
    known = {document.id for document in register.documents}
    there = f"Đang có: {document_titles(register)}."
    provinces = {document.province for document in register.documents}
    strange = [each for each in query.provinces if each not in provinces]
    nowhere = strange and not {*query.provinces} & provinces and not query.documents
    for kind, name in query.missing:
        if kind == "day":
            return replied([f"Không có {name} trong lịch, xin xem lại."], query, known=False)
        if kind == "unit" and nowhere:
            return _no_province(index, query, strange[0], there)
        if kind == "document" and not query.documents:
            return _not_there(register, query, name, there)
        if kind == "unit" and not query.units:
            lines = [f"{_plans(register, query)} không giao việc cho “{name}”."]
            lines.append(_units_known(register))
            return replied(lines, query, known=False)
    foreign = [id for id in query.documents if id not in known]
    if foreign and len(foreign) == len(query.documents) and not query.ids:
        return _not_there(register, query, foreign[0], there)
    if nowhere:
        return _no_province(index, query, strange[0], there)
    for unit in query.units:
        meant = units_meant(register, unit, query.provinces) or (unit,)
        if not any(shares_of(register, each) for each in meant):
            lines = [f"{_plans(register, query)} không giao việc cho {unit}."]
            lines += [*warnings_of(register, meant)[:1], _units_known(register)]
            return replied(lines, query, known=False)
    return None


def _plans(register: Register, query: Query) -> str:
    """The plans that a question names, or all of them, in words."""
    if not (query.documents or query.provinces):
        return "Các văn bản trong sổ"
    return "; ".join(map(short_name, documents_meant(register, query))) or "Các văn bản trong sổ"


def held_answer(index: Index, query: Query) -> PlanAnswer | None:
    """That what is asked is not there, and what is of the plan named; None if none is named."""
    if query.missing or not (query.documents or query.provinces):
        return None
    documents = documents_meant(index.register, query)
    if not documents:
        return None
    lines = ["Sổ kế hoạch không có đúng điều {ban} hỏi. Về văn bản được nêu, sổ có:"]
    lines += [line for each in documents for line in _about(index.register, each)]
    ids = [each.id for each in documents]
    return replied(lines, query, documents=ids, choices=_choices(documents), known=False)


def _claim(query: Query, document: Document) -> Iterator[str]:
    """Whether the day of issue or the signer that a person named is the document's."""
    if query.span and document.issued:
        first, last = query.span.days
        yield "Đúng." if first <= document.issued <= last else "Không đúng như vậy."
    elif query.span:
        yield "Chưa rõ: bản đang có không ghi ngày ban hành."
    elif "ky" in query.words and document.signer:
        named = {*bare_words(document.signer)} <= {*query.words}
        yield "Đúng." if named else "Không đúng như vậy."


def _kind_meant(register: Register, query: Query) -> str:
    """“Quyết định” or another kind of document that alone is asked for; “” for any."""
    pairs = {*pairwise(query.words)}
    kinds = {" ".join(document.type.split()[:2]) for document in register.documents}
    meant = [kind for kind in kinds if bare_words(kind) in pairs]
    return meant[0] if len(meant) == 1 and meant[0] != _ANY_KIND else ""


def _about(register: Register, document: Document) -> Iterator[str]:
    told = any("không ghi số" in note.lower() for note in document.notes)
    facts = [f"Cơ quan ban hành: {document.issuer}"]
    facts += [] if told else [when_issued(document)]
    facts.append(f"người ký: {document.signer}" if document.signer else "sổ không ghi người ký")
    yield f"{document.title}." if told else f"{document_name(document)}: {document.title}."
    yield f"{'; '.join(facts)}."
    yield from document.notes
    yield f"Trong sổ, văn bản này có: {_held(document)}."
    yield from _basis(register, document)
    yield from _since(document)


def _since(document: Document) -> Iterator[str]:
    """What has become of a document since."""
    for change in document.later:
        yield f"Về sau ({day_words(change.day)}): {change.what.rstrip('.')}."


def _in_short(document: Document) -> str:
    """Who issued and signed one of several documents, and how much is in it."""
    signed = f"người ký: {document.signer}" if document.signer else "sổ không ghi người ký"
    return f"{short_name(document)}: {document.issuer}; {signed}; {_held(document)}."


def _held(document: Document) -> str:
    tasks, targets = len(document.tasks), len(document.targets)
    return f"{tasks or 'không có'} việc, {targets or 'không có'} chỉ tiêu"


def _newest(documents: Sequence[Document]) -> Iterator[str]:
    """Which of several documents is the last that bears a day, and which do not."""
    dated = [each for each in documents if each.issued]
    if not dated or len(documents) < 2:
        return
    last = max(dated, key=issued_on)
    line = f"Mới nhất trong các bản có ghi ngày: {dated_name(last)}."
    yield " ".join([line, *_undated(documents)])


def _undated(documents: Sequence[Document]) -> Iterator[str]:
    """Which documents bear no day."""
    undated = [short_name(each) for each in documents if not each.issued]
    if undated:
        yield f"Bản đang có không ghi ngày: {'; '.join(undated)}."


def _basis(register: Register, document: Document) -> Iterator[str]:
    names = {each.id: document_name(each) for each in register.documents}
    if document.builds_on:
        listed = "; ".join(names.get(each, each) for each in document.builds_on)
        yield f"{short_name(document)} căn cứ vào: {listed}."
    else:
        yield f"{short_name(document)}: sổ không ghi căn cứ."
    after = [short_name(each) for each in register.documents if document.id in each.builds_on]
    if after:
        yield f"Căn cứ vào văn bản này có: {'; '.join(after)}."


def _not_there(register: Register, query: Query, name: str, there: str) -> PlanAnswer:
    """A document that is not in the register may be named in one that is."""
    figures = _FIGURES.search(name)
    lines = []
    tasks, documents = [], []
    if figures:
        number = re.compile(rf"(?<!\d)0*{int(figures[0])}[/-]")
        for document in register.documents:
            for outcome in document.outcomes:
                if number.search(outcome.outcome):
                    task = register.task(outcome.task_id)
                    tasks.append(task.id)
                    documents.append(document.id)
                    lines.append(
                        f"{outcome.outcome.rstrip('.')}: kết quả của việc “{task.name}” "
                        f"({document_name(document)}, {section_name(task.section)})."
                    )
            named = [each for each in document.tasks if number.search(each.name)]
            tasks += [each.id for each in named]
            documents += [document.id for each in named]
            lines += [f"Việc theo văn bản ấy: {task_line(each, None, document)}" for each in named]
            for basis in document.builds_on:
                if number.search(basis):
                    documents.append(document.id)
                    lines.append(f"{basis}: là căn cứ của {document_name(document)}.")
    targets = []
    if figures and query.wants == "targets":
        noted = [t for t in register.targets if any(number.search(n) for n in t.notes)]
        targets = [each.id for each in noted]
        lines += [target_line(each, register.document(each.document_id)) for each in noted]
    first = f"Sổ kế hoạch không có nội dung của {_called(name)}."
    # “Việc theo quyết định 146” is known, though that decision itself is not here.
    known = bool(targets) or (bool(tasks) and bool({"viec", "nhiem"} & {*query.words}))
    said = [first, *lines, there]
    return replied(said, query, tasks=tasks, targets=targets, documents=documents, known=known)


def _called(name: str) -> str:
    """A document's id as people write it: “QD757” as “QD 757”; other names stay."""
    found = re.fullmatch(r"([A-Z]+)(\d+)", name)
    return f"{_KINDS.get(found[1], found[1])} {found[2]}" if found else name


def _no_province(index: Index, query: Query, province: str, there: str) -> PlanAnswer:
    lines = [f"Sổ kế hoạch không có kế hoạch của {province}."]
    documents = []
    for document in index.register.documents:
        if document.province is None:
            continue
        if index.ears.became.get(document.province) == province:
            lines.append(f"{document.province} nay thuộc {province}: có {document_name(document)}.")
            lines += _since(document)
            documents.append(document.id)
        elif index.ears.became.get(province) == document.province:
            lines.append(f"{province} nay thuộc {document.province}: có {document_name(document)}.")
            documents.append(document.id)
    return replied([*lines, there], query, documents=documents, known=False)


def _units_known(register: Register) -> str:
    """The units that lead most, so that a person sees which there are."""
    counts: dict[str, int] = {}
    for task in register.tasks:
        for unit in task.lead:
            counts[unit] = counts.get(unit, 0) + 1
    most = sorted(counts, key=lambda unit: -counts[unit])[:6]
    return f"Các đơn vị được giao nhiều việc: {'; '.join(most)}."
