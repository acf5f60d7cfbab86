"""What a part of a document is about, told by its heading."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.plans.importing.folding import fold
from bot.plans.importing.structure import Node, walk
from bot.plans.importing.unit_reading import leading_unit

__all__ = ["is_organisation", "is_target_section", "is_task_section", "organisation_of", "within"]

_ORGANISATION = re.compile(
    r"(?:cong tac )?(?:to chuc (?:trien khai )?thuc hien(?: (?:ke hoach|quyet dinh|chuong trinh|"
    r"cong van)[^.:]{0,40})?"
    r"|to chuc trien khai(?: thuc hien)?"
    r"|phan cong[^.:]{0,60}|trach nhiem[^.:]{0,60}|to chuc,? phan cong[^.:]{0,40}"
    r"|phan cong[^.:]{0,30} va to chuc thuc hien"
    r"|(?:che do )?(?:thong tin,? )?(?:va )?bao cao(?: ket qua| dinh ky| thuc hien)*)\s*[.:]?$"
)
_TASKS = re.compile(
    r"nhiem vu|giai phap|hoat dong|noi dung (?:thuc hien|cong viec|trien khai|chu yeu|ke hoach|"
    r"cu the|trong tam|va)|noi dung$"
)
_NO_TASKS = re.compile(
    r"muc dich|yeu cau|chi tieu|kinh phi|quan diem|can cu|phong trao$|muc tieu(?!.*nhiem vu)"
)
_TARGETS = re.compile(r"chi tieu|muc tieu")
_UNNUMBERED = ("text", "bullet", "plus", "clause")
_LONGEST_HEADING = 160


def _title(node: Node) -> str:
    return fold(node.text).strip(" .:")


def is_organisation(node: Node) -> bool:
    """Whether the node heads the part that says what each unit does."""
    if node.kind == "root":
        return False
    high = node.is_heading or (
        node.kind == "arabic" and node.parent is not None and node.parent.is_heading
    )
    return (high and bool(_ORGANISATION.match(_title(node)))) or _is_by_units(node)


def _is_by_units(node: Node) -> bool:
    """Whether units head what stands under the node: “1. Sở Nội vụ”, “2. Công an tỉnh” …"""
    numbered = [child for child in node.children if child.kind not in _UNNUMBERED]
    return len(numbered) > 1 and all(_heads_as_unit(child) for child in numbered)


def _heads_as_unit(node: Node) -> bool:
    named = leading_unit(node.text)
    alone = named is not None and not named[1] and len(node.text) <= _LONGEST_HEADING
    led = any(field.kind == "lead" for each in walk(node) for field in each.parts.fields)
    return alone and bool(node.children) and not led


def organisation_of(node: Node) -> Node | None:
    """The heading of the organising part that `node` belongs to or is."""
    return within(node, is_organisation)


def is_task_section(node: Node) -> bool:
    """Whether the node heads a part that lists tasks."""
    high = node.is_heading or (node.kind == "arabic" and _is_topmost(node))
    title = _title(node)
    if not high or not _TASKS.search(title) or _NO_TASKS.search(title):
        return False
    return not is_organisation(node)


def _is_topmost(node: Node) -> bool:
    """Whether no numbered heading stands above: plans that count 1, 1.1, 1.1.1."""
    return all(above.kind in ("root", "bold") for above in node.ancestors())


def is_target_section(node: Node) -> bool:
    """Whether the node heads a part that lists figures to reach."""
    title = _title(node)
    return node.kind != "text" and len(title) < 160 and bool(_TARGETS.search(title))


def within(node: Node, is_wanted: Callable[[Node], bool]) -> Node | None:
    """The nearest of `node` and what it stands under for which `is_wanted` holds."""
    return next((each for each in (node, *node.ancestors()) if is_wanted(each)), None)
