"""What documents and their sections are called, and which of them came later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.plans.places import issued_on
from bot.plans.register import Document, Register

__all__ = [
    "dated_name",
    "day_words",
    "document_name",
    "document_titles",
    "in_order",
    "is_surely_before",
    "section_name",
    "section_words",
    "short_name",
    "unnumbered",
    "when_issued",
]


_ROMAN = re.compile(r"^[ivx]+(?=\.|$)")


def day_words(day: date) -> str:
    """“4/6/2025”."""
    return f"{day.day}/{day.month}/{day.year}"


def document_name(document: Document) -> str:
    """“Quyết định 550/QĐ-BKHCN”; with the issuer where the document bears no number."""
    kind = " ".join(document.type.split()[:2])
    if document.number:
        return f"{kind} {document.number}"
    return f"{kind} của {document.issuer} (bản đang có không ghi số)"


def short_name(document: Document) -> str:
    """The name of a document that was named in full before."""
    kind = " ".join(document.type.split()[:2])
    if document.number:
        return f"{kind} {document.number}"
    return f"{kind} {document.province or document.issuer}"


def dated_name(document: Document, *more: str) -> str:
    """The name, and in brackets the day of issue and what more is to be said of it."""
    if document.number:
        facts = [when_issued(document)]
    else:
        bound = document.not_before
        facts = ["bản đang có không ghi số, ngày"]
        facts += [f"không sớm hơn {day_words(bound)}"] if bound else []
    kind = " ".join(document.type.split()[:2])
    name = f"{kind} {document.number}" if document.number else f"{kind} của {document.issuer}"
    return f"{name} ({'; '.join((*facts, *more))})"


def when_issued(document: Document) -> str:
    """“ngày 4/6/2025”, or what is known instead."""
    if document.issued:
        return f"ngày {day_words(document.issued)}"
    if document.not_before:
        return f"bản đang có không ghi ngày, không sớm hơn {day_words(document.not_before)}"
    return "bản đang có không ghi ngày"


def section_name(section: str) -> str:
    """“mục 2.3”; what tells parts of a section apart is not shown, “KET” is the closing part."""
    if section == "KET":
        return "phần kết"
    return f"mục {section.partition('-')[0]}"


def section_words(sections: Iterable[str]) -> str:
    """“mục IV.2.3, 4.4.a” of numbers as they are asked for (“iv.2.3”, “4.4.a”)."""
    return f"mục {', '.join(_ROMAN.sub(lambda found: found[0].upper(), each) for each in sections)}"


def unnumbered(register: Register, ids: Iterable[str]) -> Iterator[str]:
    """Of the documents `ids` those that are only called by their place: whose they are."""
    for document in map(register.document, dict.fromkeys(ids)):
        if document.number is None:
            name = short_name(document)
            yield f"{name} là của {document.issuer}, bản đang có không ghi số."


def document_titles(register: Register) -> str:
    """All documents by their names, for somebody who asked for another."""
    return "; ".join(short_name(document) for document in register.documents)


def is_surely_before(document: Document, other: Document) -> bool:
    """Whether `document` was issued before `other`; False where a missing day leaves it open."""
    earliest = other.issued or other.not_before
    return bool(document.issued and earliest and document.issued < earliest)


def in_order(documents: Iterable[Document]) -> str:
    """When each of several documents was issued, and which came after which as far as is known."""
    ordered = sorted(documents, key=issued_on)
    line = f"Thời gian ban hành: {'; '.join(map(dated_name, ordered))}."
    before = {each.id: [one for one in ordered if is_surely_before(one, each)] for each in ordered}
    most = max(before.values(), key=len)
    if not most:
        return f"{line} Không rõ văn bản nào ra trước, vì không phải bản nào cũng ghi ngày."
    last = [short_name(each) for each in ordered if len(before[each.id]) == len(most)]
    return f"{line} {_joined(last)} ra sau {_joined([short_name(each) for each in most])}."


def _joined(names: Sequence[str]) -> str:
    """“A, B và C”."""
    return " và ".join(filter(None, (", ".join(names[:-1]), names[-1])))
