"""What an import adds to, changes in and no longer has of the registered document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from bot.plans.files import DeadlineEntry, DocumentFile, TargetEntry, TaskEntry
from bot.plans.importing.fields import trimmed
from bot.plans.importing.folding import fold

__all__ = ["Difference", "differences", "merged", "pairs"]

_ALIKE = 0.6
_DOCUMENT = {
    "number": "số",
    "issuer": "nơi ban hành",
    "issued": "ngày ban hành",
    "signer": "người ký",
}
_TASK = {"lead_written": "chủ trì", "coordinating_written": "phối hợp", "result": "kết quả"}


@dataclass(frozen=True)
class Difference:
    """One difference; `where` is an id, `field` its name in Vietnamese, empty for a whole item."""

    kind: Literal["thêm", "đổi", "không còn"]
    where: str
    field: str
    before: str
    after: str
    line: int | None = None


def pairs(
    before: Sequence[TaskEntry], after: Sequence[TaskEntry]
) -> list[tuple[TaskEntry, TaskEntry]]:
    """Tasks that are the same: of one section, or else of the same lines or of alike names."""
    found: list[tuple[TaskEntry, TaskEntry]] = []
    left, right = list(before), list(after)
    for is_same in (_same_section, _same_lines, _same_words):
        for old in list(left):
            new = next((each for each in right if is_same(old, each)), None)
            if new is not None:
                left.remove(old)
                right.remove(new)
                found.append((old, new))
    return found


def _same_section(old: TaskEntry, new: TaskEntry) -> bool:
    return old.section == new.section and old.kind == new.kind


def _same_lines(old: TaskEntry, new: TaskEntry) -> bool:
    return (old.lines.first, old.kind) == (new.lines.first, new.kind)


def _same_words(old: TaskEntry, new: TaskEntry) -> bool:
    if old.kind != new.kind or _plain(old.lead_written) != _plain(new.lead_written):
        return False
    return SequenceMatcher(None, _plain(old.name), _plain(new.name)).ratio() > _ALIKE


def differences(before: DocumentFile, after: DocumentFile) -> list[Difference]:
    """What `after` says otherwise than `before`; names and other wording of our own aside."""
    return [
        *_of_fields(before.id, before, after, _DOCUMENT, None),
        *_of_tasks(before.tasks, after.tasks),
        *_of_targets(before.targets, after.targets),
    ]


def _of_tasks(before: Sequence[TaskEntry], after: Sequence[TaskEntry]) -> Iterator[Difference]:
    same = pairs(before, after)
    for old, new in same:
        line = new.lines.first
        yield from _of_fields(old.id, old, new, _TASK, line)
        if _meaning(old.deadline) != _meaning(new.deadline):
            yield _difference(old.id, "thời hạn", _shown(old.deadline), _shown(new.deadline), line)
    olds, news = {id(old) for old, _ in same}, {id(new) for _, new in same}
    for old in before:
        if id(old) not in olds:
            yield Difference("không còn", old.id, "", old.name, "")
    for new in after:
        if id(new) not in news:
            yield Difference("thêm", new.id, "", "", new.name, new.lines.first)


def _of_targets(
    before: Sequence[TargetEntry], after: Sequence[TargetEntry]
) -> Iterator[Difference]:
    rest = list(after)
    for old in before:
        new = next((each for each in rest if _is_same_target(old, each)), None)
        if new is None:
            yield Difference("không còn", old.id, "", f"{old.group}: {old.metric}", "")
            continue
        rest.remove(new)
        amounts = [f"{each.operator} {each.value} {each.unit}" for each in (old, new)]
        if amounts[0] != amounts[1]:
            yield _difference(old.id, "mức", amounts[0], amounts[1], new.lines.first)
    for new in rest:
        yield Difference("thêm", new.id, "", "", f"{new.group}: {new.metric}", new.lines.first)


def _is_same_target(old: TargetEntry, new: TargetEntry) -> bool:
    if (old.lines.first, old.value) == (new.lines.first, new.value):
        return True
    if old.year != new.year or old.unit != new.unit:
        return False
    alike = SequenceMatcher(None, _plain(old.metric), _plain(new.metric)).ratio() > _ALIKE
    return alike and (old.group_id or _plain(old.group)) == (new.group_id or _plain(new.group))


def _of_fields(
    id: str, old: object, new: object, names: dict[str, str], line: int | None
) -> Iterator[Difference]:
    for field, name in names.items():
        before, after = getattr(old, field), getattr(new, field)
        if field == "result" and before and after:
            continue  # ours is in our own words
        if _plain(str(before or "")) != _plain(str(after or "")):
            yield _difference(id, name, str(before or ""), str(after or ""), line)


def _difference(id: str, field: str, before: str, after: str, line: int | None) -> Difference:
    kind: Literal["thêm", "đổi", "không còn"] = "đổi" if before and after else "thêm"
    return Difference(kind if after else "không còn", id, field, before, after, line)


def _plain(text: str) -> str:
    return fold(trimmed(text)).strip()


def _meaning(entry: DeadlineEntry) -> tuple[object, ...]:
    return (entry.kind, entry.start, entry.end, tuple(sorted(entry.days)))


def _shown(entry: DeadlineEntry) -> str:
    span = [day.isoformat() for day in (entry.start, entry.end) if day]
    words = entry.written or ""
    return (
        f"{entry.kind} “{words}” {' – '.join(dict.fromkeys(span)) or ', '.join(entry.days)}".strip()
    )


def merged(before: DocumentFile, after: DocumentFile) -> DocumentFile:
    """`after` with the ids and our own wording of `before`, where both have the same item."""
    kept = {id(new): old for old, new in pairs(before.tasks, after.tasks)}
    values = after.dict()
    values["tasks"] = [_merged_task(kept.get(id(new)), new) for new in after.tasks]
    values["targets"] = [_merged_target(before.targets, new) for new in after.targets]
    owners = {owned.section: owned.unit for owned in before.ownership}
    for owned in values["ownership"]:
        owned["unit"] = owners.get(owned["section"], owned["unit"])
    ids = {task["id"] for task in values["tasks"]}
    own = before.dict()
    for field in (
        "id",
        "type",
        "title",
        "not_before",
        "province",
        "file",
        "aliases",
        "later",
        "notes",
        "slips",
    ):
        values[field] = own[field]
    for field in ("number", "issuer", "issued", "signer", "builds_on"):
        values[field] = own[field] or values[field]
    values["outcomes"] = [each for each in own["outcomes"] if each["task"] in ids]
    return DocumentFile.parse_obj(values)


def _merged_task(old: TaskEntry | None, new: TaskEntry) -> dict[str, Any]:
    values: dict[str, Any] = new.dict()
    if old is None:
        return values
    own = old.dict()
    for field in ("id", "section", "name", "keywords", "see_also", "notes"):
        values[field] = own[field]
    for field in ("result", "recipient"):
        values[field] = own[field] or values[field]
    for field in ("lead", "coordinating"):
        if _plain(str(own[f"{field}_written"])) == _plain(str(values[f"{field}_written"])):
            values[field], values[f"{field}_written"] = own[field], own[f"{field}_written"]
    if _meaning(old.deadline) == _meaning(new.deadline):
        values["deadline"] = own["deadline"]
    return values


def _merged_target(before: Sequence[TargetEntry], new: TargetEntry) -> dict[str, Any]:
    values: dict[str, Any] = new.dict()
    old = next((each for each in before if _is_same_target(each, new)), None)
    if old is not None:
        own = old.dict()
        for field in ("id", "section", "group", "group_id", "metric", "every_year", "notes"):
            values[field] = own[field]
    return values
