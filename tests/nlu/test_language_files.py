"""The language data, and how whoever edits them hears of a mistake."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.nlu.language_files import check_language, read_language
from bot.settings import ROOT

FORMS = ROOT / "knowledge" / "address_forms.yml"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "knowledge" / "language", tmp_path / "language"))


def test_ours_are_without_mistakes(folder: Path) -> None:
    assert check_language(folder, FORMS) == []
    assert set(read_language(folder)) == {"abbreviations", "dialect", "protected", "terms"}


@pytest.mark.parametrize(
    ("file", "added", "field"),
    [
        ("abbreviations.yml", "  - {form: zzq, words: gì đó, nearby: [học]}\n", "zzq: nearby"),
        ("abbreviations.yml", "  - {form: [zzp, zzq]}\n", "zzp: words"),
        ("dialect.yml", "  - {form: zzq, words: gì đó, near: []}\n", "zzq: near"),
        ("terms.yml", "  - {}\n", "terms["),
        ("protected.yml", "  - [a]\n", "protected["),
        ("entities/units.yml", "  - {value: Sở, name: [S]}\n", "entries["),
    ],
)
def test_a_mistake_is_named_by_file_line_and_field(
    folder: Path, file: str, added: str, field: str
) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8").rstrip("\n") + "\n"
    if file == "entities/units.yml":
        text = text.replace("entries:\n", f"entries:\n{added}", 1)
    else:
        text += added
    path.write_text(text, encoding="utf-8")
    line = text[: text.index(added)].count("\n") + 1
    (problem,) = check_language(folder, FORMS)
    assert (problem.file, problem.line) == (path, line)
    assert problem.field.startswith(field)
    assert problem.message.strip()


def test_what_is_no_yaml_is_named_too(folder: Path) -> None:
    (folder / "dialect.yml").write_text("dialect: [\n", encoding="utf-8")
    (problem,) = check_language(folder, FORMS)
    assert problem.file.name == "dialect.yml"
