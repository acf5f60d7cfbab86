"""A file's blocks as a draft: heading, tasks of the text and of its tables, duties, targets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.plans.importing.blocks import Block, TableBlock
from bot.plans.importing.drafts import Draft, DraftOwnership, DraftTask, Placed
from bot.plans.importing.duties import Given, organised
from bot.plans.importing.heading import Heading, heading_of, is_letterhead
from bot.plans.importing.passages import passages
from bot.plans.importing.structure import outline
from bot.plans.importing.tables import table_tasks
from bot.plans.importing.targets import targets_of
from bot.plans.importing.task_sentences import part_sentences
from bot.plans.importing.tasks import tasks_of

__all__ = ["draft_of", "is_plan", "year_of"]

_SHOWN = 160


def draft_of(blocks: Sequence[Block]) -> Draft:
    """Everything that could be read out of `blocks`."""
    paragraphs = passages(blocks)
    heading = heading_of(blocks, paragraphs)
    root = outline(paragraphs)
    part_sentences(root)
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    listed, not_listed = table_tasks([table for table in tables if not is_letterhead(table)])
    written = tasks_of(root)
    found = organised(root, _sections(written))
    given = _expanded(found.given, written)
    written = [_assigned(task, given) for task in written]
    kept, dropped = _with_lead(written, bool(listed))
    everything = [*kept, *listed, *found.duties]
    return Draft(
        number=heading.number,
        issuer=heading.issuer,
        issued=heading.issued,
        type=heading.type,
        title=heading.title,
        tasks=tuple(task for task in everything if task.kind != "reporting"),
        targets=tuple(targets_of(root, _title_year(heading))),
        reporting=tuple(task for task in everything if task.kind == "reporting"),
        unplaced=tuple(
            sorted((*found.unplaced, *not_listed, *dropped), key=lambda each: each.line)
        ),
        signer=heading.signer,
        builds_on=heading.builds_on,
        ownership=tuple(DraftOwnership(each.unit, each.section, each.owns) for each in given),
    )


def is_plan(draft: Draft) -> bool:
    """Whether the file has anything that a register keeps."""
    return bool(draft.tasks or draft.targets or draft.reporting)


def year_of(draft: Draft) -> int | None:
    """The year that days without one belong to: that of the title, or of the day of issue."""
    for placed in (draft.title, draft.issued):
        found = re.search(r"\b20\d\d\b", placed.value) if placed else None
        if found:
            return int(found[0])
    return None


def _title_year(heading: Heading) -> int | None:
    found = (
        re.search(r"năm (20\d\d)\b", heading.title.value, re.IGNORECASE) if heading.title else None
    )
    return int(found[1]) if found else None


def _sections(tasks: Sequence[DraftTask]) -> tuple[str, ...]:
    """The sections of tasks, and those above them; the topmost only where a task has no lead."""
    found: dict[str, None] = {}
    for task in tasks:
        if task.section is None:
            continue
        parts = task.section.value.split(".")
        for size in range(len(parts), 0, -1):
            if size > 1 or len(parts) == 1 or task.lead is None or parts[0].isdecimal():
                found[".".join(parts[:size])] = None
    return tuple(found)


def _expanded(given: Sequence[Given], tasks: Sequence[DraftTask]) -> list[Given]:
    """The sections of tasks that are given: “mục 2” is 2.1, 2.2 …, as far as nobody leads them."""
    expanded = []
    for each in given:
        owns: dict[str, None] = {}
        for section in each.owns:
            for task in tasks:
                own = task.section.value if task.section else ""
                if own == section or (own.startswith(f"{section}.") and task.lead is None):
                    owns[own] = None
        expanded.append(replace(each, owns=tuple(owns)))
    return [each for each in expanded if each.owns]


def _assigned(task: DraftTask, given: Sequence[Given]) -> DraftTask:
    """The task with what the organising part says of its section."""
    section = task.section.value if task.section else ""
    by = next((each for each in given if section in each.owns), None)
    if by is None:
        return task
    return replace(
        task,
        lead=by.unit if task.lead is None or task.lead.confidence < 0.6 else task.lead,
        coordinating=task.coordinating or by.coordinating,
        deadline=task.deadline or by.deadline,
        assigned_by=Placed(by.section, by.unit.line, by.unit.confidence),
    )


def _with_lead(
    tasks: Sequence[DraftTask], has_tables: bool
) -> tuple[list[DraftTask], list[Placed]]:
    """Tasks that someone leads; of the others those that a document without any leads must mean."""
    led = [task for task in tasks if task.lead is not None]
    kept, dropped = [], []
    for task in tasks:
        if task.lead is not None or task.deadline is not None or not (led or has_tables):
            kept.append(task)
        else:
            why = f"Không thấy đơn vị chủ trì và thời hạn: {task.name.value[:_SHOWN]}"
            dropped.append(Placed(why, task.name.line, task.name.confidence))
    return kept, dropped
