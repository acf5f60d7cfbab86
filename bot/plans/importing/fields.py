"""The fields under a task in the spellings that plans use: “Đơn vị chủ trì: …”, “Tiến độ: …”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.plans.importing.folding import fold
from bot.plans.importing.marks import read_mark

__all__ = ["Field", "FieldKind", "Parts", "parts_of", "starts_with_field", "trimmed"]

FieldKind = Literal["lead", "coordinating", "deadline", "result", "content"]

_UNIT = (
    r"(?:(?:cac )?(?:don vi|co quan|cq|dv|bo phan|so, nganh|so nganh|ca nhan|nguoi|can bo)[,/ ]*)"
)
_TAIL = r"(?:[ ,/](?![^:.;()]{0,40}\b(?:phan|muc) [ivx\d])[^:.;()]{0,40})?"
_NEXT_UNIT = (
    r"(?=\s*:\s*(?:so|ubnd|uy ban|cong an|ban|phong|trung tam|cac|van phong|hoi|truong"
    r"|tinh doan|thanh doan|doan|dai|bao|thue|kho bac|bo|vnpt|viettel|cuc|chi cuc)\b)"
)
_KINDS: dict[FieldKind, str] = {
    "lead": rf"(?:{_UNIT}+(?:duoc (?:giao|phan cong) )?)?(?:lam |cung |dong )?"
    rf"(?:chu tri|dau moi|phu trach|dam nhiem|dam trach){_TAIL}"
    rf"|{_UNIT}+(?:thuc hien|chiu trach nhiem|tham muu|chinh|thuong truc|duoc (?:giao|phan cong))"
    rf"{_TAIL}|chiu trach nhiem(?: chinh| thuc hien)*|thuc hien chinh|noi (?:thuc hien|chiu trach"
    rf" nhiem){_TAIL}|(?:dv|cq)[ .]?(?:ct|th)"
    rf"|{_UNIT}(?<= )(?!phoi|tham|cung|lien|ho tro|dong|giam sat|kiem tra|thu huong|ban hanh)"
    rf"(?:\w+ ?){{1,4}}{_NEXT_UNIT}"
    rf"|phan cong{_TAIL}|giao (?:don vi|co quan|nhiem vu|cho){_TAIL}|trach nhiem(?: thuc hien| "
    rf"chu tri| chinh)?"
    rf"|(?:to chuc )?thuc hien{_NEXT_UNIT}|giao",
    "coordinating": rf"(?:{_UNIT}+|noi )?(?:cung |dong )?(?:phoi hop|tham gia)"
    rf"(?! (?:voi|cung) \w){_TAIL}"
    rf"|{_UNIT}+(?:cung|lien quan|ho tro|dong hanh){_TAIL}"
    rf"|(?:cung|dong) (?:thuc hien|trien khai|lam|hanh)|(?:su )?(?:ho tro|giup suc)"
    rf"(?: thuc hien)?{_NEXT_UNIT}|(?:dv|cq)[ .]?ph",
    "deadline": rf"(?:thoi (?:gian|han|diem|hieu)|han|ky han|tien do|lo trinh|"
    rf"moc (?:thoi gian|hoan thanh)|khi nao){_TAIL}"
    r"|tg(?:th|ht)?|ngay (?:hoan thanh|xong)"
    r"|(?:phai )?hoan thanh(?: truoc| trong| xong)*(?: ngay| thang)?"
    r"|thuc hien (?:xong )?(?:truoc|trong)|(?:lam |phai )?xong(?: truoc| trong| vao)?",
    "result": rf"(?:du kien |yeu cau )?(?:ket qua|san pham|dau ra|chi so dau ra"
    rf"|hinh thuc (?:van ban|san pham)|minh chung){_TAIL}",
    "content": rf"(?:noi dung|muc tieu|muc dich|yeu cau|doi tuong|hinh thuc|kinh phi|nguon kinh phi"
    rf"|dia diem|quy mo|so luong|cach thuc|giai phap|nhiem vu|phuong phap|nguoi hoc|mo ta){_TAIL}",
}
_LABEL = re.compile(
    r"(?P<before>^|[.;,(\[|]\s*|\s[-•*+]\s*)(?:"
    + "|".join(rf"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items())
    + r")\s*(?:\([^)]{0,40}\)\s*)?:(?!//)"
)
# A label with a capital letter after a value that ends without a sign: lines were run together.
_UNPARTED_LABEL = re.compile(
    r"(?<=\s)(?:"
    r"(?P<lead>(?:don vi|co quan) (?:chu tri|thuc hien(?: chinh)?|dau moi|chiu trach nhiem))"
    r"|(?P<coordinating>(?:don vi|co quan) (?:cung )?(?:phoi hop|tham gia|ho tro))"
    r"|(?P<deadline>(?:thoi (?:gian|han)|han|tien do)(?: (?:thuc hien|hoan thanh|chot))?)"
    r"|(?P<result>(?:san pham|ket qua)(?: (?:du kien|dau ra|dat duoc))?)"
    r"|(?P<content>(?!))"
    r")\s*:(?!//)"
)
_BARE_LABEL = re.compile(
    "(?:" + "|".join(rf"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()) + r")\s*$"
)
_BARE_DEADLINE = re.compile(
    r"(?P<before>^|[.;,(]\s*(?:va |dam bao |bao dam )?)(?P<label>(?:thoi (?:gian|han)(?: thuc "
    r"hien| hoan thanh)?"
    r"|(?:thoi )?han(?: hoan thanh| chot| cuoi(?: cung)?)?|(?:phai )?hoan thanh(?: xong)?"
    r"|(?:thuc hien|lam|ket thuc) xong|xong|ket thuc)\s+(?:la\s+)?)"
    r"(?=(?:\d{1,2}\s?[/.-]\s?\d+|khong qua|moi|hang|theo|truoc"
    r"|trong (?:thang|quy|nam|ngay|giai doan|q\.? ?[1-4i]|\d{1,2}(?:/| thang))"
    r"|cham nhat|muon nhat|vao|quy|q\.? ?[1-4]|thang|den|tu|nam|"
    r"ngay)\b)"
)
_PLAIN: tuple[FieldKind, ...] = ("lead", "coordinating", "deadline")
# “Hạn: 01/8. Ghi chú: …”: a sentence with a label in whatever words ends a field.
_OTHER_LABEL = re.compile(
    r"[.;]\s+(?!Quý|Tháng|Năm|Từ|Trước|Giai đoạn|Đợt|Tuần|Ngày)[A-ZĐ][^:.;,()]{1,30}:\s"
)
_BEFORE = re.compile(r"\btruoc(?: ngay| thang)?\s*:\s*$")
"""“Hoàn thành trước: 30/6” is due before that day, so that the word belongs to the time."""
_OF_ALL = re.compile(
    r"\b(?:muc|nhom|phan|khoan|tieu muc) (?:nay|tren)\b|\bchung\b"
    r"|\b(?:cac|nhung|toan bo|tat ca|nhom)\b[^:]{0,20}?"
    r"\b(?:nhiem vu|noi dung|cong viec|phan viec|viec|hoat dong|mo hinh|giai phap)\b"
)
_DASHED = re.compile(r"((?:\w+ ){0,3}\w+)\s+-\s+(?=\S)")
_LONGEST_BARE = 45
_FEWEST_WORDS = 3
_MOST_WORDS = 4
"""Of a label like “Nội dung thực hiện”: “Giải pháp số cho các xã” is a name."""


@dataclass(frozen=True)
class Field:
    """One field of a paragraph: its kind and its words; empty where the label stands alone.

    `of_all`: its label says that it holds for several tasks (“Chủ trì các nhiệm vụ tại mục này”).
    """

    kind: FieldKind
    value: str
    of_all: bool = False


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

    A label needs a colon, unless it is all of a short paragraph, parted by a dash (“Chủ trì – Sở
    Nội vụ”), or a deadline that says “hoàn thành trước ngày …”.
    """
    folded = fold(text)
    dashed = _DASHED.match(folded)
    label = _BARE_LABEL.match(dashed[1]) if dashed else None
    if dashed and label and label["content"] is None:
        return Parts("", (Field(_kind(label), trimmed(text[dashed.end() :])),))
    bare = _BARE_LABEL.match(folded)
    told = bare is not None and bare["content"] is not None and len(text.split()) > _MOST_WORDS
    if bare and not told and len(text) <= _LONGEST_BARE and not re.search(r"\d|\.$", text):
        return Parts("", (Field(_kind(bare), ""),))
    starts = _starts(text, folded)
    if not starts:
        return Parts(text, ())
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    head = text[: starts[0][0]]
    fields = []
    for (start, value, kind), end in zip(starts, ends, strict=True):
        closed = _closed(text, start, end)
        other = _OTHER_LABEL.search(text, value, closed) if kind in _PLAIN else None
        words = trimmed(text[value : other.start() if other else closed])
        before = words and kind == "deadline" and _BEFORE.search(folded[start:value])
        of_all = _OF_ALL.search(folded[start:value]) is not None
        fields.append(Field(kind, f"trước {words}" if before else words, of_all))
        if closed < end and _is_sentence(text[closed + 1 : end]):
            head = f"{head.rstrip(' (')} {text[closed + 1 : end].strip()}"
    return Parts(trimmed(head), tuple(fields))


def _closed(text: str, start: int, end: int) -> int:
    """Where the bracket closes that opened before the field's label; `end` where there is none."""
    depth = text.count("(", 0, start + 1) - text.count(")", 0, start + 1)
    if depth <= 0:
        return end
    for at in range(start + 1, end):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at
    return end


def _is_sentence(rest: str) -> bool:
    """Whether the words after a bracket go on with the sentence that it stands in."""
    return len(rest.split()) >= _FEWEST_WORDS and rest.lstrip()[0].islower()


def _starts(text: str, folded: str) -> list[tuple[int, int, FieldKind]]:
    """Where each field's label starts, where its value starts, and its kind."""
    found = [
        (match.start(), match.end(), _kind(match))
        for match in _LABEL.finditer(folded)
        if match["content"] is None or not match["before"].startswith(",")
    ]
    found += [
        (match.start(), match.end(), _kind(match))
        for match in _UNPARTED_LABEL.finditer(folded)
        if text[match.start()].isupper()
        and text[: match.start()].rstrip()[-1:].isalnum()
        and not any(start <= match.start() < value for start, value, _ in found)
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
    for opening, closing in ("()", "[]"):
        if text.endswith(closing) and text.count(closing) > text.count(opening):
            return trimmed(text[:-1])
        if text.startswith(opening) and text.count(opening) > text.count(closing):
            return trimmed(text[1:])
        if text.endswith(opening):
            return trimmed(text[:-1])
    return text
