"""Several plans named side by side, and the same matter in each of them.

“Hạn báo cáo của Bộ, của Đắk Nông và của Hải Phòng khác nhau thế nào?”
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby, pairwise

from bot.plans.counterparts import counterparts
from bot.plans.index import Index
from bot.plans.places import documents_meant
from bot.plans.question import Query
from bot.plans.reading import Said
from bot.plans.register import Document, Task
from bot.vietnamese.mentions import Mention

__all__ = ["in_each_plan", "plans_named"]

_TWICE = re.compile(
    r"\b((?:giao |cua |do |ghi |han |la |gui )?"
    r"(?:ai|gi|bao nhieu|bao gio|khi nao|ngay nao|thang may|the nao|dau|don vi nao|so nao))\b.*"
    r"\b\1\b"
)
"""The same asked of one after the other: “Bộ giao ai, Đắk Nông giao ai?”."""
_JOINING = frozenset({",", ";", "/", "&", "va", "voi", "hay", "hoac", "cung", "lan", "con", "so"})
_BETWEEN = frozenset(
    [
        *_JOINING,
        *(
            "-",
            "ca",
            "cua",
            "ben",
            "o",
            "tai",
            "trong",
            "theo",
            "giua",
            "va",
            "ke",
            "hoach",
            "van",
            "ban",
        ),
        *("tinh", "thanh", "pho", "thi", "kh", "vs", "nhu", "the"),
    ]
)
"""Words between plans named side by side."""


def plans_named(index: Index, said: Said, query: Query) -> Query:
    """`query` of all plans that are named side by side, by their names, issuers or places.

    With a comparison they need not stand side by side.
    """
    issued = [id for unit in query.units for id in index.ears.issued.get(unit, ())]
    compared = query.wants == "conflicts" and (issued or query.documents)
    if not query.provinces or not (compared or _are_side_by_side(index, said)):
        return query
    placed = [each.id for each in documents_meant(index.register, replace(query, documents=()))]
    units = tuple(unit for unit in query.units if unit not in index.ears.issued)
    named = dict.fromkeys((*query.documents, *issued, *placed))
    return replace(query, units=units, documents=tuple(named))


def _are_side_by_side(index: Index, said: Said) -> bool:
    """Whether a place stands beside another plan as its like, or the same is asked of both."""
    named = [each for each in said.mentions if _names_plan(index, each)]
    if len({each.value for each in named}) > 1 and _TWICE.search(said.bare):
        return True
    for first, second in pairwise(named):
        kinds = {first.kind, second.kind}
        # “Bộ với” is a name as well.
        between = {*said.bares[max(first.end - 1, 0) : second.start]}
        rest = {*said.bares[first.end : second.start]}
        alike = "province" in kinds and kinds & {"document", "unit"}
        if alike and rest <= _BETWEEN and between & _JOINING:
            return True
    return False


def _names_plan(index: Index, mention: Mention) -> bool:
    issuer = mention.kind == "unit" and mention.value in index.ears.issued
    return issuer or mention.kind in ("document", "province")


def in_each_plan(index: Index, query: Query, tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """`tasks`, of which the first is meant most, as each of the plans named has their matter.

    Of an issuer's several plans one is enough, but for what the register knows to be the same.
    """
    documents = [
        each
        for each in documents_meant(index.register, query)
        if each.id in query.documents or each.province in query.provinces
    ]
    issuers = {each.issuer for each in documents}
    if query.listing or query.sections or len(issuers) < 2 or not tasks:
        return tasks
    best = next((task for task in tasks if _differs_in(index, task, issuers)), tasks[0])
    found: dict[str, None] = {}
    for _, group in groupby(sorted(documents, key=_issuer), key=_issuer):
        plans = [*group]
        known = [each for each in tasks if each.document_id in {plan.id for plan in plans}]
        same = counterparts(index, [best.id], plans, query.words)
        found |= dict.fromkeys(same or [task.id for task in known[:1]])
    return tuple(index.register.task(id) for id in found)


def _differs_in(index: Index, task: Task, issuers: set[str]) -> bool:
    """Whether plans of several of the issuers are known to disagree about the task."""
    items = (id for each in index.conflicts_of(task.id) for id in each.items)
    tasks = (index.register.task(id) for id in items if id not in index.target_by_id)
    owners = {index.register.document(each.document_id).issuer for each in tasks}
    return len(owners & issuers) > 1


def _issuer(document: Document) -> str:
    return document.issuer
