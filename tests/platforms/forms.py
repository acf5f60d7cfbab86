"""Reads what was posted: JSON, a form, or a form with files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

__all__ = ["Upload", "posted"]


@dataclass(frozen=True)
class Upload:
    """A file of a form."""

    name: str
    content: bytes


def posted(content_type: str, body: bytes) -> dict[str, Any]:
    """The fields by name: strings, in JSON any value, files as Upload."""
    kind, _, details = content_type.partition(";")
    if kind == "application/json":
        fields = json.loads(body)
        return fields if isinstance(fields, dict) else {}
    if kind == "multipart/form-data":
        boundary = details.partition("boundary=")[2].strip().strip('"')
        return dict(map(_part, body.split(f"--{boundary}".encode())[1:-1]))
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _part(part: bytes) -> tuple[str, Any]:
    head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    content = content.removesuffix(b"\r\n")
    named: Mapping[str, str] = dict(re.findall(r'(\w+)="([^"]*)"', head.decode()))
    if "filename" in named:
        return named["name"], Upload(named["filename"], content)
    return named["name"], content.decode()
