"""What the columns of a table hold, by their headings in whatever spelling and order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from bot.plans.importing.folding import fold
from bot.plans.importing.table_cells import number_in
from bot.vietnamese.diacritics import nfc

__all__ = ["Column", "Heading", "Role", "column_of", "find_heading", "plain"]

Role: TypeAlias = Literal[
    "number",
    "name",
    "lead",
    "coordinating",
    "units",
    "start",
    "deadline",
    "mark",
    "result",
    "note",
    "target",
    "other",
]

_ABBREVIATIONS = {
    "dv": "don vi",
    "cq": "co quan",
    "tg": "thoi gian",
    "nv": "nhiem vu",
    "nd": "noi dung",
    "cv": "cong viec",
    "kq": "ket qua",
    "sp": "san pham",
    "ph": "phoi hop",
    "ct": "chu tri",
    "th": "thuc hien",
    "ht": "hoan thanh",
    "dvt": "don vi tinh",
    "cqct": "co quan chu tri",
    "cqph": "co quan phoi hop",
    "cqth": "co quan thuc hien",
    "dvct": "don vi chu tri",
    "dvph": "don vi phoi hop",
    "dvth": "don vi thuc hien",
    "tght": "thoi gian hoan thanh",
    "tgth": "thoi gian thuc hien",
    "gc": "ghi chu",
}

_NUMBER = re.compile(
    r"(?:so )?(?:s?tt|thu tu|so)(?: nhiem vu| nv)?|muc|no|(?:ma|ky hieu|so hieu)(?: so)?"
    r"(?: nhiem vu| cong viec| viec)?"
)
_UNIT = r"(?:cac )?(?:(?:co quan|don vi|dia phuong|to chuc|bo phan|phong ban)\b ?)+(?<! )"

# What a heading says, and how surely it says it. The earliest of these in the heading decides
# (“Tiến độ thực hiện nhiệm vụ” is about time); of two in one place, the longer one.
_SAYINGS: tuple[tuple[Role, float, str], ...] = (
    ("target", 1.0, r"don vi tinh"),
    ("target", 0.9, r"chi tieu|muc tieu|ty le|hien trang|ket qua nam \d+"),
    ("coordinating", 1.0, rf"(?:{_UNIT},? )?(?:cung )?phoi hop"),
    ("coordinating", 1.0, r"cung (?:thuc hien|tham gia|trien khai)"),
    (
        "coordinating",
        0.9,
        rf"(?:{_UNIT}|noi|nguoi) (?:cung )?(?:giup(?: viec| suc)?|phoi hop|ho tro)|cung lam",
    ),
    ("coordinating", 0.8, r"^(?:ho tro|tham gia|lien quan)(?: thuc hien)?$"),
    (
        "coordinating",
        0.95,
        rf"{_UNIT} (?:co |cung )?(?:lien quan|tham gia|ho tro|dong hanh)|{_UNIT} cung "
        r"(?:lam|thuc hien|trien khai)",
    ),
    ("lead", 1.0, rf"(?:{_UNIT},? )?(?:ca nhan )?chu tri"),
    (
        "lead",
        0.9,
        rf"(?:{_UNIT},? )(?:ca nhan )?"
        r"(?:thuc hien|dau moi|chiu trach nhiem|phu trach|duoc giao|tham muu|trien khai|to chuc)",
    ),
    ("lead", 0.8, r"phan cong|trach nhiem|dau moi|giao (?:cho )?(?:don vi|co quan)"),
    ("lead", 0.8, rf"(?:{_UNIT} )?chinh$"),
    ("lead", 0.9, rf"(?:{_UNIT}|noi) (?:nhan|lam|chu tri|thuc hien|chiu)(?: viec| chinh)?"),
    ("lead", 0.7, r"^ai (?:lam|chu tri|thuc hien)"),
    ("name", 0.7, r"^(?:lam|viec) gi"),
    ("deadline", 0.7, r"bao gio|tan suat|dinh ky"),
    ("result", 0.6, r"dat (?:duoc )?gi"),
    ("lead", 0.5, r"(?:nguoi|lanh dao|can bo)(?: \w+)? (?:phu trach|thuc hien)|phu trach"),
    ("lead", 0.6, _UNIT),
    ("start", 0.9, r"(?:(?:thoi gian|ngay|thoi diem) )?(?:bat dau|bd)"),
    ("deadline", 1.0, r"(?:thoi gian|thoi han|han|ngay|thoi diem|tien do) (?:phai )?hoan thanh"),
    ("deadline", 1.0, r"thoi han|han chot"),
    ("start", 0.8, r"^tu(?: ngay| thang)?$"),
    ("deadline", 0.8, r"^den(?: het)?(?: ngay| thang)?$"),
    ("deadline", 0.9, r"^(?:phai |lam )?xong(?: truoc| trong)?$"),
    ("deadline", 0.95, r"thoi gian|moc thoi gian|han (?:trinh|nop|xong|cuoi)|ket thuc"),
    ("deadline", 0.9, r"^(?:han|moc)$|ky han|moc (?:hoan thanh|tien do)|khi nao"),
    ("deadline", 0.9, r"tien do|lo trinh|thoi diem"),
    ("deadline", 0.6, r"hoan thanh"),
    ("result", 1.0, r"(?:hinh thuc )?(?:ket qua|san pham)|dau ra"),
    ("result", 0.8, r"minh chung"),
    ("result", 0.7, r"yeu cau|muc do can dat|(?:can|phai) (?:dat|co)"),
    ("name", 1.0, r"(?:ten |noi dung )?(?:nhiem vu|cong viec|dau viec)|noi dung"),
    ("name", 0.9, r"hoat dong|giai phap|ten viec|viec (?:can )?(?:lam|thuc hien)"),
    ("name", 0.8, r"hang muc|phan viec|cong tac"),
    ("name", 0.8, r"ten (?:de an|ke hoach|van ban|chuong trinh|du an)"),
    ("note", 1.0, r"ghi chu"),
    (
        "other",
        1.0,
        r"kinh phi|nguon|du toan|can cu|co so phap ly|dia diem|dien thoai|ho (?:va )?ten",
    ),
    ("other", 1.0, r"chuc vu|doi tuong|so luong|cap (?:trinh|ban hanh|phe duyet)"),
)
_SAID = tuple((role, sure, re.compile(rf"\b(?:{words})\b")) for role, sure, words in _SAYINGS)

# Spelling mistakes and misread letters: compared as a whole with the usual headings.
_USUAL: tuple[tuple[Role, str], ...] = (
    ("name", "noi dung cong viec"),
    ("name", "noi dung nhiem vu"),
    ("name", "ten nhiem vu"),
    ("name", "nhiem vu"),
    ("lead", "don vi chu tri"),
    ("lead", "co quan chu tri"),
    ("lead", "don vi thuc hien"),
    ("coordinating", "don vi phoi hop"),
    ("coordinating", "co quan phoi hop"),
    ("deadline", "thoi gian thuc hien"),
    ("deadline", "thoi gian hoan thanh"),
    ("deadline", "thoi han hoan thanh"),
    ("deadline", "tien do"),
    ("result", "ket qua san pham"),
    ("result", "san pham"),
    ("result", "ket qua"),
    ("note", "ghi chu"),
)
_ALIKE = 0.8

_SPAN_OF_YEAR = re.compile(r"(?:quy (?:iv|i{1,3}|[1-4])|(?:thang|t) ?\d{1,2})(?: (?:nam )?20\d\d)?")
_BEFORE = re.compile(r"\btruoc(?: ngay)?$")
_YEAR = re.compile(r"\b20\d\d\b")
# A heading is short; a row of sentences is none, whatever words are in it.
_LONGEST = 90
_MOST_WORDS = 8
# “Kết quả, thời gian hoàn thành”: the first of both counts, but who knows.
_TWO_THINGS = 0.6
_FIELDS: tuple[Role, ...] = ("lead", "deadline", "result")
_DEEPEST = 3
_GUESSED = 0.55
_ONCE: tuple[Role, ...] = ("number", "lead", "coordinating", "units", "start", "deadline")


@dataclass(frozen=True)
class Column:
    """What a column holds; `label` is the time its marks stand for (“Quý II năm 2025”).

    Of a column of deadlines it is the word that belongs to each: “trước”, if any.
    """

    role: Role
    sure: float
    label: str = ""


@dataclass(frozen=True)
class Heading:
    """The columns of a table; its heading is the rows `first` up to, not including, `after`."""

    columns: tuple[Column, ...]
    first: int
    after: int
    words: tuple[str, ...]

    @property
    def roles(self) -> frozenset[Role]:
        """What the table tells."""
        return frozenset(column.role for column in self.columns)

    @property
    def of_tasks(self) -> bool:
        """Whether its rows are tasks: something to do, by whom or by when; no figures to reach."""
        figures = Column("target", 1.0) in self.columns
        return not figures and "name" in self.roles and bool(self.roles & _BY_WHOM_OR_WHEN)


_BY_WHOM_OR_WHEN: frozenset[Role] = frozenset({"lead", "units", "deadline", "mark"})


def plain(text: str) -> str:
    """`text` in small letters without diacritics and punctuation, abbreviations written out."""
    words = re.sub(r"[^a-z0-9]+", " ", fold(nfc(text))).split()
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


def column_of(heading: str) -> Column:
    """What a column under this heading holds; role "other" with 0 where nobody can tell."""
    words = plain(heading)
    if _NUMBER.fullmatch(words):
        return Column("number", 1.0)
    if len(heading) > _LONGEST:
        return Column("other", 0.0)
    found = [
        (match.start(), -match.end(), -sure, role)
        for role, sure, pattern in _SAID
        for match in pattern.finditer(words)
    ]
    if not found:
        return _likest(words)
    _, minus_end, minus_sure, role = min(found)
    roles = {each for *_, each in found}
    if role == "target" and "name" in roles:
        return Column("name", 0.8)
    # “Cơ quan chủ trì/phối hợp”; the weak “đơn vị” of “đơn vị phối hợp” says nothing.
    if {"lead", "coordinating"} <= roles and re.search(r"chu tri|thuc hien.* phoi hop", words):
        return Column("units", 0.9)
    doubtful = role in _FIELDS and any(
        each in _FIELDS and each != role and at >= -minus_end and -sure > _TWO_THINGS
        for at, _, sure, each in found
    )
    return Column(role, min(-minus_sure, _TWO_THINGS) if doubtful else -minus_sure)


def _likest(words: str) -> Column:
    ratio, role = max((SequenceMatcher(None, words, usual).ratio(), role) for role, usual in _USUAL)
    return Column(role, round(ratio * 0.9, 2)) if ratio >= _ALIKE else Column("other", 0.0)


def find_heading(rows: Sequence[Sequence[str]]) -> Heading | None:
    """The heading among the first rows, of one row or, with merged cells, up to three.

    Rows before it are titles. None where no row tells what at least two columns hold.
    """
    for first in range(min(_DEEPEST + 2, len(rows))):
        if not _may_be_heading(rows[first]):
            continue
        after = first + 1
        while after < min(first + _DEEPEST, len(rows)) and _goes_on(rows[after - 1], rows[after]):
            after += 1
        columns = _columns(rows[first:after])
        telling = {each.role for each in columns if each.role != "other" and each.sure >= 0.5}
        if len(telling) >= 2:
            words = tuple(plain(cell) for row in rows[first:after] for cell in row)
            return Heading(columns, first, after, words)
    return None


def _may_be_heading(row: Sequence[str]) -> bool:
    """Whether the row tells of several columns; a numbered one is of a task, whatever it says."""
    return len({cell for cell in row if cell.strip()}) >= 2 and not number_in(row[0])


def _goes_on(above: Sequence[str], row: Sequence[str]) -> bool:
    """Whether `row` is a further row of the heading.

    Then some cells of the row above are divided in it, or reach down into it. What stands below a
    divided cell beside one that reaches down is a heading in whatever words.
    """
    divided = same = unknown = 0
    for left, upper, cell in zip(("", *above), above, row, strict=False):
        if not cell.strip():
            continue
        if plain(cell) == plain(upper):
            same += 1
            continue
        told = column_of(cell)
        heads = told.sure >= 0.5 and told.role != "other"
        if len(cell.split()) > _MOST_WORDS:
            return False
        if not heads and not _SPAN_OF_YEAR.fullmatch(plain(cell)):
            if above.count(upper) < 2:
                return False
            unknown += 1
        divided += not upper.strip() or upper == left or above.count(upper) > 1
    return (divided > 0 or same >= 2) and (not unknown or same > 0)


def _columns(rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    width = max(len(row) for row in rows)
    columns = []
    for at in range(width):
        cells = list(dict.fromkeys(row[at].strip() for row in rows if at < len(row)))
        columns.append(_column([cell for cell in cells if cell]))
    for at in range(1, width):
        if _helps_beside(columns[at - 1], columns[at], rows, at):
            columns[at] = Column("coordinating", _GUESSED)
    if sum(column.role == "mark" for column in columns) == 1:
        columns = [replace(c, role="other") if c.role == "mark" else c for c in columns]
    return tuple(_each_once(columns))


def _helps_beside(left: Column, own: Column, rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether two columns divide one heading about units: the second is of those that help."""
    if left.role != "lead" or own.role != "lead" or len(rows) < 2 or own.sure > left.sure:
        return False
    upper, lower = rows[0], rows[-1]
    shared = len(upper) > at and upper[at - 1].strip() == upper[at].strip() != ""
    return shared and len(lower) > at and lower[at - 1] != lower[at] and bool(lower[at].strip())


def _column(cells: Sequence[str]) -> Column:
    """The column under these heading cells, the topmost first."""
    if not cells:
        return Column("other", 0.0)
    if _SPAN_OF_YEAR.fullmatch(plain(cells[-1])):
        year = _YEAR.search(" ".join(cells[:-1]))
        lacks = year is not None and not _YEAR.search(cells[-1])
        return Column(
            "mark", 0.8, f"{cells[-1]} năm {year.group()}" if lacks and year else cells[-1]
        )
    own = column_of(cells[-1])
    if own.role == "deadline" and _BEFORE.search(plain(cells[-1])):
        return replace(own, label="trước")
    if own.role != "other" and own.sure >= 0.7:
        return own
    return column_of(" ".join(cells))


def _each_once(columns: Sequence[Column]) -> list[Column]:
    """Of two columns that say the same, the surer one says it, else the first."""
    kept = list(columns)
    for role in _ONCE:
        places = [at for at, column in enumerate(kept) if column.role == role]
        best = max(places, key=lambda at: (kept[at].sure, -at), default=None)
        for at in places:
            if at != best:
                kept[at] = Column("other", 0.0)
    return kept
