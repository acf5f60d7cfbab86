"""A model's file is loaded only if it is the one in the table."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from bot import models
from bot.models import ModelFileError, check, model_files


@pytest.mark.parametrize("name", ["viet-asr", "silero-vad", "whisper"])
def test_the_installed_models_are_those_of_the_table(name: str) -> None:
    files = model_files(name)
    assert files
    assert all(file.is_file() for file in files)


def test_a_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "model.bin"
    file.write_bytes(b"weights" * 300_000)
    right = sha256(file.read_bytes()).hexdigest()
    assert check(file, right) == file
    with file.open("r+b") as stream:
        stream.seek(1_500_000)
        stream.write(b"x")
    with pytest.raises(ModelFileError, match=rf"{file} is refused: .* asks for {right}"):
        check(file, right)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"no\.bin cannot be read: No such file"):
        check(tmp_path / "no.bin", "0" * 64)


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "models.toml"
    table.write_text('[ear]\n"no_such_package/ear.onnx" = "00"\n')
    monkeypatch.setattr(models, "_TABLE", table)
    with pytest.raises(ModelFileError, match=r"the model ear needs the package no_such_package"):
        model_files("ear")


def test_packages_are_found_without_loading_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "loud_package"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('imported')\n")
    (package / "ear.onnx").write_bytes(b"x")
    monkeypatch.syspath_prepend(tmp_path)
    table = tmp_path / "models.toml"
    table.write_text(f'[ear]\n"loud_package/ear.onnx" = "{sha256(b"x").hexdigest()}"\n')
    monkeypatch.setattr(models, "_TABLE", table)
    assert model_files("ear") == [package / "ear.onnx"]
