"""Markdown: paragraphs, headings, lists with their marks, tables; lines are those of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.plans.importing.blocks import Block, Paragraph, TableBlock, Unreadable
from bot.plans.importing.readers.html import html_blocks
from bot.vietnamese.diacritics import nfc

__all__ = ["markdown_blocks", "read_markdown"]

# A line like this begins something of its own, though no empty line stands before it.
_OWN_LINE = re.compile(r"(?:[-–+*•]|\d+(?:\.\d+)*[.)]|[a-zđ]\)|[IVX]+\.|[^\W\d_][^.;:]{2,40}:)\s")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read_markdown(path: Path) -> tuple[Block, ...]:
    """The file as blocks; raises `Unreadable` where it is not UTF-8."""
    try:
        return markdown_blocks(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path.name}: không phải văn bản mã UTF-8.") from error


def markdown_blocks(source: str) -> tuple[Block, ...]:
    """The blocks of Markdown with tables; numbers of lists stand in the text as written."""
    # Indented text is meant as it reads, never as code.
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "lheading"])
    return tuple(_blocks(parser.parse(nfc(source))))


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    mark = ""
    heading = ""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "heading_open":
            heading = f"heading{token.tag[1:]}"
        elif token.type == "heading_close":
            heading = ""
        elif token.type == "inline":
            yield from _paragraphs(token, mark, heading)
            mark = ""
        elif token.type == "table_open":
            end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
            yield _table(tokens[at:end])
            at = end
        elif token.type == "html_block":
            yield from html_blocks(token.content, _line(token))
        elif token.type == "fence":
            for down, text in enumerate(token.content.splitlines()):
                if text.strip():
                    yield Paragraph(text.strip(), _line(token) + 1 + down)
        at += 1


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _paragraphs(inline: Token, mark: str, heading: str) -> Iterator[Paragraph]:
    """The paragraph, parted where a line of it plainly begins something of its own."""
    first = _line(inline)
    parts: list[tuple[int, str, bool]] = []
    for down, (text, bold, hard) in enumerate(_lines(inline)):
        new = not parts or hard or _OWN_LINE.match(text) or parts[-1][1].endswith((":", ";", "."))
        if not text:
            continue
        if new:
            parts.append((first + down, text, bold))
        else:
            line, before, was_bold = parts[-1]
            parts[-1] = (line, f"{before} {text}", was_bold and bold)
    for line, text, bold in parts:
        yield Paragraph(mark + text, line, heading or ("bold" if bold else ""))
        mark = ""


def _lines(inline: Token) -> list[tuple[str, bool, bool]]:
    """The lines: text, whether all of it is bold, whether a hard break is before it."""
    lines: list[tuple[str, bool, bool]] = []
    text, plain, depth, hard = "", "", 0, False
    for child in [*(inline.children or []), Token("softbreak", "", 0)]:
        if child.type in ("softbreak", "hardbreak"):
            lines.append((" ".join(text.split()), bool(text.strip()) and not plain.strip(), hard))
            text, plain, hard = "", "", child.type == "hardbreak"
        elif child.type == "strong_open":
            depth += 1
        elif child.type == "strong_close":
            depth -= 1
        else:
            said = _said(child)
            text += said
            plain += "" if depth else said
    return lines


def _said(token: Token) -> str:
    if token.type == "html_inline":
        return "\n" if _BREAK.fullmatch(token.content) else ""
    if token.type == "image":
        return ""
    return token.content


def _table(tokens: Sequence[Token]) -> TableBlock:
    rows: list[list[str]] = []
    lines: list[int] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
            lines.append(_line(token))
        elif token.type == "inline":
            text = "".join(_said(child) for child in token.children or [])
            rows[-1].append("\n".join(line.strip() for line in text.split("\n")).strip())
    return TableBlock(tuple(tuple(row) for row in rows), lines[0], lines=tuple(lines))
