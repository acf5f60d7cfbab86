"""A register file as YAML, with remarks behind its fields; and putting it in its place."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.yaml_reader import Place
from bot.plans.files import DocumentFile

__all__ = ["put_in_place", "yaml_text"]

_ALWAYS = frozenset({"number", "aliases", "builds_on", "tasks"})
_FALSE_UNLESS_SAID = frozenset({"year_inferred", "every_year"})


def yaml_text(file: DocumentFile, remarks: Mapping[Place, str], head: str = "") -> str:
    """The file as YAML; `remarks` are by the place of a field, `head` a comment above all."""
    lines = [f"# {line}" for line in head.splitlines()]
    lines += _fields(file.dict(), (), "", remarks)
    return "\n".join(lines) + "\n"


def put_in_place(text: str, path: Path) -> None:
    """Writes `text` to `path` whole or not at all."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def _fields(
    values: Mapping[str, Any], place: Place, indent: str, remarks: Mapping[Place, str]
) -> Iterator[str]:
    for key, value in values.items():
        here = (*place, key)
        if _is_left_out(key, value, place):
            continue
        remark = f"  # {remarks[here]}" if here in remarks else ""
        if isinstance(value, dict):
            yield f"{indent}{key}:{remark}"
            yield from _fields(value, here, indent + "  ", remarks)
        elif isinstance(value, list | tuple):
            yield f"{indent}{key}:{remark}" if value else f"{indent}{key}: []{remark}"
            yield from _items(value, here, indent + "  ", remarks)
        else:
            yield f"{indent}{key}: {_scalar(value)}".rstrip() + remark


def _items(
    values: list[Any] | tuple[Any, ...], place: Place, indent: str, remarks: Mapping[Place, str]
) -> Iterator[str]:
    for number, value in enumerate(values):
        if isinstance(value, dict):
            inner = list(_fields(value, (*place, number), indent + "  ", remarks))
            yield f"{indent}- {inner[0].lstrip()}"
            yield from inner[1:]
        else:
            yield f"{indent}- {_scalar(value)}"


def _is_left_out(key: str, value: Any, place: Place) -> bool:
    if not place and key in _ALWAYS:
        return False
    if key == "owns":
        return False
    return value is None or (key in _FALSE_UNLESS_SAID and value is False) or value in ((), [])


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return value.isoformat()
    plain = str(value) if isinstance(value, str) else value
    dumped: str = yaml.safe_dump([plain], allow_unicode=True, width=10**9, default_flow_style=True)
    return dumped.strip()[1:-1]
