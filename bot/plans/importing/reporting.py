"""What a person who reviews an import should know, line by line, in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.plans.importing.comparing import Difference
from bot.plans.importing.drafts import Draft, DraftTask, Placed
from bot.plans.importing.entries import Entries

__all__ = ["report_of"]

_UNSURE = 0.7
_SHOWN = 120


def report_of(
    source: Path, draft: Draft, entries: Entries, differences: Sequence[Difference] | None
) -> list[str]:
    """The lines of the report; `differences` is None where the document is not registered yet."""
    return [
        *_summary(source, draft),
        *_doubts(source, draft),
        *_unplaced(source, draft),
        *_unknown(entries),
        *_compared(source, entries, differences),
    ]


def _summary(source: Path, draft: Draft) -> Iterator[str]:
    number = draft.number.value if draft.number else "không rõ số"
    type = draft.type.value if draft.type else "văn bản"
    yield f"{source}: {type} {number}"
    tasks = (*draft.tasks, *draft.reporting)
    led = sum(task.lead is not None for task in tasks)
    dated = sum(task.deadline is not None for task in tasks)
    yield (
        f"  {len(tasks)} việc ({led} có đơn vị chủ trì, {dated} có thời hạn), "
        f"{len(draft.targets)} chỉ tiêu, {len(draft.ownership)} phần giao theo mục"
    )
    names = {
        "number": "số",
        "issuer": "nơi ban hành",
        "issued": "ngày ban hành",
        "title": "tên",
        "signer": "người ký",
    }
    missing = [name for field, name in names.items() if getattr(draft, field) is None]
    if missing:
        yield f"  Không tìm thấy: {', '.join(missing)}"


def _doubts(source: Path, draft: Draft) -> Iterator[str]:
    for task in (*draft.tasks, *draft.reporting):
        for name, placed in _fields(task):
            if placed is not None and placed.confidence < _UNSURE:
                yield f"{source}:{placed.line}: chưa chắc {name}: {_short(placed.value)}"
        if task.lead is None:
            yield f"{source}:{task.name.line}: không rõ đơn vị chủ trì: {_short(task.name.value)}"


def _fields(task: DraftTask) -> tuple[tuple[str, Placed | None], ...]:
    return (
        ("việc", task.name),
        ("đơn vị chủ trì", task.lead),
        ("đơn vị phối hợp", task.coordinating),
        ("thời hạn", task.deadline),
    )


def _unplaced(source: Path, draft: Draft) -> Iterator[str]:
    for placed in draft.unplaced:
        yield f"{source}:{placed.line}: chưa xếp được: {_short(placed.value)}"


def _unknown(entries: Entries) -> Iterator[str]:
    for unit in entries.unknown_units:
        yield f"units.yml chưa có đơn vị: {unit}"


def _compared(
    source: Path, entries: Entries, differences: Sequence[Difference] | None
) -> Iterator[str]:
    if differences is None:
        yield f"Chưa có trong sổ kế hoạch; mã mới: {entries.file.id}"
        return
    if not differences:
        yield f"So với {entries.file.id} trong sổ: không có gì khác"
        return
    yield f"So với {entries.file.id} trong sổ: {len(differences)} điểm khác"
    for each in differences:
        line = f" (dòng {each.line} của {source.name})" if each.line else ""
        what = f" {each.field}" if each.field else ""
        yield f"  {each.kind}: {each.where}{what}: {_change(each)}{line}"


def _change(each: Difference) -> str:
    if each.before and each.after:
        return f"“{_short(each.before)}” → “{_short(each.after)}”"
    return f"“{_short(each.before or each.after)}”"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
