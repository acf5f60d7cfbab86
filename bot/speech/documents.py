"""The numbers of official documents: “550/QĐ-BKHCN”, “01-KH/BCĐTW”, “202/2025/QH15”."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.speech.counting import Counting, digits
from bot.speech.readings import Readings
from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["say_documents"]

_NUMBER = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,5})(?:/(?P<year>(?:19|20)\d\d))?[/-]"
    r"(?P<marks>[A-Za-zĐđ][A-Za-zĐđ&]+\d*(?:[/-][A-Za-zĐđ][A-Za-zĐđ&]*\d*)*)(?!\w)"
)
_ASSEMBLY = re.compile(r"QH(?P<term>\d+)")
_WORDS_BEFORE = 30
"""Characters before a number in which its kind may have been said already."""
_NAMED_AFTER = 60
"""Characters behind it in which the issuer may be named."""


def say_documents(text: str, readings: Readings, counting: Counting) -> str:
    """`text` with the numbers of documents as number, year, kind and issuer.

    The kind is left out where it stands right before (“Quyết định số 550/QĐ-…”), the issuer where
    the text names it right after (“… của Bộ …”). Of several issuers the first is said: the others
    are its departments. In small letters (“550/qd-bkhcn”) only what
    begins with a kind is one.
    """
    kinds = _folded(readings.kinds)
    issuers = _folded(readings.issuers)

    def said(found: re.Match[str]) -> str:
        marks = [_fold(mark) for mark in re.split("[/-]", found["marks"])]
        kind = kinds.get(marks[0])
        if kind is None and found["marks"] != found["marks"].upper() and marks[0] not in issuers:
            return found[0]
        number = found["number"]
        words = [digits(number) if number[0] == "0" else counting.words(int(number))]
        if found["year"]:
            words.append(f"năm {counting.words(int(found['year']))}")
        before = text[max(0, found.start() - _WORDS_BEFORE) : found.start()].lower()
        if kind and not re.search(rf"{kind}(?: số)?:? $", before):
            words[-1] += ","
            words.append(kind)
        issuer = next((mark for mark in marks if mark not in kinds), None)
        if issuer is not None:
            said_by = f"của {_issuer(issuer, issuers, readings, counting)}"
            after = text[found.end() : found.end() + _NAMED_AFTER].lower()
            if not after.startswith(" của ") and said_by not in after:
                words.append(said_by)
        return " ".join(words)

    return _NUMBER.sub(said, text)


def _issuer(mark: str, issuers: Mapping[str, str], readings: Readings, counting: Counting) -> str:
    assembly = _ASSEMBLY.fullmatch(mark)
    if assembly:
        return f"{readings.issuers['QH']} khóa {counting.words(int(assembly['term']))}"
    letters = mark.rstrip("0123456789")
    said = issuers.get(letters) or readings.spelt(letters)
    return f"{said} {digits(mark[len(letters) :])}".strip()


def _folded(readings: Mapping[str, str]) -> dict[str, str]:
    return {_fold(mark): said for mark, said in readings.items()}


@lru_cache(maxsize=1 << 8)
def _fold(mark: str) -> str:
    return strip_diacritics(mark).upper()
