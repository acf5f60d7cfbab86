"""The fields under a task in the spellings that plans use: “Đơn vị chủ trì: …”, “Tiến độ: …”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.plans.importing.folding import fold
from bot.plans.importing.marks import read_mark

__all__ = ["Field", "FieldKind", "Parts", "parts_of", "starts_with_field", "trimmed"]

FieldKind = Literal["lead", "coordinating", "deadline", "result", "content"]

_UNIT = r"(?:(?:cac )?(?:don vi|co quan|cq|dv|bo phan|so, nganh|so nganh|ca nhan)[,/ ]*)"
_TAIL = r"(?:[ ,/](?![^:.;()]{0,40}\b(?:phan|muc) [ivx\d])[^:.;()]{0,40})?"
_NEXT_UNIT = r"(?=\s*:\s*(?:so|ubnd|uy ban|cong an|ban|phong|trung tam|cac|van phong|hoi|truong)\b)"
_KINDS: dict[FieldKind, str] = {
    "lead": rf"(?:{_UNIT}+(?:duoc (?:giao|phan cong) )?)?(?:chu tri|dau moi|phu trach){_TAIL}"
    rf"|{_UNIT}+(?:thuc hien|chiu trach nhiem|tham muu|chinh){_TAIL}"
    rf"|phan cong{_TAIL}|giao (?:don vi|co quan|nhiem vu|cho){_TAIL}|trach nhiem(?: thuc hien| "
    rf"chu tri| chinh)?"
    rf"|(?:to chuc )?thuc hien{_NEXT_UNIT}|giao",
    "coordinating": rf"(?:{_UNIT}+)?(?:cung )?(?:phoi hop|tham gia){_TAIL}|{_UNIT}+(?:cung|lien "
    "quan){_TAIL}",
    "deadline": rf"(?:thoi (?:gian|han|diem|hieu)|han|ky han|tien do|lo trinh|moc thoi gian){_TAIL}"
    r"|hoan thanh(?: truoc| trong| xong)?(?: ngay| thang)?|thuc hien (?:xong )?(?:truoc|trong)",
    "result": rf"(?:du kien |yeu cau )?(?:ket qua|san pham|dau ra|chi so dau ra){_TAIL}",
    "content": rf"(?:noi dung|muc tieu|muc dich|yeu cau|doi tuong|hinh thuc|kinh phi|nguon kinh phi"
    rf"|dia diem|quy mo|so luong|cach thuc|giai phap|nhiem vu|phuong phap|nguoi hoc|mo ta){_TAIL}",
}
_LABEL = re.compile(
    r"(?P<before>^|[.;,(|]\s*|\s[-•*+]\s*)(?:"
    + "|".join(rf"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items())
    + r")\s*(?:\([^)]{0,40}\)\s*)?:(?!//)"
)
_BARE_LABEL = re.compile(
    "(?:" + "|".join(rf"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()) + r")\s*$"
)
_BARE_DEADLINE = re.compile(
    r"(?P<before>^|[.;,(]\s*(?:va |dam bao |bao dam )?)(?P<label>(?:thoi (?:gian|han)(?: thuc "
    r"hien| hoan thanh)?"
    r"|han(?: hoan thanh)?|(?:phai )?hoan thanh(?: xong)?|thuc hien xong|xong)\s+)"
    r"(?=(?:truoc|trong (?:thang|quy|nam|ngay)|cham nhat|muon nhat|vao|quy|thang|den|tu|nam|"
    r"ngay)\b)"
)
_LONGEST_BARE = 45


@dataclass(frozen=True)
class Field:
    """One field of a paragraph: its kind and its words; empty where the label stands alone."""

    kind: FieldKind
    value: str


@dataclass(frozen=True)
class Parts:
    """A paragraph without its mark: what stands before the first field, and the fields."""

    head: str
    fields: tuple[Field, ...]

    @property
    def is_field(self) -> bool:
        """Whether the paragraph is nothing but fields."""
        return not self.head and bool(self.fields)


def parts_of(text: str) -> Parts:
    """`text` (after its mark) as its head and its fields.

    A label needs a colon, unless it is all of a short paragraph or a deadline that says
    “hoàn thành trước ngày …”.
    """
    folded = fold(text)
    bare = _BARE_LABEL.match(folded)
    if bare and len(text) <= _LONGEST_BARE and not re.search(r"\d|\.$", text):
        return Parts("", (Field(_kind(bare), ""),))
    starts = _starts(folded)
    if not starts:
        return Parts(text, ())
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    fields = tuple(
        Field(kind, trimmed(text[value:end]))
        for (_, value, kind), end in zip(starts, ends, strict=True)
    )
    return Parts(trimmed(text[: starts[0][0]]), fields)


def _starts(folded: str) -> list[tuple[int, int, FieldKind]]:
    """Where each field's label starts, where its value starts, and its kind."""
    found = [
        (match.start(), match.end(), _kind(match))
        for match in _LABEL.finditer(folded)
        if match["content"] is None or not match["before"].startswith(",")
    ]
    for match in _BARE_DEADLINE.finditer(folded):
        if not any(start <= match.end() <= value for start, value, _ in found):
            if _is_inside_value(match.start(), found):
                continue
            found.append((match.start(), match.end("label"), "deadline"))
    return sorted(found)


def _is_inside_value(place: int, found: list[tuple[int, int, FieldKind]]) -> bool:
    """Whether `place` stands in the words of a deadline or a result."""
    before = [each for each in found if each[1] <= place + 1]
    return bool(before) and max(before)[2] in ("deadline", "result")


def _kind(match: re.Match[str]) -> FieldKind:
    for kind in _KINDS:
        if match[kind] is not None:
            return kind
    raise AssertionError("a label matches by one of its kinds")


def starts_with_field(text: str) -> bool:
    """Whether the paragraph, its mark aside, starts with the label of a field."""
    mark = read_mark(text)
    folded = fold(text[mark.end :] if mark else text)
    return bool(_LABEL.match(folded) or _BARE_DEADLINE.match(folded))


def trimmed(value: str) -> str:
    """`value` without the punctuation around it, and without a bracket that has no partner."""
    text = re.sub(r"[\s.;,/–—|-]+$", "", value.strip()).strip()
    text = re.sub(r"^[\s;,|]+", "", text)
    if text.endswith(")") and text.count(")") > text.count("("):
        return trimmed(text[:-1])
    if text.startswith("(") and text.count("(") > text.count(")"):
        return trimmed(text[1:])
    if text.endswith("("):
        return trimmed(text[:-1])
    return text
