"""What stands before a paragraph: “IV.”, “Điều 3.”, “2.1.”, “a)”, “-”, “+”."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Mark", "read_mark"]

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_WORDED = re.compile(
    r"(?P<word>phần|mục|chương|điều|nhóm nhiệm vụ|nhóm)\s+"
    r"(?:thứ\s+)?(?P<number>[IVXL]+|\d{1,3}|nhất|hai|ba|tư|bốn|năm|sáu|bảy|[A-H])\s*[.:)–-]?\s*",
    re.IGNORECASE,
)
_ORDINALS = {
    "nhất": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
}
_ROMAN_ORDINALS = ("I", "II", "III", "IV", "V", "VI", "VII")
_ROMAN_MARK = re.compile(  # “II/2026” is the end of “quý II/2026”
    r"(?P<number>[IVXL]{1,6})\s*(?:[.):]|[/–-](?!\s?\d))\s*(?=\S)|(?P<bare>[IVX]{1,5})\s+(?=[A-ZĐ])"
)
_DECIMAL = re.compile(
    r"\(?(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.):/]\s*|\s?[-–]\s*(?=[A-ZĐÀ-Ỹ])|"
    r"\s+)(?![%\d])(?=\S)"
)
_ROMAN_DECIMAL = re.compile(r"(?P<number>[IVXL]{1,5}(?:\.\d{1,2}){1,3})[.):/]?\s+(?=\S)")
_ARABIC = re.compile(
    r"(?P<number>\d{1,2})(?:\s?(?:[.)/:]|\.\))\s*(?![\d%])(?=\S)|\s?[-–]\s*(?=[A-ZĐÀ-Ỹ]))"
)
_BRACKETED = re.compile(r"\((?P<number>\d{1,2})\)\s*(?=\S)")
_LETTER = re.compile(rf"\(?(?P<number>[{_LETTERS}])(?:[)/]|\.(?=\s))\s*(?=\S)")
_SMALL_ROMAN = re.compile(
    r"(?:\((?P<number>x?(?:ix|iv|v?i{1,3}|v)|x)\)|(?P<bare>x?(?:ix|iv|vi{1,3}|i{2,3}))[).])\s*(?=\S)"
)
_CAPITAL = re.compile(r"(?P<number>[A-HĐ])\.\s+(?=\S)")
_BULLET = re.compile(
    r"(?P<number>[-–—•*●▪◦·+►✓✔➢➤❖■□])\s*(?=[^\s\d-])|(?P<spaced>[-–—•*+])\s+(?=\S)"
)
_ENUMERATED = re.compile(
    r"(?:thứ (?P<number>nhất|hai|ba|tư|năm|sáu|bảy)|(?P<said>một|hai|ba|bốn|năm|sáu|bảy) là)"
    r"\s*[,:.–-]\s*(?=\S)",
    re.IGNORECASE,
)
_TASK_WORD = re.compile(
    r"(?P<word>nhiệm vụ|nội dung|công việc|đầu việc|việc|hoạt động)\s+(?:số\s+)?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\s*[.:)–-]\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mark:
    """A paragraph's mark: `label` as it is cited, its place among its like, and its `end`.

    `kind` is part, chapter, article, capital, roman, arabic, decimal2 … decimal4, bracket, letter,
    small (ii), bullet or plus. `sign` is how an Arabic number is written: what closes it, or the
    word before it; lists within lists are told apart by it (“1)” under “Nội dung 1.”).
    """

    kind: str
    label: str
    number: int
    end: int
    sign: str = ""


def read_mark(text: str) -> Mark | None:
    """The mark at the start of `text`, or None."""
    for reader in (_worded, _roman_decimal, _roman, _decimal, _simple, _bullet):
        mark = reader(text)
        if mark is not None:
            return mark
    return None


def _worded(text: str) -> Mark | None:
    task = _TASK_WORD.match(text)
    if task:
        depth = task["number"].count(".") + 1
        last = int(task["number"].rpartition(".")[2])
        kind = "arabic" if depth == 1 else f"decimal{depth}"
        return Mark(kind, task["number"], last, task.end(), task["word"].lower())
    listed = _ENUMERATED.match(text)
    if listed:
        value = _ORDINALS[(listed["number"] or listed["said"]).lower()]
        return Mark("bracket", str(value), value, listed.end())
    found = _WORDED.match(text)
    if found is None or (found.end() < len(text) and text[found.end() - 1].isalnum()):
        return None
    word, number = found["word"].lower(), found["number"]
    if word == "mục" and text[: found.end()].rstrip()[-1] not in ".:)–-" and not text.isupper():
        return None
    value = _ORDINALS.get(number.lower()) or _value(number)
    kinds = {"phần": "part", "chương": "chapter", "điều": "article"}
    if word == "mục" and number.isdecimal():
        return Mark("arabic", number, value, found.end())
    if word == "mục" and set(number) <= set(_ROMAN):
        return Mark("roman", number, value, found.end())
    label = f"Điều {number}" if word == "điều" else _shown(number, word)
    return Mark(kinds.get(word, "capital"), label, value, found.end())


def _shown(number: str, word: str) -> str:
    """As it is cited: the second part (“phần thứ hai”) is part II."""
    ordinal = _ORDINALS.get(number.lower())
    if ordinal is None:
        return number
    return _ROMAN_ORDINALS[ordinal - 1] if word in ("phần", "chương") else str(ordinal)


def _roman(text: str) -> Mark | None:
    found = _ROMAN_MARK.match(text)
    if found is None:
        return None
    number = found["number"] or found["bare"]
    value = _value(number)
    return Mark("roman", number, value, found.end()) if value else None


def _roman_decimal(text: str) -> Mark | None:
    found = _ROMAN_DECIMAL.match(text)
    if found is None:
        return None
    parts = found["number"].split(".")
    kind = "arabic" if len(parts) == 2 else f"decimal{len(parts) - 1}"
    return Mark(kind, ".".join(parts[1:]), int(parts[-1]), found.end())


def _decimal(text: str) -> Mark | None:
    found = _DECIMAL.match(text)
    if found is None or re.match(r"\d{1,2}\.\d{3}\b", text):
        return None
    parts = found["number"].split(".")
    return Mark(f"decimal{len(parts)}", found["number"], int(parts[-1]), found.end())


def _simple(text: str) -> Mark | None:
    found = _ARABIC.match(text)
    if found:
        sign = text[found.end("number") : found.end()].strip()[:1]
        return Mark("arabic", found["number"], int(found["number"]), found.end(), sign)
    found = _BRACKETED.match(text)
    if found:
        return Mark("bracket", found["number"], int(found["number"]), found.end())
    found = _SMALL_ROMAN.match(text)
    if found:
        number = found["number"] or found["bare"]
        return Mark("small", number, _value(number.upper()), found.end())
    found = _LETTER.match(text)
    if found:
        return Mark("letter", found["number"], _LETTERS.index(found["number"]) + 1, found.end())
    found = _CAPITAL.match(text)
    if found:
        return Mark("capital", found["number"], "ABCDĐEGH".find(found["number"]) + 1, found.end())
    return None


def _bullet(text: str) -> Mark | None:
    found = _BULLET.match(text)
    if found is None:
        return None
    sign = found["number"] or found["spaced"]
    inner = read_mark(text[found.end() :])
    if inner is not None and inner.kind not in ("bullet", "plus"):
        return Mark(inner.kind, inner.label, inner.number, found.end() + inner.end)
    return Mark("plus" if sign == "+" else "bullet", "", 0, found.end())


def _value(roman: str) -> int:
    """The number that `roman` writes in Roman, Arabic or as a letter; 0 where it is none."""
    if roman.isdecimal():
        return int(roman)
    if not set(roman) <= set(_ROMAN):
        return "ABCDEFGH".find(roman.upper()) + 1
    total = 0
    for letter, after in zip(roman, [*roman[1:], ""], strict=True):
        value = _ROMAN[letter]
        total += -value if _ROMAN.get(after, 0) > value else value
    return total
