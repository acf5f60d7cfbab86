"""What stands behind a task in clauses of its own: who helps, and when it is due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.plans.importing.deadline_reading import read_deadline
from bot.plans.importing.fields import trimmed
from bot.plans.importing.folding import fold
from bot.plans.importing.unit_reading import cut_at_verb, is_unit, names_units

__all__ = ["Told", "is_when", "told_behind"]

_PARTING = re.compile(
    r"\s*(?:=>|->|[→⇒➔➜])\s*|[;,.(](?=\s|(?<=\())\s*|\s[-–—]\s"
    r"|\s(?=(?:có|với) sự (?:phối hợp|tham gia|hỗ trợ|đồng hành|giúp đỡ)\b)"
)
_HELPED_BY = re.compile(
    r"(?:(?:va )?(?:co|voi|cung|duoi) su (?:phoi hop|tham gia|ho tro|dong hanh|giup do|giup suc)"
    r"(?: chat che)?(?: cua| tu| cung)?|(?:phoi hop|dong hanh) (?:voi|cung|co)|cung(?: voi)?"
    r"|(?:don vi |co quan )?phoi hop)\s*:?\s+"
)
_HELPING = re.compile(
    r"\s+(?:la (?:don vi|co quan) )?(?:cung )?(?:phoi hop|tham gia|ho tro|dong hanh|giup suc)"
    r"(?: thuc hien| cung thuc hien| trien khai)?$"
)
_JOINED = re.compile(r"^(?:có|và|cùng)\s+")
_LEADING = re.compile(
    r"\s+(?:la (?:don vi|co quan) )?(?:chu tri|(?:lam )?dau moi|phu trach"
    r"|dam (?:nhiem|nhan|trach)|chiu trach nhiem(?: chinh)?)(?: thuc hien)?$"
)
_ARROWS = ("=>", "->", "→", "⇒", "➔", "➜")
_DOING = re.compile(
    r"(?:(?:va|phai|can|duoc|se|yeu cau)\s+)*"
    r"(?:(?:hoan thanh|thuc hien|lam|xong|trien khai|tien hanh|duy tri|ket thuc|keo dai|dien ra"
    r"|bat dau|thoi (?:gian|han)|han(?: chot| cuoi| hoan thanh)?|dinh ky)\s*:?\s+)*"
)
_JUST_DONE = re.compile(r"(?:(?:thuc hien|lam|trien khai|tien hanh|duy tri|dien ra)\s+)+")
_TIME = re.compile(
    r"(?:\(?(?:truoc|trong|tu|den|het|khi|sau|ngay|ngay sau|moi|hang|quanh|suot|lien tuc"
    r"|thuong xuyen|theo|vao|cuoi|dau|giua|quy|q[1-4]|q\.|thang|t\d|nam|dinh ky|cham nhat"
    r"|muon nhat|khong qua|dot|dip|mua|tuan|sang|chieu|toi)\b|\d{1,2} ?lan\b|\d{1,2}\s?[/.-]\s?\d)"
)
_OF_TIME = re.compile(
    r"\b(?:dot|dip|mua|nam hoc|hoc ky|ky|gio|ngay|tuan|thang|quy|nam|le|tet|khi|yeu cau)\b"
)
_NOT_TIME = re.compile(
    r"\b(?:thuong xuyen|lien tuc) (?!trong|hang|moi|ca|tu|den|suot|theo|hoac|khi)"
    r"|%|\b(?:ngay (?:hoi|tet cua)|nam (?:nu|gioi)|quy (?:dinh|che|trinh|hoach))\b"
)
_MOST_WORDS = 14
_MOST_CLAUSES = 6
_FEWEST_WORDS = 3
_ANY_YEAR = 2025


@dataclass(frozen=True)
class Told:
    """What is to be done, and what the clauses behind it say; None where they do not."""

    task: str
    coordinating: str | None = None
    deadline: str | None = None
    lead: str | None = None


def told_behind(text: str, fewest: int = _FEWEST_WORDS) -> Told:
    """`text` without the clauses at its end that say who helps and when, and what they say.

    “… bằng bài thực hành; UBND các xã phối hợp; hạn chót 15/11/2026” has both; so has “…, có sự
    phối hợp của Hội Người mù tỉnh, xong trong quý 4”. At least `fewest` words are left.
    """
    told = Told(trimmed(text))
    while True:
        shorter = _without_last(told, fewest)
        if shorter is None:
            return told
        told = shorter


def _without_last(told: Told, fewest: int) -> Told | None:
    text = told.task
    places = list(_PARTING.finditer(text))[-_MOST_CLAUSES:]
    if told.deadline is None:
        for at in reversed(range(len(places))):
            if is_when(trimmed(text[places[at].end() :])):
                first = _first_of_list(text, places, at)
                rest = trimmed(text[: first.start()])
                if len(rest.split()) >= fewest:
                    clause = trimmed(text[first.end() :])
                    return replace(told, task=rest, deadline=_when(clause))
    for parting in places:  # the first, so that a list of units is taken whole
        rest, clause = trimmed(text[: parting.start()]), trimmed(text[parting.end() :])
        helping = _helpers(clause) if told.coordinating is None else None
        if helping and len(rest.split()) >= fewest:
            return replace(told, task=rest, coordinating=helping)
        apart = told.lead is None and not is_unit(rest)
        leading = _leader(clause, parting[0], told) if apart else None
        if leading and len(rest.split()) >= fewest:
            return replace(told, task=rest, lead=leading)
    return None


def _first_of_list(text: str, places: Sequence[re.Match[str]], at: int) -> re.Match[str]:
    """Where times start of which the last is behind `at`: “mùa khô, mùa lũ”, “quý I - quý II”."""
    while at and places[at][0].strip() in (",", "-", "–", "—"):
        if not is_when(trimmed(text[places[at - 1].end() : places[at].start()])):
            break
        at -= 1
    return places[at]


def is_when(clause: str) -> bool:
    """Whether the clause says nothing but when: “làm hàng ngày”, “theo lộ trình của Bộ Nội vụ”."""
    folded = fold(clause)
    doing = _DOING.match(folded)
    begin = doing.end() if doing else 0
    when = folded[begin:]
    if len(when.split()) > _MOST_WORDS or not _TIME.match(when) or _NOT_TIME.search(when):
        return False
    if read_deadline(clause[begin:], _ANY_YEAR).kind != "not_stated":
        return True
    return begin > 0 and bool(_OF_TIME.search(when))


def _when(clause: str) -> str:
    """The clause without a verb that says nothing of when: “thực hiện thường xuyên”."""
    verb = _JUST_DONE.match(fold(clause))
    return clause[verb.end() :] if verb else clause


def _helpers(clause: str) -> str | None:
    """The units in a clause that says nothing but who helps."""
    folded = fold(clause)
    before, behind = _HELPED_BY.match(folded), _HELPING.search(folded)
    if before:
        who = clause[before.end() :]
    elif behind:
        who = clause[: behind.start()]
    else:
        return None
    return _units_only(_JOINED.sub("", who))


def _leader(clause: str, parting: str, told: Told) -> str | None:
    """The unit in a clause that says nothing but who leads: “- Tỉnh đoàn chủ trì”.

    A unit alone leads behind an arrow, and where nothing but the time comes after it.
    """
    behind = _LEADING.search(fold(clause))
    if behind:
        return _units_only(clause[: behind.start()])
    alone = parting.strip() in _ARROWS or (told.deadline is not None and parting[:1] in "( ")
    return _units_only(clause) if alone and is_unit(clause) else None


def _units_only(words: str) -> str | None:
    who = trimmed(words.strip(" :"))
    return who if who and names_units(who) and cut_at_verb(who) == who else None
