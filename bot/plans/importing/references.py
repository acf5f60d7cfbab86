"""Sections of a document that a sentence gives to someone: “mục 2.1 đến 2.4”, “điểm a khoản 2”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.plans.importing.sentences import without_citations

__all__ = ["references"]

_OWNS = re.compile(r"thuc hien|chu tri|trien khai|phu trach|hoan thanh")
_NUMBER = r"(?:[ivxl]+|\d{1,2}|[a-z])(?![a-z\d])(?:\.\d{1,2})*(?:\.[a-z](?![a-z]))?"
_REFERENCE = re.compile(
    r"\b(?P<word>muc|tieu muc|khoan|diem|nhiem vu(?: so)?|phan|dieu|stt|so thu tu|cac muc"
    r"|noi dung)\s+"
    rf"(?P<label>{_NUMBER})"
)
_MORE = re.compile(
    r"\s*(?P<joint>,|;|va|den|-)\s*(?:(?P<word>muc|diem|khoan)\s+)?"
    r"(?P<label>(?:[ivxl]+|\d{1,2})(?![a-z\d])(?:\.\d{1,2})*|[a-z](?![a-z\d]))"
)
_SIDE_BY_SIDE = re.compile(r"\s*,?\s*(?:(?:cua|thuoc|tai|o)\s+)?")
_ROMAN = re.compile(r"[ivxl]+")
_WIDTHS = {"khoan": 1, "tieu muc": 1, "muc": 2, "cac muc": 2, "dieu": 3, "phan": 4}
_WIDTH_OF_ROMAN = 3


@dataclass(frozen=True)
class _Cited:
    """Numbers under one word, how wide what it names is, and the number they stand within."""

    labels: tuple[str, ...]
    width: int
    start: int
    end: int
    within: str = ""


def references(text: str, sections: Sequence[str]) -> tuple[str, ...]:
    """The sections of this document that `text` gives to someone, in full numbers.

    “phần IV: mục 1.3, mục 2.4” is IV.1.3 and IV.2.4; “mục 2.1 đến mục 2.4” are four; “điểm a khoản
    2 Mục III” is III.2.a alone. What stands in another document, and numbers that `sections` does
    not have, are left out.
    """
    folded = without_citations(text)
    if not _OWNS.search(folded):
        return ()
    parts = re.findall(r"\b(?:phan|muc)\s+([ivxl]+)(?![a-z\d.])", folded)
    part = parts[0].upper() if len(set(parts)) == 1 else ""
    found = [
        section
        for each in _nested(list(_cited(text, folded)), folded)
        for label in each.labels
        if (section := _known(_joined(each.within, label), part, sections))
    ]
    whole = [section for section in found if section == part]
    narrower = [section for section in found if section != part]
    return tuple(dict.fromkeys(narrower or whole))


def _cited(text: str, folded: str) -> Iterator[_Cited]:
    for match in _REFERENCE.finditer(folded):
        width = _WIDTHS.get(match["word"], 0)
        labels, end = [_label(text, match)], match.end()
        while more := _MORE.match(folded, end):
            if more["word"] and _WIDTHS.get(more["word"], 0) != width:
                break  # “điểm a, khoản 2”
            if more["joint"] in ("den", "-") and "." in more["label"]:
                labels += _between(labels[-1], more["label"])
            labels.append(_label(text, more))
            end = more.end()
        if _ROMAN.fullmatch(match["label"]) and width > 1:
            width = max(width, _WIDTH_OF_ROMAN)
        yield _Cited(tuple(labels), width, match.start(), end)


def _label(text: str, match: re.Match[str]) -> str:
    """The number as written in small letters: “đ” is not “d”."""
    label = text[slice(*match.span("label"))].lower()
    return f"điều {label}" if match["word"] == "dieu" else label


def _nested(cited: Sequence[_Cited], folded: str) -> list[_Cited]:
    """What is meant: of “điểm a khoản 2 Mục III” the point only, within the other two."""
    done: list[_Cited] = []
    for each in cited:
        before = done[-1] if done else None
        if before is None or not _are_one(before, each, folded):
            done.append(each)
        elif each.width > before.width:
            within = _joined(each.labels[0], before.within)
            done[-1] = replace(before, within=within, end=each.end)
        else:
            done[-1] = replace(each, within=_joined(before.within, before.labels[0]))
    return done


def _are_one(one: _Cited, other: _Cited, folded: str) -> bool:
    """Whether what stands side by side is one place, told twice: more and less narrowly."""
    apart = not _SIDE_BY_SIDE.fullmatch(folded, one.end, max(one.end, other.start))
    if apart or one.width == other.width or other.start < one.end:
        return False
    narrow, wide = sorted((one, other), key=lambda each: each.width)
    if len(wide.labels) > 1:
        return False
    decimal = [
        label for label in narrow.labels if label.partition(".")[0].isdecimal() and "." in label
    ]
    return not wide.labels[0].isdecimal() or all(
        label.startswith(f"{wide.labels[0]}.") for label in decimal
    )


def _joined(within: str, label: str) -> str:
    """The number in full; “5.3” within “5” is “5.3”."""
    last = within.rpartition(".")[2]
    if not within or not label:
        return within or label
    return within + label[len(last) :] if label.startswith(f"{last}.") else f"{within}.{label}"


def _between(first: str, last: str) -> list[str]:
    """“2.1” to “2.4”: 2.2 and 2.3."""
    head, _, start = first.rpartition(".")
    other, _, end = last.rpartition(".")
    if head != other or not (start.isdecimal() and end.isdecimal()):
        return []
    return [f"{head}.{number}" for number in range(int(start) + 1, int(end))]


def _known(label: str, part: str, sections: Sequence[str]) -> str | None:
    shown = {section.lower(): section for section in sections}
    for candidate in (f"{part.lower()}.{label}" if part else label, label):
        if candidate in shown:
            return shown[candidate]
    ending = [section for section in sections if section.lower().endswith(f".{label}")]
    return ending[0] if len(ending) == 1 else None
