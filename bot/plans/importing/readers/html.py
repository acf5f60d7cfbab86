"""Web pages: paragraphs, list items, headings, and tables with merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, PageElement, Tag

from bot.plans.importing.blocks import Block, Paragraph, TableBlock, Unreadable
from bot.plans.importing.readers.layout_tables import cells_in_order, only_places
from bot.vietnamese.diacritics import nfc

__all__ = ["html_blocks", "read_html"]

_SKIPPED = frozenset({"script", "style", "head", "template", "noscript", "nav", "select", "svg"})
_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|center|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]"
    r"|header|hr|html|li|main|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
_HEADING = re.compile(r"h([1-6])")
_BOLD = frozenset({"b", "strong"})
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_HIDDEN = re.compile(r"display\s*:\s*none")
_BREAK = "\x00"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
# Spans larger than any table of a plan are mistakes of the page.
_WIDEST, _LONGEST = 60, 2000


def read_html(path: Path) -> tuple[Block, ...]:
    """The page as blocks. A line is a paragraph or a row of a table, counted from 1.

    The charset is the declared one, UTF-8 where that fits, else the old Windows one for Vietnamese.
    Raises `Unreadable` where there is no text.
    """
    blocks = html_blocks(_decoded(path.read_bytes()))
    if not blocks:
        raise Unreadable(f"{path.name}: trang HTML không có chữ nào.")
    return blocks


def html_blocks(source: str | BeautifulSoup, line: int = 1) -> tuple[Block, ...]:
    """The blocks of HTML; the first one stands at `line`."""
    soup = BeautifulSoup(source, "lxml") if isinstance(source, str) else source
    return tuple(_Walk(line).blocks(soup))


def _decoded(raw: bytes) -> str | BeautifulSoup:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", raw[:4096])
        utf_16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
        named = None if declared or utf_16 else "windows-1258"
        return BeautifulSoup(raw, "lxml", from_encoding=named)


class _Walk:
    """Goes through the page and counts lines."""

    def __init__(self, line: int) -> None:
        self._line = line - 1

    def blocks(self, parent: Tag) -> Iterator[Block]:
        """The blocks below `parent`; text beside them makes paragraphs of its own."""
        loose: list[PageElement] = []
        for child in parent.children:
            if isinstance(child, Tag) and _skipped(child):
                continue
            if not isinstance(child, Tag) or not _holds_blocks(child):
                loose.append(child)
                continue
            yield from self._paragraphs(loose, "")
            loose = []
            yield from self._of(child)
        yield from self._paragraphs(loose, "")

    def _of(self, tag: Tag) -> Iterator[Block]:
        if tag.name == "table":
            yield from self._table(tag)
        elif any(isinstance(each, Tag) and _holds_blocks(each) for each in tag.children):
            yield from _marked(_item_mark(tag), self.blocks(tag))
        else:
            heading = _HEADING.fullmatch(tag.name)
            style = f"heading{heading[1]}" if heading else "bold" if _all_bold(tag) else ""
            yield from _marked(_item_mark(tag), self._paragraphs(list(tag.children), style))

    def _paragraphs(self, nodes: list[PageElement], style: str) -> Iterator[Paragraph]:
        for text in _lines(nodes):
            self._line += 1
            yield Paragraph(text, self._line, style)

    def _table(self, table: Tag) -> Iterator[Block]:
        rows = _own_rows(table)
        cells = [cell for row in rows for cell in _own_cells(row)]
        if any(cell.find("table") for cell in cells):
            for cell in cells:
                yield from self.blocks(cell)
            return
        caption = table.find("caption", recursive=False)
        if caption is not None:
            yield from self._paragraphs([caption], "bold")
        grid = _grid(rows)
        first = self._line + 1
        self._line += len(grid)
        if only_places(grid):
            for at, text in cells_in_order(grid):
                yield Paragraph(text, first + at)
        elif grid:
            yield TableBlock(grid, first)


def _skipped(tag: Tag) -> bool:
    return tag.name in _SKIPPED or _HIDDEN.search(str(tag.get("style", ""))) is not None


def _holds_blocks(tag: Tag) -> bool:
    return _is_block(tag) or tag.find(_is_block) is not None


def _is_block(tag: Tag) -> bool:
    return _BLOCK.fullmatch(tag.name) is not None


def _all_bold(tag: Tag) -> bool:
    """Whether every letter of `tag` is bold, by elements or by their style."""
    texts = [text for text in tag.find_all(string=True) if text.strip()]
    return bool(texts) and all(
        any(
            each.name in _BOLD or _BOLD_STYLE.search(str(each.get("style", "")))
            for each in (*text.parents,)
            if each is tag or tag in each.parents
        )
        for text in texts
    )


def _item_mark(tag: Tag) -> str:
    """What the browser puts before an item of a list."""
    if tag.name != "li" or tag.parent is None:
        return ""
    if tag.parent.name != "ol":
        return "- "
    before = len([each for each in tag.find_previous_siblings("li") if not each.get("value")])
    count = _integer(tag, "value", _integer(tag.parent, "start", 1) + before)
    kind = str(tag.parent.get("type", "1"))
    if kind in "aA" and 1 <= count <= len(_LETTERS):
        number = _LETTERS[count - 1]
        return f"{number.upper() if kind == 'A' else number}) "
    if kind in "iI" and count < len(_ROMAN):
        return f"{_ROMAN[count].upper() if kind == 'I' else _ROMAN[count]}. "
    return f"{count}. "


def _marked(mark: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks of an item, the mark before the first of them."""
    for block in blocks:
        yield replace(block, text=mark + block.text) if isinstance(block, Paragraph) else block
        mark = ""


def _integer(tag: Tag, name: str, otherwise: int) -> int:
    value = str(tag.get(name, ""))
    return int(value) if value.isdigit() else otherwise


def _lines(nodes: list[PageElement]) -> list[str]:
    """The text of inline `nodes`; a line for each ``<br>``."""
    text = "".join(_inline(node) for node in nodes)
    lines = (" ".join(nfc(line).split()) for line in text.split(_BREAK))
    return [line for line in lines if line]


def _inline(node: PageElement) -> str:
    if isinstance(node, NavigableString):
        return "" if isinstance(node, Comment) else str(node)
    if not isinstance(node, Tag) or _skipped(node):
        return ""
    if node.name == "br":
        return _BREAK
    inner = "".join(_inline(child) for child in node.children)
    if _is_block(node):
        return f"{_BREAK}{_item_mark(node)}{inner}{_BREAK}"
    return inner


def _own_rows(table: Tag) -> list[Tag]:
    rows = []
    for child in table.find_all(["tr", "thead", "tbody", "tfoot"], recursive=False):
        rows += [child] if child.name == "tr" else child.find_all("tr", recursive=False)
    return rows


def _own_cells(row: Tag) -> list[Tag]:
    return list(row.find_all(["td", "th"], recursive=False))


def _grid(rows: list[Tag]) -> tuple[tuple[str, ...], ...]:
    """The cells with merged ones repeated, every row of the same length."""
    grid: dict[tuple[int, int], str] = {}
    for at, row in enumerate(rows):
        column = 0
        for cell in _own_cells(row):
            while (at, column) in grid:
                column += 1
            text = "\n".join(_lines(list(cell.children)))
            wide = min(max(_integer(cell, "colspan", 1), 1), _WIDEST)
            # 0 means down to the last row.
            long = _integer(cell, "rowspan", 1) or _LONGEST
            for down in range(at, min(at + long, len(rows))):
                for across in range(column, column + wide):
                    grid.setdefault((down, across), text)
            column += wide
    width = max((across for _, across in grid), default=-1) + 1
    every = (
        tuple(grid.get((at, across), "") for across in range(width)) for at in range(len(rows))
    )
    return tuple(row for row in every if any(row))
