"""When a model is out of date."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.dialogue import training
from bot.dialogue.training import fingerprint, is_current
from bot.settings import ROOT


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of everything a model is made from, in place of it."""
    copies = []
    for source in training.SOURCES:
        copy = tmp_path / source.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_file():
            shutil.copy(source, copy)
        else:
            shutil.copytree(source, copy)
        copies.append(copy)
    monkeypatch.setattr(training, "ROOT", tmp_path)
    monkeypatch.setattr(training, "SOURCES", tuple(copies))
    return tmp_path


@pytest.fixture
def model(sources: Path) -> Path:
    """A model said to be made from the sources as they are."""
    path = sources / "bot.tar.gz"
    path.write_bytes(b"model")
    path.with_name("bot.tar.gz.made-from").write_text(f"{fingerprint()} 5\n")
    return path


def test_a_model_of_these_sources_is_current(model: Path) -> None:
    assert is_current(model)
    (model.parent / "bot" / "nlu" / "__pycache__" / "x.pyc").parent.mkdir(exist_ok=True)
    (model.parent / "bot" / "nlu" / "__pycache__" / "x.pyc").write_bytes(b"1")
    assert is_current(model)


@pytest.mark.parametrize(
    "file",
    [
        "bot/dialogue/config.yml",
        "bot/dialogue/domain/talk.yml",
        "nlu_data/nlu/answers.yml",
        "nlu_data/rules/talk.yml",
        "knowledge/language/terms.yml",
        "bot/nlu/tokeniser.py",
        "requirements/run.lock",
    ],
)
def test_a_change_makes_it_out_of_date(model: Path, sources: Path, file: str) -> None:
    with (sources / file).open("a") as opened:
        opened.write("\n")
    assert not is_current(model)


def test_a_file_added_renamed_or_removed_makes_it_out_of_date(model: Path, sources: Path) -> None:
    added = sources / "nlu_data" / "nlu" / "more.yml"
    added.write_text("")
    assert not is_current(model)
    added.unlink()
    assert is_current(model)
    (sources / "nlu_data/rules/talk.yml").rename(sources / "nlu_data/rules/talked.yml")
    assert not is_current(model)


def test_half_a_model_or_none_is_not_current(model: Path) -> None:
    model.write_bytes(b"mod")
    assert not is_current(model)
    model.unlink()
    assert not is_current(model)
    model.write_bytes(b"model")
    note = model.with_name("bot.tar.gz.made-from")
    note.write_text("nonsense")
    assert not is_current(model)
    note.unlink()
    assert not is_current(model)
