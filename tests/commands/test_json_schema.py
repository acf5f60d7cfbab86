"""The schemas under knowledge/schema/: as the program reads the files, no stricter, no laxer."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from bot.commands.json_schema import schemas, write_schemas
from bot.knowledge.yaml_reader import read_yaml
from bot.settings import ROOT

KNOWLEDGE = ROOT / "knowledge"
GLOBS = {
    "address_forms": "address_forms.yml",
    "confirmation": "confirmation.yml",
    "facts": "facts.yml",
    "faq": "faq/M??.yml",
    "first_hour": "faq/first_hour.yml",
    "framework": "framework.yml",
    "guide": "leaders/M??.yml",
    "lesson": "curriculum/*/M??-L*.yml",
    "module": "curriculum/*/module.yml",
    "plan_conflicts": "plans/conflicts.yml",
    "plan_document": "plans/[A-Z]*.yml",
    "plan_units": "plans/units.yml",
    "questions": "questions/M??-L*.yml",
    "reminders": "reminders.yml",
    "routes": "routes.yml",
    "scams": "faq/scams.yml",
    "safety_signs": "safety/signs.yml",
    "safety_sites": "safety/sites.yml",
    "situations": "questions/M??.yml",
    "spelling": "spelling.yml",
}
SCHEMAS = {name: json.loads(text) for name, text in schemas().items()}


def as_json(value: Any) -> Any:
    """What an editor takes YAML for: a day is only a text there."""
    if isinstance(value, dict):
        return {name: as_json(each) for name, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def mistakes(name: str, value: Any) -> list[str]:
    return [error.message for error in Draft7Validator(SCHEMAS[name]).iter_errors(as_json(value))]


def first_file(name: str) -> Any:
    return read_yaml(min(KNOWLEDGE.glob(GLOBS[name]))).value


def test_the_shipped_schemas_are_those_of_the_program() -> None:
    """Where this fails: `bot knowledge schema`."""
    shipped = {
        path.stem: path.read_text(encoding="utf-8") for path in (KNOWLEDGE / "schema").iterdir()
    }
    assert shipped == schemas()


def test_written_schemas(tmp_path: Path) -> None:
    for _ in range(2):  # the second time over what is there
        paths = write_schemas(tmp_path / "schema")
        assert {path.stem: path.read_text(encoding="utf-8") for path in paths} == schemas()
    assert sorted(paths) == sorted((tmp_path / "schema").iterdir())


def test_every_file_has_its_schema() -> None:
    assert SCHEMAS.keys() == GLOBS.keys()
    files = {path for glob in GLOBS.values() for path in KNOWLEDGE.glob(glob)}
    language = set((KNOWLEDGE / "language").rglob("*.yml"))
    assert files == set(KNOWLEDGE.rglob("*.yml")) - language


@pytest.mark.parametrize("name", GLOBS)
def test_a_schema(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])
    paths = list(KNOWLEDGE.glob(GLOBS[name]))
    assert paths
    wrong = {path.name: mistakes(name, read_yaml(path).value) for path in paths}
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize("name", GLOBS)
def test_a_misspelt_field(name: str) -> None:
    """In the file itself and in the first entry of every list of it."""
    file = first_file(name)
    assert len(mistakes(name, {**file, "titel": "Tên"})) == 1
    for field, entries in file.items():
        if isinstance(entries, list) and entries and isinstance(entries[0], dict):
            wrong = [{**entries[0], "titel": "Tên"}, *entries[1:]]
            assert len(mistakes(name, {**file, field: wrong})) == 1


@pytest.mark.parametrize("name", GLOBS)
def test_a_missing_field(name: str) -> None:
    file = first_file(name)
    for field in SCHEMAS[name]["required"]:
        rest = {other: value for other, value in file.items() if other != field}
        assert len(mistakes(name, rest)) == 1


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("module", "id", "M1"),
        ("module", "title", ""),
        ("module", "title", 5),
        ("module", "groups", ["tre"]),
        ("module", "tt02_domains", ["VII"]),
        ("module", "digcomp3_areas", [6]),
        ("lesson", "outcome", "O1"),
        ("lesson", "bubbles", [{"text": "Một", "simpler": "Một"}] * 2),
        ("lesson", "bubbles", [{"text": "Một", "simpler": "Một"}] * 6),
        ("lesson", "bubbles", [{"text": "Một"}] * 3),
        ("questions", "questions", []),
        ("faq", "module", "M03-L1"),
        ("guide", "module", "M01-L1"),
        ("guide", "steps", [{"do": "Một", "say": "Một"}] * 2),
        ("scams", "sources", []),
        ("confirmation", "sources", []),
        ("first_hour", "steps", [{"title": "Một", "text": "Một", "simpler": "Một"}] * 2),
    ],
)
def test_values_that_are_refused(name: str, field: str, value: object) -> None:
    assert mistakes(name, {**first_file(name), field: value})


@pytest.mark.parametrize("name", GLOBS)
def test_editors_show_vietnamese_as_it_is(name: str) -> None:
    assert "\\u" not in schemas()[name]
