"""What single sentences say: a deadline in passing, a report, a difficulty, a reference."""

from __future__ import annotations

import re

from bot.plans.importing.fields import trimmed
from bot.plans.importing.folding import fold

__all__ = [
    "deadline_phrase",
    "further_deadline",
    "is_escalation",
    "is_report",
    "opening_deadline",
    "sentences",
    "without_citations",
    "without_deadline",
]

_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ“])")
_WHEN = (
    r"(?:ngay\s+\d{1,2}(?:\s+thang\s+\d{1,2}(?:\s+nam\s+20\d\d)?|"
    r"\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?20\d\d)?"
    r"|(?:\s+(?:cua\s+)?(?:thang (?:cuoi|dau)[^.;,()]{0,25}|hang thang|moi thang)))?"
    r"|\d{1,2}/\d{1,2}(?:/20\d\d)?"
    r"|thang\s+\d{1,2}(?:\s*(?:/|-|nam)\s*20\d\d)?(?:\s*(?:-|den|,)\s*thang\s+\d{1,2}(?:\s*(?:/|"
    r"nam)\s*20\d\d)?)?"
    r"|(?:quy\s+|q\.?\s?)(?:iv|iii|ii|i|[1-4])\b(?:\s*(?:,|-|va)\s*(?:quy\s+)?(?:iv|iii|ii|i)\b)*"
    r"(?:\s*(?:/|-|nam)\s*20\d\d)?"
    r"|(?:\d{1,2}|ba|sau|chin) thang (?:dau|cuoi) nam(?:\s+20\d\d)?"
    r"|(?:giai doan|nam hoc)\s+20\d\d\s*-\s*20\d\d"
    r"|(?:(?:dau|giua|cuoi)\s+)?nam\s+20\d\d)"
)
_UNTIL = rf"(?:\s*,?\s*(?:den|-)(?:\s+(?:het|cuoi))*\s+{_WHEN})?"
_DATED = re.compile(
    r"(?:(?:hoan thanh|xong|bat dau|chuong trinh)?\s*(?:truoc|cham nhat|muon nhat|den het|het|"
    r"trong|"
    r"vao|dinh ky|tu|den)(?:\s+(?:la|vao|het))*\s+)"
    rf"(?:(?:dau|giua|cuoi)\s+)?{_WHEN}{_UNTIL}(?:\s+(?:hang nam|moi nam|tro di))?"
    rf"|(?:hoan thanh|ket thuc|xong)\s+{_WHEN}{_UNTIL}"
)
_PERIODIC = re.compile(
    r"(?:(?:dinh ky\s+)?(?:(?:hang|moi)\s+(?:quy|thang|nam|tuan)"
    r"|(?<!ngay )\b(?:6|sau) thang(?! dau| cuoi| \d))|dinh ky\s+(?:quy|thang|nam))"
    r"(?:\s*,\s*(?:hang )?(?:nam|quy|6 thang)\b)*"
    r"(?:\s+(?:va|hoac)\s+(?:dot xuat|hang nam|nam)(?:\s*\([^)]*\))?(?:\s+theo yeu cau)?)?"
)
_DAY_NEAR = re.compile(
    r"[^.;]{0,80}?(?:truoc|cham nhat|vao)\s+(?:la\s+|vao\s+)*ngay\s+\d{1,2}"
    r"(?:(?!\bva (?:bao cao|hang|dinh ky|ca nam)\b)[^.;,()*])*"
)
_ANNUAL_MONTHS = re.compile(
    r"(?:(?:truoc|trong|vao|cham nhat|het)\s+)?(?:thang\s+\d{1,2}|quy\s+(?:iv|iii|ii|i|"
    r"[1-4]))\s+(?:hang|moi) nam"
)
_DAY_OF_ROUND = re.compile(
    r"(?:truoc|cham nhat|muon nhat|vao|den)\s+(?:la\s+|vao\s+|het\s+)*ngay\s+\d{1,2}\s+"
    r"(?:cua\s+)?(?:(?:hang|moi) thang|thang (?:cuoi|dau)[^.;,()]{0,25})"
)
_ANNUAL_DAYS = re.compile(
    r"(?:(?:truoc|cham nhat|vao|den|het)\s+)?(?:ngay\s+)?\d{1,2}\s?(?:/|"
    r"thang)\s?\d{1,2}\b(?!/)[^.;:]{0,80}?"
    r"(?:hang|moi) nam"
)
_ONGOING = re.compile(r"(?<!phi )(?<!chi )(?<!nguon )\bthuong xuyen\b(?! (?:ngan sach|cua))")
_ROUND = (
    r"(?:(?:bao cao|dinh ky|so ket|tong ket)\s+)*(?:(?:hang|moi|ca)\s+)?"
    r"(?:(?:6|sau) thang|quy|nam)(?: (?:dau|cuoi) nam)?"
)
_DAY_OF_YEAR = (
    r"\(?\s*(?:truoc|cham nhat|muon nhat|vao|den)(?:\s+(?:la|vao|het))*\s+(?:ngay\s+)?"
    r"\d{1,2}(?:\s?/\s?|\s+thang\s+)\d{1,2}\b(?!/)\)?"
)
_ROUNDS = re.compile(
    rf"\b{_ROUND}[\s,:]*{_DAY_OF_YEAR}(?:(?:\s*[,;])?(?:\s+va)?\s+{_ROUND}[\s,:]*{_DAY_OF_YEAR})+"
    rf"|\bdinh ky\s+{_DAY_OF_YEAR}"
    r"(?:\s*(?:,|\bva)\s+(?:truoc\s+)?(?:ngay\s+)?\d{1,2}(?:\s?/\s?|\s+thang\s+)\d{1,2}\b(?!/))+"
)
_ANOTHER = re.compile(rf"[\s,;]*(?:va\s+)?({_ROUND}[\s,:]*{_DAY_OF_YEAR})")
_PACE = re.compile(r"theo tien do (?:de ra|duoc giao|ke hoach)")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_CITED = re.compile(
    r"(?:quyet dinh|ke hoach|nghi quyet|nghi dinh|chi thi|cong van|thong tu|chuong trinh|de an|"
    r"luat|to trinh)"
    r"(?:\s+hanh dong)?\s+(?:so\s+)?[\w/-]*\d[^\s,;]*,?(?:\s+ngay\s+\d{1,2}(?:/\d{1,2}/20\d\d|"
    r"\s+thang\s+\d{1,2}\s+nam"
    r"\s+20\d\d)|\s+nam\s+20\d\d)?"
)
_REPORT = re.compile(
    r"(?:gui|tong hop,?|dinh ky[^.;]{0,30}|thuc hien|che do) (?:ket qua )?bao cao|bao cao (?:ket "
    r"qua|tinh hinh|dinh ky|tien do|so ket|tong ket|ve )"
    r"|bao cao[^.;]{0,60}(?:dinh ky|hang quy|hang thang|hang nam|truoc ngay)"
    r"|dinh ky[^.;]{0,60}bao cao"
)
_TROUBLE = re.compile(
    r"vuong mac|van de phat sinh|phat sinh (?:kho khan|van de)|kho khan,? (?:phat sinh|ton tai)"
    r"|\b(?:neu|khi|truong hop) (?:co|gap|phat sinh|can|thay)[^.;]{0,60}"
    r"(?:kho khan|bat cap|van de|phat sinh|sua doi|dieu chinh|bo sung|thay doi)"
)
_PASSED_ON = re.compile(
    r"bao cao|phan anh|kien nghi|tong hop|gui|thong tin|thong bao|trao doi|de xuat|lien he"
    r"|bao (?:ngay|ve|cho|voi|len)"
)
_OPENING = re.compile(
    r"(?:(?:truoc|trong|ngay|thang|quy|nam|hang|moi|dinh|ky|tu|den|het|cham|nhat|muon|vao|cuoi|dau"
    r"|giua|la|giai|doan|va|thoi|gian|tuan|thuong|xuyen|cua|hoc|tro|di|bat|khoang|lan|mot|hai|ba|chin|dot|phien|hop|le|dip|he"
    r"|moc|han|sau|nay|thu|hoac|i{1,3}|iv|\d{1,2}|\d{1,2}[/.-]\d{1,2}(?:[/.-]20\d\d)?"
    r"|(?:\d{1,2}|i{1,3}|iv)[/-]20\d\d|20\d\d(?:-20\d\d)?|-|/)(?:[\s,:]+|$))+"
)
_TELLS_WHEN = re.compile(r"\d|\b(?:i{1,3}|iv)\b|(?:hang|moi|dinh ky) |thuong xuyen")
_PURPOSE = re.compile(r"\s(?:để|nhằm|gửi về|phục vụ)\s")
_ADDRESSEE = re.compile(r"(?<=quý)\s+(?:về|cho|gửi)\s[^\d]*$")
_SHORTEST_TASK = 3
"""Words that a task has at least."""


def sentences(text: str) -> list[str]:
    """The sentences of `text`."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def deadline_phrase(text: str) -> str | None:
    """The words of a deadline in running text, or None.

    Names in quotation marks and documents cited with their days are passed over.
    """
    folded = without_citations(text)
    for pattern in (_ROUNDS, _ANNUAL_DAYS, _ANNUAL_MONTHS, _PERIODIC, _DATED, _ONGOING, _PACE):
        for found in pattern.finditer(folded):
            start, end = found.span()
            if pattern is _PERIODIC:
                if folded[:start].endswith(("ke hoach ", "ngan sach ", "phi ")):
                    continue
                near = _DAY_NEAR.match(folded, end)
                exact = None if near else _DAY_OF_ROUND.search(folded)
                end = near.end() if near else end
                start, end = exact.span() if exact else (start, end)
            if "(" in text[start:end] and ")" not in text[start:end]:
                end += text[end : end + 1] == ")"
            words = _PURPOSE.split(text[start:end])[0]
            return trimmed(_ADDRESSEE.sub("", words).strip(" *"))
    return None


def opening_deadline(text: str) -> tuple[str, str] | None:
    """The time that a sentence opens with, and the sentence after it; None where it has none.

    “Trong quý I/2026, Sở Y tế chủ trì …” gives “Trong quý I/2026” and “Sở Y tế chủ trì …”.
    """
    found = _OPENING.match(fold(text))
    if found is None:
        return None
    comma = max(text.rfind(",", 0, found.end()), text.rfind(":", 0, found.end()))
    words, rest = text[:comma].strip(), text[comma + 1 :].strip()
    if comma < 0 or len(rest.split()) < _SHORTEST_TASK or not _TELLS_WHEN.search(fold(words)):
        return None
    return words, rest


def without_deadline(text: str, phrase: str) -> str:
    """`text` without the deadline that it ends with: “…; hoàn thành trước ngày 30/9/2025”.

    As it is where the words stand within it or nothing to do would be left.
    """
    end = re.search(
        r"[\s,;.(]*(?:\b(?:hoàn thành|thực hiện|triển khai|tiến hành|bảo đảm|đảm bảo|thời gian|"
        rf"định k[ỳì]|xong|duy trì)\s+)*{re.escape(phrase)}[\s.;)]*$",
        text,
        re.IGNORECASE,
    )
    rest = trimmed(text[: end.start()]) if end else ""
    return rest if len(rest.split()) >= _SHORTEST_TASK else text


def further_deadline(text: str, phrase: str) -> str | None:
    """The second rule right after `phrase`: “… hằng quý, báo cáo năm trước ngày 20/12”."""
    after = text.find(phrase) + len(phrase)
    found = _ANOTHER.match(without_citations(text), after)
    return trimmed(text[slice(*found.span(1))]) if found else None


def without_citations(text: str) -> str:
    """`text` folded, quoted names and cited documents blanked out, each letter in its place."""
    folded = fold(text)
    for pattern in (_QUOTED, _CITED):
        folded = pattern.sub(lambda found: "_" * len(found[0]), folded)
    return folded


def is_report(sentence: str) -> bool:
    """Whether the sentence asks for a report."""
    return bool(_REPORT.search(fold(sentence)))


def is_escalation(sentence: str) -> bool:
    """Whether the sentence says to whom difficulties are passed on."""
    folded = fold(sentence)
    return bool(_TROUBLE.search(folded) and _PASSED_ON.search(folded))
