"""`bot plans import`: plan documents read into drafts of register files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import parse_file
from bot.nlu.entity_files import NamesFile, read_entity_data
from bot.plans.files import DocumentFile, PlanFiles, read_plan_files
from bot.plans.importing.accepting import accept as put_among
from bot.plans.importing.accepting import problems_with
from bot.plans.importing.blocks import Unreadable
from bot.plans.importing.comparing import differences, merged
from bot.plans.importing.drafts import Draft
from bot.plans.importing.entries import Entries, entries_of, id_of, same_number
from bot.plans.importing.importing import draft_of, is_plan
from bot.plans.importing.provinces import province_of
from bot.plans.importing.reading import read_blocks
from bot.plans.importing.reporting import report_of
from bot.plans.importing.unit_reading import known_units
from bot.plans.importing.writing import put_in_place, yaml_text

__all__ = ["import_plans"]

_HEAD = """Bản nháp đọc từ {file}, chưa ai kiểm tra.
Sau mỗi trường là dòng của văn bản và mức chắc chắn. Sửa xong: bot plans import {id}.yml --accept"""


def import_plans(paths: Sequence[Path], folder: Path, accept: bool, out: Path) -> int:
    """Reads each document, writes its draft below `out` and prints what to look at.

    `folder` is ``knowledge/plans``; nothing in it changes unless `accept` is set. A path that ends
    in ``.yml`` is a draft that someone has reviewed: it is checked, and put in place with `accept`.
    Exit status 1 where a file could not be read or taken over.
    """
    failed = False
    for path in paths:
        if path.suffix.lower() == ".yml":
            done = _import_draft(path, folder, accept)
        else:
            done = _import_document(path, folder, accept, out)
        failed = failed or not done
    return 1 if failed else 0


def _import_document(path: Path, folder: Path, accept: bool, out: Path) -> bool:
    try:
        draft = draft_of(read_blocks(path))
    except Unreadable as error:
        message = str(error).removeprefix(f"{path.name}: ")
        print(f"{path}: {message}", file=sys.stderr)
        return False
    if not is_plan(draft):
        print(
            f"{path}:1: Không thấy nhiệm vụ, chỉ tiêu hay báo cáo nào; đây không phải kế hoạch, "
            "hoặc viết theo cách chưa đọc được.",
            file=sys.stderr,
        )
        return False
    problems: list[Problem] = []
    files = read_plan_files(folder, problems)
    before = _registered(draft, path, files)
    entries = _entries(draft, path, files, folder, before)
    changes = None if before is None else differences(before, entries.file)
    report = report_of(path, draft, entries, changes)
    taken = entries.file if before is None else merged(before, entries.file)
    head = _HEAD.format(file=path.name, id=taken.id)
    out.mkdir(parents=True, exist_ok=True)
    draft_path = out / f"{taken.id}.yml"
    text = yaml_text(taken, entries.remarks, head)
    put_in_place(text, draft_path)
    print("\n".join((*report, f"Bản nháp: {draft_path}")))
    return _checked(yaml_text(taken, {}) if accept else text, taken.id, folder, draft_path, accept)


def _import_draft(path: Path, folder: Path, accept: bool) -> bool:
    try:
        id = parse_file(path, DocumentFile).model.id
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return False
    return _checked(path.read_text(encoding="utf-8"), id, folder, path, accept)


def _checked(text: str, id: str, folder: Path, draft: Path, accept: bool) -> bool:
    """Prints the problems, by lines of the draft until it is accepted, and what became of it."""
    place = folder / f"{id}.yml"
    problems = put_among(text, id, folder) if accept else problems_with(text, id, folder)
    for problem in problems:
        own = problem.file == place and not accept
        print(replace(problem, file=draft) if own else problem)
    wrong = sum(not problem.warning for problem in problems)
    if not accept:
        print(f"{place}: chưa ghi (thêm --accept để ghi); {wrong} lỗi nếu ghi")
        return True
    if wrong:
        print(f"{place}: không ghi vì có {wrong} lỗi", file=sys.stderr)
        return False
    print(f"{place}: đã ghi")
    return True


def _registered(draft: Draft, path: Path, files: PlanFiles) -> DocumentFile | None:
    """The registered document of the same number, or made of a file of the same name."""
    number = draft.number.value if draft.number else None
    known = [parsed.model for parsed in files.documents]
    day = draft.issued.value if draft.issued else None
    same = [each for each in known if same_number(each.number, number)] or [
        each
        for each in known  # a misprint in the code, but the same number of the same day
        if each.number and number and each.issued and each.issued.isoformat() == day
        if each.number.split("/")[0] == number.split("/")[0]
    ]
    return next(iter(same or [each for each in known if each.file == path.name]), None)


def _entries(
    draft: Draft, path: Path, files: PlanFiles, folder: Path, before: DocumentFile | None
) -> Entries:
    names = _names(folder.parent / "language" / "entities")
    province = before.province if before else province_of(draft, names)
    units = files.units.model.units if files.units else ()
    taken = [parsed.model.id for parsed in files.documents]
    id = before.id if before else id_of(draft, path.name, taken)
    return entries_of(draft, id, path.name, known_units(units, names, province), province)


def _names(folder: Path) -> tuple[NamesFile, ...]:
    """The names that messages are searched for; none where that folder was left behind."""
    return read_entity_data(folder).files if folder.is_dir() else ()
