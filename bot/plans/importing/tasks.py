"""The tasks of an outline: paragraphs with a unit that leads, and leaves of the list of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.plans.importing.deadline_reading import read_deadline
from bot.plans.importing.drafts import DraftTask, Placed
from bot.plans.importing.fields import FieldKind
from bot.plans.importing.gathering import LEAF_KINDS, SAID, Found, content_name, gathered, items_of
from bot.plans.importing.sections import is_task_section, organisation_of, within
from bot.plans.importing.structure import Node, walk
from bot.plans.importing.task_words import (
    GUESSED,
    acting_in,
    bracket_of,
    deadline_said,
    due_below,
    name_of,
)
from bot.plans.importing.unit_reading import Assignment

__all__ = ["tasks_of"]

_FEWEST_WORDS = 4


def tasks_of(root: Node) -> list[DraftTask]:
    """The tasks outside the organising part, in the order of the document."""
    found = _spread(gathered(root))
    chosen = _chosen(found)
    nodes = {id(each.node) for each in chosen}
    headings = {place: each for place, each in found.items() if place not in nodes}
    done = [_task(each) for each in chosen]
    done += [
        _leaf(_headed(found.get(id(node)) or Found(node), headings))
        for node in _leaves(root, nodes)
        if not _is_taken(node, nodes)
    ]
    return sorted(done, key=lambda task: task.name.line)


def _spread(found: dict[int, Found]) -> dict[int, Found]:
    """`found` with what a heading says of all items below it as fields of each of them.

    It says so itself, or names the unit where every item has its own time.
    """
    spread = dict(found)
    for place, each in found.items():
        items = items_of(each.node)
        timed = each.get("lead") and not each.get("deadline") and len(items) > 1
        if not items or not (each.for_all or (timed and all(map(_has_time, items)))):
            continue
        del spread[place]
        for item in items:
            below = spread.setdefault(id(item), Found(item))
            _hand_down(each, below)
            deadline = each.get("deadline")
            if deadline is not None and below.get("deadline") is None and not _has_time(item):
                below.fields["deadline"] = [replace(deadline, confidence=SAID)]
    return spread


def _has_time(item: Node) -> bool:
    stated = any(each.kind == "deadline" for each in item.parts.fields)
    return stated or deadline_said(item) is not None


def _chosen(found: Mapping[int, Found]) -> list[Found]:
    """Those that are tasks; steps of a task that only have a day of their own stay within it.

    `found` are by the ids of their nodes. A heading that names the unit for the dated steps below
    it is none itself: the steps are.
    """
    below: dict[int, list[Found]] = {}
    above: dict[int, list[Found]] = {}
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


def _hand_down(heading: Found, below: Found) -> None:
    """Who leads and helps by the heading of a list, for an item that names no one."""
    if below.get("lead") or acting_in(below.node.parts.head):
        return
    kinds: tuple[FieldKind, ...] = ("lead", "coordinating")
    for kind in kinds:
        stated = heading.get(kind)
        if stated is not None and below.get(kind) is None:
            below.fields[kind] = [replace(stated, confidence=SAID)]


def _headed(found: Found, headings: Mapping[int, Found]) -> Found:
    """`found` with the units of the nearest heading above it that names them."""
    for above in found.node.ancestors():
        heading = headings.get(id(above))
        if heading is not None and heading.get("lead"):
            _hand_down(heading, found)
            break
    return found


def _task(found: Found) -> DraftTask:
    node = found.node
    deadline = found.get("deadline") or deadline_said(node) or _given_above(node)
    if deadline and read_deadline(deadline.value, 2025).kind == "not_stated":
        deadline = replace(deadline, confidence=min(deadline.confidence, 0.7))
    section = section_of(node)
    actor = None if found.get("lead") else acting_in(node.parts.head)
    helped = actor and actor.coordinating
    return DraftTask(
        section=Placed(section, node.line, 0.9) if section else None,
        name=Placed(_name(node, actor), node.line, 0.9),
        lead=found.get("lead") or (Placed(actor.lead, node.line, GUESSED) if actor else None),
        coordinating=found.get("coordinating")
        or (Placed(helped, node.line, GUESSED) if helped else None),
        deadline=deadline,
        result=found.get("result"),
        last_line=node.end,
    )


def _name(node: Node, actor: Assignment | None) -> str:
    """What is to be done, without the unit that the sentence starts with."""
    text = bracket_of(node)[0] or content_name(node) or node.text
    if actor is not None and len(actor.rest.split()) >= _FEWEST_WORDS:
        text = actor.rest[0].upper() + actor.rest[1:]
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
            return Placed(when, above.line, SAID)
    return None


def _leaves(root: Node, nodes: set[int]) -> list[Node]:
    """The deepest numbered paragraphs of the parts that list tasks, and what stands beside tasks.

    `nodes` are the ids of those that are tasks already.
    """
    found = []
    for node in walk(root):
        listed = (
            node.kind in (*LEAF_KINDS, "clause") or _is_beside(node, nodes) or _is_of_units(node)
        )
        if not listed or (node.parts.is_field and not content_name(node)):
            continue
        section = within(node, is_task_section)
        if section is None or section is node or organisation_of(node) is not None:
            continue
        if not any(below.kind in LEAF_KINDS for below in walk(node)):
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


def _leaf(found: Found) -> DraftTask:
    made = _task(found)
    return replace(made, name=replace(made.name, confidence=0.7))
