"""The files of models inside installed packages, checked before anything is loaded from them."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

import tomli

__all__ = ["ModelFileError", "check", "model_files", "sha256_of"]

_TABLE = Path(__file__).with_name("models.toml")
_BLOCK = 1 << 20


class ModelFileError(Exception):
    """A model's file is missing or not the one in the table; one sentence for the operator."""


def model_files(name: str) -> list[Path]:
    """The files of one model of bot/models.toml in its order, each checked.

    Packages are found, not imported: importing one may load its model. Raises ModelFileError.
    """
    return [check(_installed(file, name), expected) for file, expected in _table()[name].items()]


def check(file: Path, expected: str) -> Path:
    """`file`, if its SHA-256 is `expected` (in hexadecimal); else raises ModelFileError."""
    try:
        found = sha256_of(file)
    except OSError as error:
        raise ModelFileError(f"model file {file} cannot be read: {error.strerror}") from error
    if found != expected:
        raise ModelFileError(
            f"model file {file} is refused: its SHA-256 is {found}, "
            f"but {_TABLE.name} asks for {expected}"
        )
    return file


def _table() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = tomli.loads(_TABLE.read_text(encoding="utf-8"))
    tables.pop("download", None)  # those of bot/model_downloads.py
    return tables


def _installed(file: str, name: str) -> Path:
    package, _, inside = file.partition("/")
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModelFileError(f"the model {name} needs the package {package}, which is missing")
    return Path(found.submodule_search_locations[0]) / inside


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file's content in hexadecimal; raises OSError."""
    summed = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            summed.update(block)
    return summed.hexdigest()
