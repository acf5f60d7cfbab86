"""The numbers of sections as people write them: “mục 2.3 phần IV”, “IV.2.3”, “điểm a mục 4.4”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.plans.reading import Said
from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["ROMAN", "sections_in"]

ROMAN = re.compile("[ivx]+")
"""The number of a part of a document."""

_SECTION = re.compile(
    r"\b(?:muc|diem|phan|khoan|y|tieu muc|nhiem vu(?: so)?) "
    r"((?:[ivx]+|\d{1,2})(?:[.\-](?:\d{1,2}|[a-e]))*)(?![\w%/])"
)
_LETTER_FIRST = re.compile(r"\b(?:diem|y) ([a-e])[ ,)]+((?:muc|khoan|phan) [\divx.]*\d)")
_SHORT = re.compile(r"\bm(?=\d+\.\d)")
_LONE_SECTION = re.compile(
    r"(?<![\w./])((?:[ivx]+[.\-])?\d{1,2}[.\-]\d{1,2}(?:[.\-](?:\d{1,2}|[a-e]))?|[ivx]+\.\d{1,2})(?![\w%/.])"
)
_JOINED = re.compile(
    r"(?:\bva|\bhay|\bhoac|\bvoi|,) ((?:[ivx]+\.)?\d{1,2}\.\d{1,2}(?:\.[a-e])?)(?![\w%/.])"
)


def sections_in(said: Said) -> tuple[str, ...]:
    """The numbers of sections that are said, in lower case: “iv.2.3”."""
    return tuple(_sections(_without_levels(said)))


def _without_levels(said: Said) -> str:
    """What is said without marks, but “mức 2”, which is no section."""
    return strip_diacritics(said.marked.replace("mức", "-"))


def _sections(bare: str) -> Iterator[str]:
    """Numbers of sections: “mục 2.3”, “IV.2.3”, “mục 2.3 phần IV” as “iv.2.3”."""
    led = _SECTION.findall(_LETTER_FIRST.sub(r"\2.\1", _SHORT.sub("muc ", bare)))
    romans = [each for each in led if ROMAN.fullmatch(each)]
    figures = [each for each in led if not ROMAN.fullmatch(each)]
    if len(romans) == 1 and any(not ROMAN.match(each) for each in figures):
        led = [each if ROMAN.match(each) else f"{romans[0]}.{each}" for each in figures]
    lone = [each for each in _LONE_SECTION.findall(bare) if each not in led]
    if led and led == romans and len(romans) == 1 and all(not ROMAN.match(each) for each in lone):
        led = [f"{romans[0]}.{each}" for each in lone] or led  # “3.3 mục IV”
    if led:
        led += [each for each in _JOINED.findall(bare) if each not in led]
    yield from dict.fromkeys(led or _LONE_SECTION.findall(bare))
