"""The tasks of an outline: paragraphs with a unit that leads, and leaves of the list of tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot.plans.importing.clauses import told_behind
from bot.plans.importing.deadline_reading import read_deadline
from bot.plans.importing.drafts import DraftTask, Placed
from bot.plans.importing.fields import Field, FieldKind, trimmed
from bot.plans.importing.sections import is_task_section, organisation_of, within
from bot.plans.importing.structure import Node, walk
from bot.plans.importing.task_words import (
    GUESSED,
    acting_in,
    deadline_said,
    due_below,
    name_of,
    said,
)
from bot.plans.importing.unit_reading import assignment, names_units

__all__ = ["tasks_of"]

_LABELLED, _SAID = 0.95, 0.8
_LEAF_KINDS = ("arabic", "decimal2", "decimal3", "decimal4", "bracket", "small")


@dataclass
class _Found:
    """The fields gathered for one node."""

    node: Node
    fields: dict[FieldKind, list[Placed]] = field(default_factory=dict)

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


def tasks_of(root: Node) -> list[DraftTask]:
    """The tasks outside the organising part, in the order of the document."""
    found = _gathered(root)
    chosen = _chosen(found)
    nodes = {id(each.node) for each in chosen}
    headings = {place: each for place, each in found.items() if place not in nodes}
    done = [_task(each) for each in chosen]
    done += [
        _leaf(_headed(found.get(id(node)) or _Found(node), headings))
        for node in _leaves(root, nodes)
        if not _is_taken(node, nodes)
    ]
    return sorted(done, key=lambda task: task.name.line)


def _gathered(root: Node) -> dict[int, _Found]:
    found: dict[int, _Found] = {}
    for node in walk(root):
        if organisation_of(node) is not None and not node.parts.fields:
            continue
        organising = organisation_of(node) is not None
        for kind, value, line, confidence in _stated(node):
            if organising and kind == "lead" and not names_units(value):
                continue  # “Các đơn vị được giao chủ trì: tự theo dõi …” is a duty
            owner = _owner(node)
            if owner is not None:
                found.setdefault(id(owner), _Found(owner)).add(kind, value, line, confidence)
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
            yield kind, value, node.line, _SAID


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


def _is_only_fields(node: Node) -> bool:
    """Whether the paragraph names no task itself: fields alone, or “Giao Sở A chủ trì.”"""
    if node.parts.is_field and not _content_name(node):
        return True
    if node.parts.head and node.kind in ("text", "bullet", "letter", "plus"):
        assigned = assignment(told_behind(node.parts.head).task)
        if assigned is not None:
            words = assigned.rest.split()
            return len(words) < 5 and not node.children
    return False


def _content_name(node: Node) -> str:
    """The name of a numbered task that starts like a field: “2.1. Nội dung: Xây dựng …”."""
    first = node.parts.fields[0] if node.parts.fields else None
    if first is None or first.kind != "content" or not first.value or node.kind not in _LEAF_KINDS:
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


def _chosen(found: Mapping[int, _Found]) -> list[_Found]:
    """Those that are tasks; steps of a task that only have a day of their own stay within it.

    `found` are by the ids of their nodes. A heading that names the unit for the dated steps below
    it is none itself: the steps are.
    """
    below: dict[int, list[_Found]] = {}
    above: dict[int, list[_Found]] = {}
    for each in found.values():
        over = [found[id(node)] for node in each.node.ancestors() if id(node) in found]
        above[id(each)] = over
        for other in over:
            below.setdefault(id(other), []).append(each)
    chosen = []
    for each in found.values():
        lead, deadline = each.get("lead"), each.get("deadline")
        steps = [
            step for step in below.get(id(each), []) if step.get("deadline") or step.get("lead")
        ]
        if lead and not deadline and len(steps) > 1:
            for step in steps:
                _hand_down(each, step)
        elif lead is not None:
            chosen.append(each)
        elif deadline and not any(other.get("lead") for other in above[id(each)]):
            listed = within(each.node, is_task_section) and organisation_of(each.node) is None
            chosen += [each] if listed or each.get("result") else []
    done = {id(each) for each in chosen}
    inherited = [each for each in found.values() if each.get("lead") and each.get("deadline")]
    return chosen + [each for each in inherited if id(each) not in done]


def _hand_down(heading: _Found, below: _Found) -> None:
    """Who leads and helps by the heading of a list, for an item that names no one."""
    if below.get("lead") or acting_in(below.node.parts.head):
        return
    kinds: tuple[FieldKind, ...] = ("lead", "coordinating")
    for kind in kinds:
        stated = heading.get(kind)
        if stated is not None and below.get(kind) is None:
            below.fields[kind] = [replace(stated, confidence=_SAID)]


def _headed(found: _Found, headings: Mapping[int, _Found]) -> _Found:
    """`found` with the units of the nearest heading above it that names them."""
    for above in found.node.ancestors():
        heading = headings.get(id(above))
        if heading is not None and heading.get("lead"):
            _hand_down(heading, found)
            break
    return found


def _task(found: _Found) -> DraftTask:
    node = found.node
    deadline = found.get("deadline") or deadline_said(node) or _given_above(node)
    if deadline and read_deadline(deadline.value, 2025).kind == "not_stated":
        deadline = replace(deadline, confidence=min(deadline.confidence, 0.7))
    section = section_of(node)
    actor = None if found.get("lead") else acting_in(node.parts.head)
    helped = actor and actor.coordinating
    return DraftTask(
        section=Placed(section, node.line, 0.9) if section else None,
        name=Placed(_name(node), node.line, 0.9),
        lead=found.get("lead") or (Placed(actor.lead, node.line, GUESSED) if actor else None),
        coordinating=found.get("coordinating")
        or (Placed(helped, node.line, GUESSED) if helped else None),
        deadline=deadline,
        result=found.get("result"),
        last_line=node.end,
    )


def _name(node: Node) -> str:
    text = node.parts.head or _content_name(node) or node.text
    return name_of(text) or node.text


def section_of(node: Node) -> str:
    """The node's number; a bullet's is that of its heading and its place (“VI.1-2”)."""
    if node.section:
        return node.section
    above = next((each for each in node.ancestors() if each.section), None)
    parent = node.parent
    if parent is None:
        return ""
    like = [child for child in parent.children if child.kind == node.kind]
    place = next(place for place, child in enumerate(like, start=1) if child is node)
    return f"{above.section}-{place}" if above else str(place)


def _given_above(node: Node) -> Placed | None:
    """When a heading says that all below it is due: “Các việc hoàn thành trong Quý I/2026:”."""
    for above in node.ancestors():
        when = due_below(above.text) if above.children and above.parts.head else None
        if when is not None:
            return Placed(when, above.line, _SAID)
    return None


def _leaves(root: Node, nodes: set[int]) -> list[Node]:
    """The deepest numbered paragraphs of the parts that list tasks, and what stands beside tasks.

    `nodes` are the ids of those that are tasks already.
    """
    found = []
    for node in walk(root):
        listed = node.kind in _LEAF_KINDS or _is_beside(node, nodes) or _is_of_units(node)
        if not listed or (node.parts.is_field and not _content_name(node)):
            continue
        section = within(node, is_task_section)
        if section is None or section is node or organisation_of(node) is not None:
            continue
        if not any(below.kind in _LEAF_KINDS for below in walk(node)):
            found.append(node)
    above = {id(each) for node in found for each in node.ancestors()}
    return [node for node in found if id(node) not in above]


def _is_beside(node: Node, nodes: set[int]) -> bool:
    """Whether the letter, or the bullet that says what a unit does, is in a list with tasks."""
    if node.parent is None or node.kind not in ("letter", "bullet"):
        return False
    if node.kind == "bullet" and acting_in(node.parts.head) is None:
        return False
    return any(id(other) in nodes for other in node.parent.children if other.kind == node.kind)


def _is_of_units(node: Node) -> bool:
    """Whether the item is in a list each item of which says what a unit does."""
    if node.parent is None or node.kind not in ("letter", "bullet", "plus"):
        return False
    beside = [each for each in node.parent.children if each.kind == node.kind]
    return all(acting_in(each.parts.head) is not None for each in beside)


def _is_taken(node: Node, nodes: set[int]) -> bool:
    around = (node, *node.ancestors(), *walk(node))
    return any(id(each) in nodes for each in around)


def _leaf(found: _Found) -> DraftTask:
    made = _task(found)
    return replace(made, name=replace(made.name, confidence=0.7))
