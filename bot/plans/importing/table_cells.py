"""What single cells of a task table say: numbers, marks for “as above”, times."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from bot.plans.importing.folding import fold
from bot.vietnamese.diacritics import nfc

__all__ = [
    "NumberKind",
    "as_above",
    "deadline_in",
    "is_mark",
    "is_time",
    "number_in",
    "number_kind",
    "one_line",
    "without_number",
]

NumberKind: TypeAlias = Literal["capital", "roman", "digits", "small", "bullet", "none"]

_ROMAN = re.compile(r"[IVX]+")
_DIGITS = re.compile(r"(?:[IVX]+\.|[A-ZĐ]{1,4}[.-]?)?\d+(?:\.\d+)*[a-zđ]?")
_COUNTED = re.compile(r"(?:nhiệm vụ|công việc|việc)(?: số)?\s*(?=\d)", re.IGNORECASE)
_LEADING = re.compile(
    r"(?P<number>(?:[IVX]+\.)?\d+(?:\.\d+)+[.)]?|\d{1,3}[.)]|[a-zđ][.)]|[IVX]+\.|[A-ZĐ]\.|[-–—+•*])\s+"
)
_ABOVE = re.compile(r"-?\s*(?:nt|nhu tren|nhu vay)\s*-?\.?|//+|[\"″〃]+|'{2,}|-\s*//\s*-")
_MARK = re.compile(r"[xX✓✔√]|\[x\]")

_DEADLINE = re.compile(
    r"(?:thoi gian|thoi han|tien do|han)(?:\s+(?:thuc hien|hoan thanh))?\s*:\s*(?P<when>[^;)]+)"
    r"|\bhoan thanh\s+(?:trong\s+)?(?P<done>(?:truoc|quy|thang|nam|ngay|xong)\b[^;)]+)"
)
_TIME = re.compile(
    r"(?:truoc |trong |den |het |hoan thanh )*"
    r"(?:ngay |thang |quy |nam |thuong xuyen|hang |\d{1,2}/).*"
)


def one_line(text: str) -> str:
    """`text` composed, on one line."""
    return " ".join(nfc(text).split())


def number_in(text: str) -> str:
    """The number in a cell of the number column, without what surrounds it; a bullet is “-”."""
    number = one_line(text)
    if re.fullmatch(r"[-–—+•*]", number):
        return "-"
    number = _COUNTED.sub("", number).strip(" .():-/")
    fits = re.fullmatch(r"[a-zđ]|[A-ZĐ]|[IVX]+", number) or _DIGITS.fullmatch(number)
    return number if fits else ""


def without_number(text: str) -> tuple[str, str]:
    """The number or bullet a name begins with (empty if none) and the name without it."""
    match = _LEADING.match(text)
    if match is None:
        return "", text
    return number_in(match["number"]), text[match.end() :]


def number_kind(number: str) -> NumberKind:
    """What kind of number this is; one letter of I, V, X is Roman."""
    if not number:
        return "none"
    if number == "-":
        return "bullet"
    if _ROMAN.fullmatch(number):
        return "roman"
    if number.isalpha():
        return "capital" if number.isupper() else "small"
    return "digits"


def as_above(text: str) -> bool:
    """Whether the cell says that the one above holds (“nt”, “như trên”, “//”)."""
    return _ABOVE.fullmatch(fold(one_line(text))) is not None


def is_mark(text: str) -> bool:
    """Whether the cell is ticked."""
    return _MARK.fullmatch(text.strip()) is not None


def is_time(text: str) -> bool:
    """Whether this short text says when."""
    return len(text.split()) <= 8 and _TIME.fullmatch(fold(one_line(text))) is not None


def deadline_in(text: str) -> str:
    """When a group's heading says its rows are due, empty if it does not."""
    composed = one_line(text)
    match = _DEADLINE.search(fold(composed))
    if match is None:
        return ""
    return composed[slice(*match.span("when" if match["when"] else "done"))].strip(" .,")
