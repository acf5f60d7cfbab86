"""Paragraphs put together again: broken lines joined, page furniture and markup dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.plans.importing.blocks import Block, Paragraph, TableBlock
from bot.plans.importing.fields import parts_of, starts_with_field
from bot.plans.importing.folding import fold
from bot.plans.importing.marks import read_mark

__all__ = ["Passage", "passages"]

_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—\s]*$", re.IGNORECASE
)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_STRESS = re.compile(r"(\*\*|__)(?=\S)(.*?)(?<=\S)\1")
_LEAN = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+)(?<=\S)\*(?![\w*])")
_OPENERS = re.compile(
    r"(?:so(?=\s*:)|noi nhan|kinh gui|can cu|tren day la|trong qua trinh|trich yeu|v/v)(?!\w)"
)
_ENDS = (".", ";", ":", "!", "?", "./", "/.")
# A number must follow, so that what begins the next line is no mark: “… Quý” above “II/2026”.
_WANTS_NUMBER = re.compile(
    r"(?:\b(?:muc|phan|khoan|diem|dieu|chuong|phu luc|so|khu vuc|giai doan|truoc ngay)"
    r"|(?<!hang )(?<!moi )(?<!tung )(?<!theo )\b(?:quy|thang|ngay)"
    r"|(?<!hang )(?<!moi )(?<!trong )(?<!cuoi )(?<!dau )(?<!mot )(?<!tung )\bnam)$"
)
_RULE = re.compile(r"[-_=*.\s|]{3,}$")
_LONGEST_BROKEN_LINE = 130
_FEWEST_LINES = 12
_FURNITURE_PAGES = 3


@dataclass(frozen=True)
class Passage:
    """A whole paragraph and the lines it takes; `style` as in `Paragraph`."""

    text: str
    line: int
    last_line: int
    style: str = ""


def passages(blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """The paragraphs of `blocks` as they were before they were broken into lines and pages."""
    lines = [_plain(each) for block in _without_furniture(blocks) for each in _lines_of(block)]
    width = _width([line for line in lines if isinstance(line, Paragraph)])
    done: list[Passage] = []
    before: Paragraph | None = None
    for line in lines:
        if isinstance(line, TableBlock):
            before = None
            continue
        if not line.text:
            continue
        if before is not None and done and _continues(before, line, width):
            done[-1] = _joined(done[-1], line)
        else:
            done.append(Passage(line.text, line.line, line.line, line.style))
        before = line
    return tuple(done)


def _lines_of(block: Block) -> Iterator[Block]:
    """The paragraph, parted at its line breaks where a field or a mark follows them."""
    if isinstance(block, TableBlock) or "\n" not in block.text:
        yield block
        return
    parts: list[str] = []
    for line in filter(None, map(str.strip, block.text.split("\n"))):
        if parts and not (starts_with_field(line) or read_mark(line)):
            parts[-1] += f" {line}"
        else:
            parts.append(line)
    yield from (replace(block, text=part) for part in parts)


def _without_furniture(blocks: Sequence[Block]) -> Iterator[Block]:
    """All but page numbers and the lines that stand at the edge of several pages."""
    edges = Counter(_masked(block.text) for block in _edges(blocks))
    heads = {text for text, count in edges.items() if count >= _FURNITURE_PAGES}
    at_edge = {id(block) for block in _edges(blocks)}
    for block in blocks:
        if isinstance(block, Paragraph):
            alone = block.page or re.match(r"\s*(?:trang\s.*|\d+\s*)$", block.text, re.IGNORECASE)
            if _PAGE_NUMBER.match(block.text) and alone:
                continue
            if id(block) in at_edge and _masked(block.text) in heads:
                continue
        yield block


def _edges(blocks: Sequence[Block]) -> list[Paragraph]:
    """The first two and the last two lines of every page."""
    pages: dict[int, list[Paragraph]] = {}
    for block in blocks:
        if isinstance(block, Paragraph) and block.page and block.text.strip():
            pages.setdefault(block.page, []).append(block)
    found: dict[int, Paragraph] = {}
    for lines in pages.values():
        for line in (*lines[:2], *lines[-2:]):
            found[id(line)] = line
    return list(found.values())


def _masked(text: str) -> str:
    return re.sub(r"\d+", "0", fold(text)).strip()


def _plain(block: Block) -> Block:
    """The block without Markdown, its stress kept as style."""
    if isinstance(block, TableBlock):
        return block
    text, style = block.text.replace("\xad", "").strip(), block.style
    head = re.match(r"(#{1,9})\s*", text)
    if head:
        text, style = text[head.end() :], style or f"heading{len(head[1])}"
    if re.match(r">\s", text):
        text = text[1:].strip()
    if text.startswith("**") and (
        text.count("**") == 1 or re.fullmatch(r"\*\*[^*]+\*\*[.:]?", text)
    ):
        style = style or "bold"
    text = _STRESS.sub(r"\2", _LINK.sub(r"\1", text))
    text = _LEAN.sub(r"\1", text).replace("**", "")
    text = "" if _RULE.match(text) else re.sub(r"\s+", " ", text).strip()
    return replace(block, text=text, style=style)


def _width(lines: Sequence[Paragraph]) -> int | None:
    """How many characters a line takes where paragraphs are broken into lines, or None."""
    lengths = sorted(len(line.text) for line in lines if line.text and not line.style)
    if len(lengths) < _FEWEST_LINES:
        return None
    longest = lengths[int(len(lengths) * 0.97) - 1]
    return longest if longest <= _LONGEST_BROKEN_LINE else None


def _continues(before: Paragraph, line: Paragraph, width: int | None) -> bool:
    """Whether `line` goes on with the sentence that `before` broke off."""
    if line.style != before.style or line.style == "item":
        return False
    if width is not None and _lacks_number(before, line, width):
        return True
    if starts_with_field(line.text) and not _broken_in(before, line, width):
        return False
    if read_mark(line.text) or (line.text[0].isupper() and _OPENERS.match(fold(line.text))):
        return False
    if before.text.isupper() != line.text.isupper():
        return False
    if line.text[0].islower() and not before.text.endswith(_ENDS):
        return True
    if width is not None and _breaks_off(before):
        return True
    if width is None or before.text.endswith((":", "./.", ";")):
        return False
    if before.text.endswith(","):
        return True
    return _fills(before, line, width)


def _breaks_off(before: Paragraph) -> bool:
    """Whether what follows without a mark belongs to it: “1. …;”, or a label last in its line."""
    if before.text.endswith(";"):
        return read_mark(before.text) is not None
    parts = parts_of(before.text)
    return bool(parts.fields) and not parts.fields[-1].value and len(parts.fields) > 1


def _broken_in(before: Paragraph, line: Paragraph, width: int | None) -> bool:
    """Whether the line broke in the label of a field: “…; đơn vị” above “phối hợp: …”."""
    if width is None or before.text.endswith(_ENDS) or not line.text[0].islower():
        return False
    return _fills(before, line, width)


def _lacks_number(before: Paragraph, line: Paragraph, width: int) -> bool:
    """Whether the line broke before a number: “… tại khoản” above “2. Mục III”."""
    numbered = re.match(r"[IVXLivxl]+\b|\d|[a-zđ]\b", line.text) is not None
    return (
        numbered
        and _WANTS_NUMBER.search(fold(before.text)) is not None
        and _fills(before, line, width)
    )


def _fills(before: Paragraph, line: Paragraph, width: int) -> bool:
    """Whether the first word of `line` had no room after `before`."""
    first = line.text.split(maxsplit=1)[0]
    full = 0.97 if before.text.endswith(_ENDS) else 0.82  # letters differ in width
    return len(before.text) + 1 + len(first) > width * full


def _joined(passage: Passage, line: Paragraph) -> Passage:
    text = passage.text
    if re.search(r"\w-$", text) and not text.endswith("--"):
        glued = text if text[-2].isupper() or line.text[0].isupper() else text[:-1]
        return replace(passage, text=glued + line.text, last_line=line.line)
    return replace(passage, text=f"{text} {line.text}", last_line=line.line)
