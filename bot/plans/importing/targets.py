"""Figures to reach: “80% người dân … có kỹ năng số”, “40 triệu người dân …”, by group and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bot.plans.importing.drafts import DraftTarget, Placed
from bot.plans.importing.fields import trimmed
from bot.plans.importing.folding import fold
from bot.plans.importing.sections import is_target_section, organisation_of, within
from bot.plans.importing.structure import Node, walk
from bot.plans.importing.tasks import section_of

__all__ = ["group_id", "targets_of"]

GroupId = Literal["cbcc", "hssv", "nld", "dan"]

_MORE = re.compile(r"(?:tren|hon|vuot)\s*$")
_AT_LEAST = re.compile(r"(?:toi thieu|it nhat|tu|khong duoi|khong thap hon)(?:\s+dat)?\s*$")
_VALUE = re.compile(
    r"(?P<value>\d{1,3}(?:[.,]\d{3})+|\d+(?:,\d+)?)\s*(?P<unit>%|trieu|nghin|"
    r"ty)?\s*(?P<after>tro len)?"
)
_COUNTED = (
    "người|lớp|buổi|khóa|khoá|tổ|xã|phường|thôn|cán bộ|mô hình|lượt|học viên|hộ|cơ sở|doanh nghiệp|"
    "điểm|câu lạc bộ|hội viên|trường|tài liệu|video|bài giảng|tin|bài|sản phẩm|chiến dịch|cuộc|"
    "đơn vị"
)
_COUNT = re.compile(rf"\s*({_COUNTED})(?!\w)")
_METRIC = re.compile(
    r"\s(?=(?:có|được|biết|sử dụng|hoàn thành|tham gia|đạt|hiểu|nắm|cài đặt|thực hiện|tổ chức|đủ|"
    r"thành lập|xử lý|triển khai|tiếp cận|trở lên|duy trì|áp dụng|hàng năm|hằng năm|thường "
    r"xuyên)(?!\w))"
)
_YEAR = re.compile(r"(?:nam|den(?: het)?(?: nam)?)\s*:?\s*(20\d\d)")
_SO_FAR = re.compile(
    r"(?:^|[;,.]\s+)(?P<of>(?!(?:den|het|nam|quy|thang|truoc|trong|cuoi)\b|\d)[^;,.]+?)"
    r"\s+(?:dat|la|duoc)\s+[^;,.]{0,20}$"
)
_RATE = re.compile(
    r"^(?:ty le|so luong|so)\s+(?P<of>.+?)\s+(?:dat|la|duoc)\s+(?:toi thieu |tren |it nhat "
    r"|tu )?$"
)
_GROUPS: tuple[tuple[GroupId, str], ...] = (
    ("nld", r"(?:nguoi lao dong|cong nhan)[^.]*(?:doanh nghiep|hop tac xa)"),
    ("cbcc", r"can bo|cong chuc|vien chuc"),
    ("hssv", r"hoc sinh|sinh vien"),
    ("dan", r"nguoi dan|cong dan|dan so|nguoi truong thanh"),
)


def targets_of(root: Node, year: int | None) -> list[DraftTarget]:
    """The figures of the target sections, and percentages elsewhere with less confidence.

    `year` is that of the document's title: the year of targets that name none.
    """
    return [target for node in walk(root) for target in _targets(node, year)]


def group_id(group: str) -> GroupId | None:
    """The register's id of a group of people."""
    folded = fold(group)
    return next((id for id, pattern in _GROUPS if re.search(pattern, folded)), None)


def _targets(node: Node, year: int | None) -> Iterator[DraftTarget]:
    section = within(node, is_target_section)
    if section is node or organisation_of(node) is not None:
        return
    text = node.text
    folded = fold(text)
    for found in _VALUE.finditer(folded):
        target = _target(node, text, folded, found, section is not None)
        if target is not None:
            yield _dated(target, node, folded[: found.start()], year if section else None)
            if section is None or found["unit"] != "%":
                return


def _target(
    node: Node, text: str, folded: str, found: re.Match[str], listed: bool
) -> DraftTarget | None:
    before, after = folded[: found.start()], text[found.end() :]
    is_rate = found["unit"] == "%"
    counted = _COUNT.match(after)
    if not is_rate and not (
        listed and counted and re.search(r"(?:^|dat|tren|it nhat|thieu|:|,)\s*$", before)
    ):
        return None
    group, metric = _meaning(text[: found.start()], before, after)
    if not group or not metric or (not listed and _is_no_target(before)):
        return None
    value = _number(found["value"], found["unit"])
    if value is None:
        return None
    return DraftTarget(
        section=section_of(_numbered(node)),
        group=group,
        metric=Placed(metric, node.line, 0.85 if listed else 0.5),
        operator=_operator(before, found["after"]),
        value=value,
        unit="%" if is_rate else counted[1] if counted else "",
        year=None,
    )


def _is_no_target(before: str) -> bool:
    """Whether the figure is one that another document sets, or a share of money."""
    return bool(re.search(r"(?:giam|kinh phi|von|ho tro)\s*$", before))


def _meaning(start: str, before: str, after: str) -> tuple[str, str]:
    """Whose figure it is and what of: the words after it, or “Tỷ lệ … đạt” before it.

    Where nothing follows (“ở các xã miền núi đạt từ 65% trở lên”), the clause before it tells.
    """
    rate = _RATE.match(before) or (None if after.strip(" .;,") else _SO_FAR.search(before))
    if rate:
        words = start[rate.start("of") : rate.end("of")]
    else:
        words = re.split(r"[;.](?:\s|$)|,\s+(?=\d)", after.strip())[0]
    cut = _METRIC.search(words)
    if cut is None:
        group, _, metric = words.partition(",")
        return (trimmed(group), trimmed(metric or group))
    return trimmed(words[: cut.start()]), trimmed(words[cut.end() :])


def _operator(before: str, after: str | None) -> Literal["=", ">", ">="]:
    if after or _AT_LEAST.search(before):
        return ">="
    return ">" if _MORE.search(before) else "="


def _number(written: str, unit: str | None) -> int | None:
    factor = {"trieu": 1_000_000, "nghin": 1_000, "ty": 1_000_000_000}.get(unit or "", 1)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", written):
        return int(re.sub(r"[.,]", "", written)) * factor
    value = float(written.replace(",", ".")) * factor
    return int(value) if value == int(value) and value >= 1 else None


def _dated(target: DraftTarget, node: Node, before: str, year: int | None) -> DraftTarget:
    texts = (before, *(fold(each.text) for each in node.ancestors()))
    own = next((int(found[1]) for text in texts if (found := _YEAR.search(text))), year)
    return DraftTarget(
        target.section,
        target.group,
        target.metric,
        target.operator,
        target.value,
        target.unit,
        own,
    )


def _numbered(node: Node) -> Node:
    return next((each for each in (node, *node.ancestors()) if each.section), node)
