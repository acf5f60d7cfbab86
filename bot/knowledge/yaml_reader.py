"""YAML with the line of every value.

Only what a person edits by hand is accepted: one document of UTF-8 text in composed letters,
with spaces, without anchors, and no key twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.problem import KnowledgeError, Problem
from bot.vietnamese.diacritics import nfc

__all__ = ["Document", "Place", "read_text", "read_yaml"]

Place = tuple[str | int, ...]
"""The way to a value: ``("bubbles", 0, "text")``."""

# The same loader on libyaml, ten times as fast, wherever PyYAML was built with it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """A file's plain values (dict, list, str, int, float, bool, date, None) and their lines."""

    path: Path
    value: Any
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line of this value, or of the nearest value around it that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, message: str, warning: bool = False) -> Problem:
        """A problem with the value at `place`."""
        return Problem(self.path, self.line(place), field_name(place), message, warning)


def field_name(place: Place) -> str:
    """``("bubbles", 0, "text")`` as ``bubbles[1].text``."""
    name = ""
    for step in place:
        if isinstance(step, int):
            name += f"[{step + 1}]"
        else:
            name += f".{step}" if name else step
    return name


def read_yaml(path: Path) -> Document:
    """The values in the file at `path`; raises `KnowledgeError` with every problem found."""
    text = read_text(path)
    problems = _problems_of_text(path, text)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            problems.append(Problem(path, 1, "", "Tệp không có nội dung."))
            raise KnowledgeError(problems)
        walk = _Walk(path, loader, problems)
        value = walk.value(node, ())
    except yaml.YAMLError as error:
        # A tab explains the syntax error that follows from it: one problem is enough then.
        raise KnowledgeError(problems or [_syntax_problem(path, text, error)]) from error
    finally:
        loader.dispose()
    if problems:
        raise KnowledgeError(problems)
    return Document(path, value, walk.lines)


def read_text(path: Path) -> str:
    """The text of the UTF-8 file at `path`; raises `KnowledgeError` where there is none."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise KnowledgeError([Problem(path, 1, "", "Không có tệp này.")]) from error
    except OSError as error:
        message = f"Không đọc được tệp: {error.strerror}."
        raise KnowledgeError([Problem(path, 1, "", message)]) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = "Tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8."
        raise KnowledgeError([Problem(path, line, "", message)]) from error


def _problems_of_text(path: Path, text: str) -> list[Problem]:
    problems = []
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line:
            message = "Có dấu Tab; hãy dùng dấu cách."
            problems.append(Problem(path, number, "", message))
        if line != nfc(line):
            message = "Có chữ viết bằng dấu tổ hợp (NFD); hãy gõ lại bằng Unicode dựng sẵn."
            problems.append(Problem(path, number, "", message))
    return problems


def _syntax_problem(path: Path, text: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return Problem(path, 1, "", "Tệp có ký tự không đọc được (ký tự điều khiển).")
    lines = text.split("\n")
    # What goes wrong at the start of a line was mostly written on the line before.
    around = lines[max(0, mark.line - 1) : mark.line + 1]
    message = f"Sai cú pháp YAML ở cột {mark.column + 1} ({getattr(error, 'problem', '')})."
    if any(": {" in line or "- {" in line for line in around):
        message += " Câu bắt đầu bằng {…} phải nằm trong dấu ngoặc kép hoặc sau >-."
    elif any(line.count(": ") > 1 for line in around):
        message += " Câu có dấu hai chấm phải nằm trong dấu ngoặc kép hoặc sau >-."
    else:
        message += " Hãy xem lại thụt lề và dấu hai chấm ở dòng này và dòng trước."
    return Problem(path, mark.line + 1, "", message)


class _Walk:
    """Turns nodes into plain values and notes the line of each."""

    def __init__(self, path: Path, loader: Any, problems: list[Problem]) -> None:
        self.lines: dict[Place, int] = {}
        self._path = path
        self._loader = loader
        self._problems = problems
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, place: Place) -> Any:
        self.lines[place] = node.start_mark.line + 1
        if id(node) in self._seen:
            self._add(node, place, "Không dùng neo YAML (& và *); hãy viết lại nội dung.")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, place)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                message = "Câu bắt đầu bằng {…} phải nằm trong dấu ngoặc kép hoặc sau >-."
                self._add(key_node, place, message)
                continue
            key = str(key_node.value)
            inner = (*place, key)
            if key in values:
                self._add(key_node, inner, "Trường này có hai lần.")
                continue
            values[key] = self.value(value_node, inner)
            # A text after ">-" starts a line below its name; the name is what people look for.
            self.lines[inner] = key_node.start_mark.line + 1
        return values

    def _scalar(self, node: yaml.Node, place: Place) -> Any:
        try:
            return self._loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            self._add(node, place, f"Không hiểu giá trị “{node.value}”.")
            return None

    def _add(self, node: yaml.Node, place: Place, message: str) -> None:
        line = node.start_mark.line + 1
        self._problems.append(Problem(self._path, line, field_name(place), message))
