"""Where something stands: documents by name and province, sections by number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bot.plans.question import Query
from bot.plans.register import Document, Register

__all__ = ["documents_meant", "is_exactly", "is_in", "issued_on"]

_PART = re.compile(r"^[ivx]+\.")


def documents_meant(register: Register, query: Query) -> tuple[Document, ...]:
    """The documents that the query names, also by their provinces; all if it names none.

    Those that it leaves out are not meant.
    """
    known = tuple(each for each in register.documents if each.id not in query.other_than)
    if not query.documents and not query.provinces:
        return known
    return tuple(
        document
        for document in known
        if document.id in query.documents
        or (not query.documents and document.province in query.provinces)
    )


def issued_on(document: Document) -> date:
    """The day a document was issued, or the first on which it can have been."""
    return document.issued or document.not_before or date.min


def is_exactly(section: str, wanted: Iterable[str]) -> bool:
    """Whether `section` (“IV.2.3”) is one of those wanted (“iv.2.3”, “2.3”), not “3”."""
    own = section.lower()
    return any(each in (own, _without_part(own)) for each in wanted)


def is_in(section: str, wanted: Iterable[str]) -> bool:
    """Whether `section` is one of those wanted or part of one."""
    own = section.lower()
    return any(
        f"{whole}.".replace("-", ".").startswith(f"{each}.".replace("-", "."))
        for each in wanted
        for whole in (own, _without_part(own))
    )


def _without_part(section: str) -> str:
    """“iv.2.3” as “2.3”: people leave out the part where the figures tell enough."""
    return _PART.sub("", section)
