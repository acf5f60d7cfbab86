"""Puts questions into the text of a YAML file and leaves every other line as it is.

Reading a file into values and writing them out again would move its line breaks and comments, so
only the lines of the questions concerned are exchanged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from bot.learning.exchange.questions import Entry
from bot.learning.files import SituationEntry

__all__ = ["new_text", "with_entries"]

_WIDTH = 100
# The same loader on libyaml, ten times as fast, wherever PyYAML was built with it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def new_text(head: str, key: str, entries: Sequence[Entry]) -> str:
    """A new file: the line `head`, then the list `key` of `entries`."""
    rows = [head, f"{key}:", *(row for entry in entries for row in _rows(entry, 2))]
    return "\n".join([*rows, ""])


def with_entries(text: str, key: str, replaced: Mapping[int, Entry], added: Sequence[Entry]) -> str:
    """The file `text` with items of its list `key` replaced, by index from 0, and more at its end.

    Comments within an item that is replaced go before it. In a list that is not written as ours
    are, one item below another each after a dash, the result may be wrong: compare its values.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    items = _items(lines, key)
    first = lines[items[0].start]
    indent = len(first) - len(first.lstrip())
    end = items[-1].end
    edits = [(end, end, [row for entry in added for row in _rows(entry, indent)])]
    for index, entry in replaced.items():
        item = items[index]
        inside = range(item.start, item.end)
        comments = [lines[number].strip() for number in inside if _is_comment(lines, number)]
        rows = [*(" " * indent + comment for comment in comments), *_rows(entry, indent)]
        edits.append((item.start, item.end, rows))
    if end == len(lines):  # the last line has no line end
        lines.append("")
    for start, end, rows in sorted(edits, reverse=True):
        lines[start:end] = rows
    return newline.join(lines)


@dataclass(frozen=True)
class _Item:
    """Lines from `start` up to `end`, counted from 0."""

    start: int
    end: int


def _items(lines: list[str], key: str) -> list[_Item]:
    root: Any = yaml.compose("\n".join(lines), yaml.SafeLoader)
    keys = [name.start_mark.line for name, _ in root.value]
    nodes = next(value for name, value in root.value if name.value == key).value
    starts = [node.start_mark.line for node in nodes]
    after = min((line for line in keys if line > starts[-1]), default=len(lines))
    return [
        _Item(start, _end(lines, start, end))
        for start, end in zip(starts, [*starts[1:], after], strict=True)
    ]


def _end(lines: list[str], start: int, end: int) -> int:
    """`end`, less the blank lines and comments before it: they belong to what follows."""
    while end > start + 1 and (not lines[end - 1].strip() or _is_comment(lines, end - 1)):
        end -= 1
    return end


def _is_comment(lines: list[str], number: int) -> bool:
    """Whether the line is a comment: a text may have lines that look like one."""
    if not lines[number].lstrip().startswith("#"):
        return False
    without = [*lines[:number], *lines[number + 1 :]]
    return bool(_load("\n".join(without)) == _load("\n".join(lines)))


def _rows(entry: Entry, indent: int) -> list[str]:
    margin = " " * indent
    rows = [f"{margin}- id: {entry.id}"]
    if isinstance(entry, SituationEntry):
        rows.append(f"{margin}  lesson: {entry.lesson}")
    rows += [f"{margin}  outcome: {entry.outcome}", f"{margin}  difficulty: {entry.difficulty}"]
    rows += _text(f"{margin}  stem:", entry.stem)
    rows += _text(f"{margin}  hint:", entry.hint)
    rows.append(f"{margin}  options:")
    for option in entry.options:
        rows += _text(f"{margin}    - text:", option.text)
        rows += [f"{margin}      correct: true"] if option.correct else []
        rows += _text(f"{margin}      feedback:", option.feedback, folded=True)
    return rows


def _text(name: str, text: str, folded: bool = False) -> list[str]:
    """The field on one line where it fits, or folded below its name."""
    if not folded and "\n" not in text:
        row = f"{name} {text if _stays_itself(text) else json.dumps(text, ensure_ascii=False)}"
        if len(row) <= _WIDTH:
            return [row]
    margin = " " * (len(name) - len(name.lstrip(" -")) + 2)
    rows = [f"{name} >-"]
    for number, paragraph in enumerate(text.split("\n")):
        rows += [""] if number else []
        rows += [margin + row for row in _wrapped(paragraph, _WIDTH - len(margin))]
    return rows


def _wrapped(paragraph: str, width: int) -> list[str]:
    """Lines broken at single spaces: the only places that YAML joins with a space again."""
    rows: list[str] = []
    for word in re.split(r"(?<! ) (?! )", paragraph) if paragraph else ():
        if rows and len(rows[-1]) + 1 + len(word) <= width:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    return rows


def _stays_itself(text: str) -> bool:
    """Whether YAML reads the text back without quotes."""
    try:
        return bool(_load(f"name: {text}") == {"name": text})
    except yaml.YAMLError:
        return False


def _load(text: str) -> Any:
    return yaml.load(text, _Loader)
