"""Checks a file's values against a pydantic model and names the line of every mistake.

A file's model derives from `Strict`; its texts are `Text`, its days `Day`,
its numbers `Count`, `Positive` or `Percent`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, TypeVar, get_origin

from pydantic import BaseModel, ConstrainedInt, ConstrainedStr, ValidationError

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.yaml_reader import Document, Place, read_yaml

__all__ = [
    "Count",
    "Day",
    "Parsed",
    "Percent",
    "Positive",
    "Strict",
    "Text",
    "parse_file",
    "read_file",
]


class Strict(BaseModel):
    """A part of a file: no field but those named, and nothing changes once read."""

    class Config:
        """A misspelt name is a mistake, not something to pass over."""

        extra = "forbid"
        frozen = True


class Text(ConstrainedStr):
    """Words that people read; a bare number is refused, since YAML has then changed it."""

    strict = True
    min_length = 1
    strip_whitespace = True


class Count(ConstrainedInt):
    """A whole number from 0."""

    strict = True
    ge = 0


class Positive(Count):
    """A whole number from 1."""

    ge = 1


class Percent(Count):
    """A whole number from 0 to 100."""

    le = 100


class Day(datetime.date):
    """A calendar day, written ``2026-11-22``; pydantic alone would take numbers as well."""

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[Any], datetime.date]]:
        yield cls._validate

    @classmethod
    def _validate(cls, value: Any) -> datetime.date:
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        raise ValueError("Phải là ngày, viết như 2026-11-22.")


Model = TypeVar("Model", bound=Strict)


@dataclass(frozen=True)
class Parsed(Generic[Model]):
    """What a file says, and the document that knows the lines."""

    model: Model
    document: Document


def parse_file(path: Path, model: type[Model]) -> Parsed[Model]:
    """The file at `path` as `model`; raises `KnowledgeError` with every problem found."""
    document = read_yaml(path)
    if not isinstance(document.value, dict):
        raise KnowledgeError([document.problem((), _MESSAGES["type_error.dict"])])
    try:
        return Parsed(model.parse_obj(document.value), document)
    except ValidationError as error:
        problems = [_problem(document, model, detail) for detail in error.errors()]
        raise KnowledgeError(problems) from error


def read_file(path: Path, model: type[Model], problems: list[Problem]) -> Parsed[Model] | None:
    """Like `parse_file`, but adds what is wrong to `problems` and returns None then."""
    try:
        return parse_file(path, model)
    except KnowledgeError as error:
        problems.extend(error.problems)
        return None


def _problem(document: Document, model: type[Strict], detail: Any) -> Problem:
    place: Place = tuple(step for step in detail["loc"] if step != "__root__")
    return document.problem(place, _message(document, model, place, detail))


def _message(document: Document, model: type[Strict], place: Place, detail: Any) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "value_error.extra":
        near = get_close_matches(str(place[-1]), _field_names(model), n=1)
        return "Không có trường tên này." + (f" Có phải là “{near[0]}”?" if near else "")
    if kind.startswith("type_error") and _is_open_brace(document, place):
        return "Câu bắt đầu bằng {…} phải nằm trong dấu ngoặc kép hoặc sau >-."
    if kind in _MESSAGES:
        return _MESSAGES[kind].format(**context)
    if kind in ("value_error.const", "type_error.enum", "type_error.literal"):
        return f"Chỉ được là: {', '.join(str(each) for each in context['permitted'])}."
    return str(detail["msg"])


def _field_names(model: type[BaseModel]) -> list[str]:
    names = list(model.__fields__)
    for field in model.__fields__.values():
        # `list[Text]` passes for a class but is none.
        is_class = isinstance(field.type_, type) and get_origin(field.type_) is None
        if is_class and issubclass(field.type_, BaseModel):
            names += _field_names(field.type_)
    return names


def _is_open_brace(document: Document, place: Place) -> bool:
    """Whether YAML read ``{ban}`` at the start of a text as a mapping."""
    value = document.value
    for step in place:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return isinstance(value, dict) and bool(value) and set(value.values()) == {None}


_MESSAGES = {
    "value_error.missing": "Thiếu trường này.",
    "type_error.none.not_allowed": "Trường này để trống.",
    "value_error.any_str.min_length": "Trường này để trống.",
    "type_error.str": "Phải là chữ; nếu là số, ngày, yes hay no thì đặt trong dấu ngoặc kép.",
    "value_error.str.regex": "Mã viết sai dạng (mẫu: {pattern}).",
    "type_error.integer": "Phải là số nguyên.",
    "value_error.strictbool": "Phải là true hoặc false.",
    "value_error.number.not_ge": "Phải từ {limit_value} trở lên.",
    "value_error.number.not_le": "Phải từ {limit_value} trở xuống.",
    "value_error.list.min_items": "Phải có ít nhất {limit_value} mục.",
    "value_error.list.max_items": "Chỉ được có nhiều nhất {limit_value} mục.",
    "type_error.list": "Phải là một danh sách (mỗi mục bắt đầu bằng dấu gạch).",
    "type_error.tuple": "Phải là một danh sách (mỗi mục bắt đầu bằng dấu gạch).",
    "type_error.dict": "Phải là các dòng “tên: giá trị”.",
}
