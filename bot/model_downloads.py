"""The language models that can be downloaded: the tables `[download.NAME]` of bot/models.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from bot.download import Wanted, is_safe
from bot.models import ModelFileError

__all__ = ["DownloadableModel", "downloadable_models"]

_TABLE = Path(__file__).with_name("models.toml")
_FIELDS: dict[str, type] = {
    "file": str,
    "url": str,
    "sha256": str,
    "bytes": int,
    "licence": str,
    "licence_url": str,
    "memory_mib": int,
    "context": int,
    "chat_template": bool,
}


@dataclass(frozen=True)
class DownloadableModel:
    """A language model as a GGUF file somewhere on the web."""

    name: str
    file: str
    """Its name in the folder of downloaded models (BOT_MODELS_DIR)."""
    wanted: Wanted
    licence: str
    licence_url: str
    memory_mib: int
    """What it needs while it runs, reckoned: see bot/models.toml."""
    context: int
    """Tokens it was made for."""
    chat_template: bool
    """Whether the file has one of its own; else ours is used."""

    def path(self, folder: Path) -> Path:
        """Where it lies once it is downloaded."""
        return folder / self.file


def downloadable_models() -> dict[str, DownloadableModel]:
    """Every model of the table by its name, in the table's order.

    Raises ModelFileError, naming table and field, where one is not whole: a model without a known
    sum cannot be downloaded.
    """
    tables = tomli.loads(_TABLE.read_text(encoding="utf-8")).get("download", {})
    return {name: _model(name, fields) for name, fields in tables.items()}


def _model(name: str, fields: dict[str, Any]) -> DownloadableModel:
    for field, kind in _FIELDS.items():
        if type(fields.get(field)) is not kind:
            raise _wrong(name, field, f"must be given, as {kind.__name__}")
    for field in fields:
        if field not in _FIELDS:
            raise _wrong(name, field, "is not known")
    if not re.fullmatch(r"\w[\w.-]*\.gguf", fields["file"], re.ASCII):
        raise _wrong(name, "file", "must be a file's name that ends in .gguf")
    if not re.fullmatch(r"[0-9a-f]{64}", fields["sha256"]):
        raise _wrong(name, "sha256", "must be 64 hexadecimal digits, in lower case")
    if not is_safe(fields["url"]):
        raise _wrong(name, "url", "must begin with https://")
    for field in ("bytes", "memory_mib", "context"):
        if fields[field] <= 0:
            raise _wrong(name, field, "must be more than 0")
    return DownloadableModel(
        name=name,
        file=fields["file"],
        wanted=Wanted(fields["url"], fields["sha256"], fields["bytes"]),
        licence=fields["licence"],
        licence_url=fields["licence_url"],
        memory_mib=fields["memory_mib"],
        context=fields["context"],
        chat_template=fields["chat_template"],
    )


def _wrong(name: str, field: str, why: str) -> ModelFileError:
    return ModelFileError(f'{_TABLE.name}: [download."{name}"]: {field} {why}')
