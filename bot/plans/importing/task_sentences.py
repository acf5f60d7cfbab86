"""Paragraphs that give tasks to several units, a sentence or clause each, as an item each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.plans.importing.clauses import told_behind
from bot.plans.importing.fields import Parts, parts_of, starts_with_field
from bot.plans.importing.sections import is_task_section, organisation_of, within
from bot.plans.importing.sentences import (
    deadline_phrase,
    is_escalation,
    is_report,
    opening_deadline,
)
from bot.plans.importing.structure import Node, walk
from bot.plans.importing.unit_reading import acting, assignment

__all__ = ["part_sentences"]

_END = re.compile(r"(?<=[.;!?])\s+(?=[A-ZĐÀ-ỴĂÂÊÔƠƯ“])")
_INLINE_MARK = re.compile(r"(?:^|(?<=[\s:;]))\((?:\d{1,2}|i{1,3}|iv|v)\)\s+")
_FEWEST_WORDS = 4


def part_sentences(root: Node) -> None:
    """Puts a node of kind "clause" for each task under the paragraphs that hold several.

    Only the parts that list tasks are gone through; what stands before the first unit stays.
    """
    for node in list(walk(root)):
        if node.children or node.kind == "bold" or organisation_of(node) is not None:
            continue
        section = within(node, is_task_section)
        if section is None or section is node:
            continue
        before, clauses = _parted(node.text)
        if not clauses:
            continue
        node.text, node.parts = before, Parts(before, ())
        node.children = [
            Node("clause", at, "", text, node.line, node.last_line, parts_of(text), node)
            for at, text in enumerate(clauses, start=1)
        ]


def _parted(text: str) -> tuple[str, Sequence[str]]:
    """What stands before the first task, and the tasks; none where it is one task or less."""
    announced, *listed = _INLINE_MARK.split(text)
    if len(listed) > 1 and all(map(_has_time, listed)):
        return announced.strip(), [each.strip() for each in listed]
    before: list[str] = []
    clauses: list[str] = []
    for piece in _END.split(text):
        if _is_task(piece):
            clauses.append(piece)
        elif clauses:
            clauses[-1] += f" {piece}"
        else:
            before.append(piece)
    own = sum(_stands_alone(each) for each in clauses)
    return (" ".join(before), clauses) if own > 1 else (text, ())


def _is_task(piece: str) -> bool:
    """Whether the piece says what a unit does, other than help or report."""
    if starts_with_field(piece) or is_report(piece) or is_escalation(piece):
        return False
    opened = opening_deadline(piece)
    does = acting(opened[1] if opened else piece)
    helps = told_behind(f"{'x ' * _FEWEST_WORDS}; {piece}").coordinating is not None
    return does is not None and len(does.rest.split()) >= _FEWEST_WORDS and not helps


def _stands_alone(piece: str) -> bool:
    """Whether it has a time of its own, or says who leads."""
    return _has_time(piece) or assignment(piece) is not None


def _has_time(piece: str) -> bool:
    stated = any(each.kind == "deadline" for each in parts_of(piece).fields)
    return stated or deadline_phrase(piece) is not None or told_behind(piece).deadline is not None
