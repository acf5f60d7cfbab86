"""Units in the cells of a task table: lists of them, and lead and coordinating ones in one cell."""

from __future__ import annotations

import re

from bot.plans.importing.clauses import told_behind
from bot.plans.importing.fields import trimmed
from bot.plans.importing.folding import fold
from bot.plans.importing.table_cells import one_line
from bot.vietnamese.diacritics import nfc

__all__ = ["is_unit", "split_units", "unit_in", "unit_list"]

_LABEL = re.compile(
    r"(?P<who>(?:(?:co quan|don vi|cq|dv|to chuc)\s+)?"
    r"(?:chu tri|phoi hop|dau moi|thuc hien|tham gia)(?:\s+thuc hien)?"
    r"|\b(?:cq|dv)?[ .]?(?:ct|ph))\s*:\s*"
)
_WITH = re.compile(
    r"(?P<lead>.+?)[\s,;(]*(?:(?:la\s+)?(?:don vi\s+)?chu tri\)?)?[\s,;.]*(?:va\s+)?"
    r"phoi hop\s+(?:voi|cung)\s*:?\s*(?P<rest>.+)",
    re.DOTALL,
)
_LED = re.compile(
    r"(?P<lead>.+?)\s*(?:\(\s*(?:dong |cung )?chu tri\s*\)|\b(?:dong |cung )?chu tri\b)"
    r"\s*[,;.\n]*\s*(?P<rest>.*)",
    re.DOTALL,
)
_BEFORE_LEAD = re.compile(r"chu tri\s+")
_TAIL = re.compile(r"[\s,;]*\(?\s*(?:cung\s+)?phoi hop\s*\)?\s*\.?$")

# What the name of a unit begins with; “ban hành” and “báo cáo” begin with none.
_UNIT = re.compile(
    r"(?:cac )?(?:so(?! hoa| luong| lieu| ket)|ban(?! hanh)|bo(?! sung| tri)|cuc|vu|uy ban|ubnd"
    r"|ubmttq|mat tran|cong an|van phong|trung tam|(?:tinh |thanh )?doan(?! vien)|lien doan"
    r"|lien minh|hoi(?! nghi| thao| thi)|bao(?! cao| dam| ve)|dai|truong(?! hop)"
    r"|phong(?! chong| trao)|to cong nghe|thanh tra|kho bac|ngan hang|bhxh|bao hiem|buu dien"
    r"|vien(?! chuc)|chi cuc|bien phong|doanh nghiep|dai hoc|(?:dang|thanh|tinh|huyen) uy)\b"
)
_BULLET = re.compile(r"[-–—•+*]\s+")
# A line that ends like this goes on in the next one.
_UNFINISHED = re.compile(
    r"(?:[,:]|\s-|\b(?:va|cua|thuoc|voi|uy ban|van phong|trung tam|ban|phong|truong|hoi|so|cac"
    r"|chi huy|bo doi))$"
)


def unit_list(text: str) -> str:
    """Units on lines of their own as one line with “;” between them; broken names are joined."""
    lines = [line for line in map(one_line, nfc(text).split("\n")) if line]
    # A dash is a bullet where the first line has one; else it is part of a broken name.
    bulleted = bool(lines) and _BULLET.match(lines[0]) is not None
    joined = ""
    for at, line in enumerate(lines):
        bullet = _BULLET.match(line) if bulleted else None
        part = line[bullet.end() :] if bullet else line
        new = bullet or _begins_a_unit(part, last=at == len(lines) - 1)
        if joined and new and not _UNFINISHED.search(fold(joined)):
            joined += "; " + part
        else:
            joined += (" " if joined else "") + part
    return joined.strip(" ;")


def _begins_a_unit(line: str, last: bool) -> bool:
    """Whether a name begins here; “Sở” in the last line ends one (“Đoàn Thanh niên Sở”)."""
    named = _UNIT.match(fold(line)) is not None
    return named and line[0].isupper() and not (last and len(line.split()) == 1)


def split_units(text: str, both: bool) -> tuple[str, str, bool]:
    """Lead, coordinating units (empty if none), and whether the cell tells them apart itself.

    `both`: the column is for both, so that the first line leads and the others join in.
    """
    composed = nfc(text).strip()
    labelled = _labelled(composed)
    if labelled is not None:
        return *labelled, True
    flat = fold(composed)
    begin = _BEFORE_LEAD.match(flat)
    if begin:
        composed, flat = composed[begin.end() :], flat[begin.end() :]
    for pattern in (_WITH, _LED):
        match = pattern.fullmatch(flat)
        if match:
            rest = composed[slice(*match.span("rest"))]
            rest = rest[: len(rest) - len(_tail(rest))]
            return unit_list(composed[slice(*match.span("lead"))]), unit_list(rest), True
    told = told_behind(unit_list(composed), fewest=1)
    if told.coordinating:
        return told.task, told.coordinating, True
    if both and "\n" in composed:
        lead, *others = unit_list(composed).split("; ")
    elif both:
        # “Chủ trì/Phối hợp” above, “Sở Nội vụ/Các sở” below.
        lead, *others = composed.split("/", 1)
    else:
        lead, others = composed, []
    return unit_list(lead), "; ".join(map(unit_list, others)), False


def _tail(text: str) -> str:
    match = _TAIL.search(fold(text))
    return text[match.start() :] if match else ""


def _labelled(text: str) -> tuple[str, str] | None:
    labels = list(_LABEL.finditer(fold(text)))
    if not labels:
        return None
    ends = [label.start() for label in labels[1:]] + [len(text)]
    lead = [text[: labels[0].start()]]
    others: list[str] = []
    for label, end in zip(labels, ends, strict=True):
        joins_in = "phoi hop" in label["who"] or "tham gia" in label["who"]
        joins_in = joins_in or label["who"].endswith("ph")
        (others if joins_in else lead).append(text[label.end() : end])
    return _parts(lead), _parts(others)


def _parts(texts: list[str]) -> str:
    units = (trimmed(unit_list(re.sub(r"[\s\-–•(\[]+$", "", text)).strip(" -–")) for text in texts)
    return "; ".join(unit for unit in units if unit)


def unit_in(text: str) -> str:
    """The unit that a group's heading gives its rows to, empty if none."""
    composed = one_line(text)
    named = re.search(r"chu tri\s*:\s*(?P<unit>[^;)]+)", fold(composed)) or re.search(
        r"\((?P<unit>[^()]+?)\s+chu tri\b", fold(composed)
    )
    return composed[slice(*named.span("unit"))].strip(" .,") if named else ""


def is_unit(text: str) -> bool:
    """Whether this short text is the name of a unit."""
    return len(text.split()) <= 14 and _UNIT.match(fold(one_line(text))) is not None
