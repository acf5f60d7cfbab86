"""The fields of each task in an outline: what a paragraph states, and of which task."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.plans.importing.clauses import told_behind
from bot.plans.importing.drafts import Placed
from bot.plans.importing.fields import Field, FieldKind, trimmed
from bot.plans.importing.sections import is_task_section, organisation_of, within
from bot.plans.importing.structure import Node, walk
from bot.plans.importing.task_words import is_list_of_tasks, said
from bot.plans.importing.unit_reading import assignment, leading_unit, names_units

__all__ = ["LEAF_KINDS", "SAID", "Found", "content_name", "gathered", "items_of"]

_LABELLED, SAID = 0.95, 0.8
"""How sure a field with a label is, and one that a sentence says."""
_OF_LEARNERS = re.compile(r"(?:đối với|cho) ", re.IGNORECASE)
LEAF_KINDS = ("arabic", "decimal2", "decimal3", "decimal4", "bracket", "small")


@dataclass
class Found:
    """The fields gathered for one node; `for_all`: they are those of each item below it."""

    node: Node
    fields: dict[FieldKind, list[Placed]] = field(default_factory=dict)
    for_all: bool = False

    def add(self, kind: FieldKind, value: str, line: int, confidence: float) -> None:
        if value:
            self.fields.setdefault(kind, []).append(Placed(value, line, confidence))

    def get(self, kind: FieldKind) -> Placed | None:
        """The field; where it is given twice, both."""
        found = self.fields.get(kind)
        if not found:
            return None
        if kind == "deadline" or len(found) == 1:
            return found[0]
        return Placed("; ".join(each.value for each in found), found[0].line, 0.7)


def gathered(root: Node) -> dict[int, Found]:
    found: dict[int, Found] = {}
    for node in walk(root):
        if organisation_of(node) is not None and not node.parts.fields:
            continue
        organising = organisation_of(node) is not None
        for kind, value, line, confidence in _stated(node):
            if organising and kind == "lead" and not names_units(value):
                continue  # “Các đơn vị được giao chủ trì: tự theo dõi …” is a duty
            owner = _owner(node)
            if owner is not None:
                made = found.setdefault(id(owner), Found(owner))
                made.add(kind, value, line, confidence)
                made.for_all |= _is_for_all(node)
        unit = None if organising else _heading_unit(node)
        if unit is not None:
            made = found.setdefault(id(node), Found(node, for_all=True))
            made.add("lead", unit, node.line, SAID)
    return found


def _stated(node: Node) -> Iterator[tuple[FieldKind, str, int, float]]:
    """The fields that a paragraph states, by labels or by a sentence."""
    if node.is_heading and not node.parts.head:
        return
    labelled = {each.kind for each in node.parts.fields}
    for each in node.parts.fields:
        for kind, value in _split(each, _value(node, each)):
            yield kind, value, node.line, _LABELLED
    if "lead" not in labelled and organisation_of(node) is None:
        for kind, value in said(node):
            yield kind, value, node.line, SAID


def _value(node: Node, stated: Field) -> str:
    """The words of a field; where the label stands alone, those of the list under it."""
    if stated.value or node.is_heading:
        return stated.value
    if stated.kind not in ("lead", "coordinating", "result", "deadline"):
        return ""
    below = [child for child in node.children if not child.parts.fields]
    if stated.kind == "lead" and any(child.children for child in below):
        return ""
    return "; ".join(trimmed(child.text) for child in below)


def _split(stated: Field, value: str) -> Iterator[tuple[FieldKind, str]]:
    """A field's value; “Sở A chủ trì, phối hợp với Sở B” gives both units."""
    if stated.kind in ("lead", "coordinating") and value:
        told = told_behind(value, fewest=1)
        value = told.task
        if told.deadline:
            yield "deadline", told.deadline
        if told.coordinating:
            yield "coordinating", told.coordinating
    if stated.kind == "lead" and value:
        assigned = assignment(value)
        if assigned is not None:
            yield "lead", assigned.lead
            if assigned.coordinating:
                yield "coordinating", assigned.coordinating
            return
        lead, joint, others = _partition(value)
        yield "lead", lead
        if joint:
            yield "coordinating", others
        return
    if stated.kind == "coordinating" and "chủ trì" in value:
        assigned = assignment(value)
        if assigned is not None and assigned.coordinating:
            yield "lead", assigned.lead
            yield "coordinating", assigned.coordinating
            return
    yield stated.kind, value


def _partition(value: str) -> tuple[str, str, str]:
    found = re.search(r"[,;.]?\s*phối hợp (?:với|cùng):?\s*", value, re.IGNORECASE)
    if found is None or found.start() == 0:
        return value, "", ""
    return trimmed(value[: found.start()]), found[0], trimmed(value[found.end() :])


def _owner(node: Node) -> Node | None:
    """The node whose task the fields of `node` describe."""
    at: Node | None = node
    while at is not None and (_is_only_fields(at) or (at.kind == "text" and at is not node)):
        at = _moved(at) or at.parent
    if at is None or at.kind == "root" or (at.kind == "text" and at.parent is None):
        return None
    return at


def _is_for_all(node: Node) -> bool:
    """Whether the paragraph says that its fields hold for each item of a list."""
    if any(each.of_all for each in node.parts.fields) or _heads_items(node):
        return True
    assigned = assignment(told_behind(node.parts.head).task) if node.parts.head else None
    return assigned is not None and is_list_of_tasks(assigned.rest)


def _heads_items(node: Node) -> bool:
    """Whether fields alone head a list: “a) Hoàn thành trong quý I/2026” above “- Mở lớp …”."""
    stated = all(each.value and each.kind != "content" for each in node.parts.fields)
    numbered = node.kind in (*LEAF_KINDS, "letter", "bold") or node.text.endswith(":")
    return numbered and stated and node.parts.is_field and bool(items_of(node))


def _heading_unit(node: Node) -> str | None:
    """The unit that heads a list of what it does: “2.2. UBND các xã, phường:”."""
    named = leading_unit(node.text) if within(node, is_task_section) else None
    alone = named is not None and not named[1] and not _OF_LEARNERS.match(node.text)
    if not alone or named is None or not items_of(node):
        return None
    return named[0] if node.text.rstrip().endswith(":") or node.kind in LEAF_KINDS else None


def items_of(node: Node) -> list[Node]:
    """What is listed below the node, other than fields of its own."""
    return [
        child for child in node.children if child.kind not in ("text", "bold") and child.parts.head
    ]


def _is_only_fields(node: Node) -> bool:
    """Whether the paragraph names no task itself: fields alone, or “Giao Sở A chủ trì.”"""
    if node.parts.is_field and not content_name(node):
        return not _heads_items(node)
    if node.parts.head and node.kind in ("text", "bullet", "letter", "plus"):
        assigned = assignment(told_behind(node.parts.head).task)
        if assigned is not None:
            names_none = len(assigned.rest.split()) < 5 or is_list_of_tasks(assigned.rest)
            return names_none and not node.children
    return False


def content_name(node: Node) -> str:
    """The name of a numbered task that starts like a field: “2.1. Nội dung: Xây dựng …”."""
    first = node.parts.fields[0] if node.parts.fields else None
    if first is None or first.kind != "content" or not first.value or node.kind not in LEAF_KINDS:
        return ""
    return first.value


def _moved(node: Node) -> Node | None:
    """Past the last of several bullets, where fields without a mark end the whole list."""
    above = node.parent
    if node.kind != "text" or above is None or above.kind not in ("bullet", "plus", "letter"):
        return None
    parent = above.parent
    if parent is None or parent.is_heading or parent.kind == "root":
        return None
    others = [child for child in parent.children if child.kind == above.kind and child is not above]
    bare = [child for child in others if not any(each.parts.is_field for each in child.children)]
    return parent if others and len(bare) == len(others) and not above.parts.is_field else None
