"""``knowledge/language/``: how people write, as the tokeniser and the name finder take it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Strict, Text, parse_file
from bot.knowledge.yaml_reader import Document, read_yaml
from bot.nlu.entity_files import read_entity_data, read_entity_use
from bot.vietnamese import abbreviations, dialect

__all__ = ["check_language", "read_language"]


class ProtectedFile(Strict):
    """Words that are never taken for raw Telex."""

    protected: list[Text]


class TermsFile(Strict):
    """Words that are not cut apart."""

    terms: list[Text]


_LEXICONS: dict[str, Callable[[Any], object]] = {
    "abbreviations": abbreviations.load,
    "dialect": dialect.load,
}
_LISTS: dict[str, type[Strict]] = {"protected": ProtectedFile, "terms": TermsFile}


def read_language(folder: Path) -> dict[str, Any]:
    """The contents of the four files by their names, as `Language.from_data` takes them.

    Raises KnowledgeError with file and line of what is wrong in the first bad one.
    """
    lexicons = {name: _read_lexicon(folder / f"{name}.yml", _LEXICONS[name]) for name in _LEXICONS}
    lists = {name: parse_file(folder / f"{name}.yml", _LISTS[name]).model.dict() for name in _LISTS}
    return lexicons | lists


def check_language(folder: Path, address_forms: Path) -> list[Problem]:
    """What is wrong in the files of `folder` and its entities; none where they can be used."""
    problems: list[Problem] = []
    steps: tuple[Callable[[], object], ...] = (
        lambda: read_language(folder),
        lambda: read_entity_data(folder / "entities"),
        lambda: read_entity_use(folder / "entities" / "use.yml", address_forms),
    )
    for step in steps:
        try:
            step()
        except KnowledgeError as error:
            problems += error.problems
    return problems


def _read_lexicon(path: Path, load: Callable[[Any], object]) -> Any:
    document = read_yaml(path)
    try:
        load(document.value)
    except ValueError as error:
        raise KnowledgeError([_problem(document, str(error))]) from error
    return document.value


def _problem(document: Document, said: str) -> Problem:
    """The problem that “form: field: message” tells of, at the line of that form."""
    form, _, rest = said.partition(": ")
    field, _, message = rest.rpartition(": ")
    lines = document.path.read_text(encoding="utf-8").splitlines()
    named = re.compile(rf"\bform:.*(?<!\w){re.escape(form)}(?!\w)")
    line = next((at for at, text in enumerate(lines, 1) if named.search(text)), 1)
    return Problem(document.path, line, f"{form}: {field}" if field else form, message or rest)
