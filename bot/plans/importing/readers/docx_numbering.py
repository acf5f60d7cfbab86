"""The numbers that Word gives to paragraphs of lists; the text of the file does not hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle

__all__ = ["Numbering"]

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class _Level:
    kind: str
    text: str
    start: int


class Numbering:
    """Counts the lists of one document, paragraph by paragraph."""

    def __init__(self, document: WordDocument) -> None:
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarting: set[str] = set()
        self._begun: set[str] = set()
        for part in document.part.rels.values():
            if part.reltype == RELATIONSHIP_TYPE.NUMBERING:
                self._read(document.part.numbering_part.element)

    def next_for(self, paragraph: BaseOxmlElement, style: ParagraphStyle | None) -> str:
        """The number of this paragraph, the next one of its list; empty if it is in none.

        A bullet is “-”, whatever it looks like.
        """
        place = _place(paragraph, style)
        if place is None or place[0] not in self._lists:
            return ""
        id, depth = place
        abstract, levels = self._lists[id]
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if id not in self._begun:
            # A second list of one definition goes on, unless it says where it starts.
            self._begun.add(id)
            if id in self._restarting:
                counts.clear()
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        if levels[depth].kind == "bullet":
            return "-"
        text = levels[depth].text
        return _PLACE.sub(lambda place: _counted(int(place[1]) - 1, counts, levels), text)

    def _read(self, numbering: BaseOxmlElement) -> None:
        abstracts = {
            each.get(qn("w:abstractNumId")): _levels(each)
            for each in numbering.findall(qn("w:abstractNum"))
        }
        for each in numbering.findall(qn("w:num")):
            id = each.get(qn("w:numId"))
            abstract = _value(each, "w:abstractNumId", "")
            levels = dict(abstracts.get(abstract, {}))
            for override in each.findall(qn("w:lvlOverride")):
                levels.update(_levels(override))
                self._restarting.add(id)
            self._lists[id] = (abstract, levels)


def _levels(parent: BaseOxmlElement) -> dict[int, _Level]:
    return {
        int(level.get(qn("w:ilvl"))): _Level(
            _value(level, "w:numFmt", "decimal"),
            _value(level, "w:lvlText", ""),
            int(_value(level, "w:start", "1")),
        )
        for level in parent.findall(qn("w:lvl"))
    }


def _value(parent: BaseOxmlElement, child: str, otherwise: str) -> str:
    found = parent.find(qn(child))
    return otherwise if found is None else str(found.get(qn("w:val"), otherwise))


def _place(paragraph: BaseOxmlElement, style: ParagraphStyle | None) -> tuple[str, int] | None:
    """List and level of the paragraph, its own or by its style; None where it is in no list."""
    elements = [paragraph]
    while style is not None:
        elements.append(style.element)
        base = style.base_style
        style = base if isinstance(base, ParagraphStyle) else None
    for element in elements:
        found = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is not None:
            id = _value(found, "w:numId", "0")
            # List 0 takes a paragraph out of the list of its style.
            return None if id == "0" else (id, int(_value(found, "w:ilvl", "0")))
    return None


def _counted(depth: int, counts: dict[int, int], levels: dict[int, _Level]) -> str:
    level = levels.get(depth)
    if level is None:
        return ""
    count = counts.get(depth, level.start)
    if level.kind in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman.upper() if level.kind == "upperRoman" else roman
    if level.kind in ("lowerLetter", "upperLetter"):
        letter = _LETTERS[(count - 1) % len(_LETTERS)]
        return letter.upper() if level.kind == "upperLetter" else letter
    return str(count)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written += letters
            number -= value
    return written
