"""Makes the dialogue model from `nlu_data/`, `bot/dialogue/` and the language lexicon."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from bot.nlu.language_files import check_language
from bot.settings import ROOT

__all__ = ["TrainingError", "fingerprint", "is_current", "train"]

DIALOGUE = ROOT / "bot" / "dialogue"
ADDRESS_FORMS = ROOT / "knowledge" / "address_forms.yml"
SOURCES = (
    DIALOGUE / "config.yml",
    DIALOGUE / "domain",
    ROOT / "nlu_data",
    ROOT / "knowledge" / "language",
    ADDRESS_FORMS,
    ROOT / "bot" / "nlu",
    ROOT / "bot" / "vietnamese",
    ROOT / "requirements" / "run.lock",
)
"""Everything a model is made from: where one of these changes, it is out of date."""


class TrainingError(Exception):
    """The model could not be made; the text says why."""


def fingerprint() -> str:
    """SHA-256 over the names and contents of all sources."""
    digest = hashlib.sha256()
    for source in SOURCES:
        files = [source] if source.is_file() else sorted(source.rglob("*.*"))
        for file in files:
            if file.is_file() and file.suffix in {".yml", ".py", ".lock"}:
                digest.update(str(file.relative_to(ROOT)).encode() + b"\0")
                digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()


def is_current(model: Path) -> bool:
    """Whether the model at this path was made from the sources as they are now, and is whole."""
    try:
        made_from, size = _note(model).read_text().split()
        return made_from == fingerprint() and int(size) == model.stat().st_size
    except (OSError, ValueError):
        return False


def train(model: Path) -> None:
    """Makes the model and puts it at `model` in one step, so that half a model is never seen.

    Rasa's cache is not used: it does not notice changed constants in a component's file.
    Raises TrainingError.
    """
    problems = check_language(ROOT / "knowledge" / "language", ADDRESS_FORMS)
    if problems:
        raise TrainingError("; ".join(map(str, problems)))
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    from rasa.model_training import train as rasa_train

    model.parent.mkdir(parents=True, exist_ok=True)
    made_from = fingerprint()
    with tempfile.TemporaryDirectory(dir=model.parent, prefix=".training-") as folder:
        result = rasa_train(
            domain=str(DIALOGUE / "domain"),
            config=str(DIALOGUE / "config.yml"),
            training_files=[str(ROOT / "nlu_data")],
            output=folder,
            fixed_model_name="bot",
            force_training=True,
        )
        if result.model is None or result.code != 0:
            raise TrainingError("Rasa made no model; what it printed above says why")
        shutil.move(result.model, model)
    _note(model).write_text(f"{made_from} {model.stat().st_size}\n")


def _note(model: Path) -> Path:
    return model.with_name(model.name + ".made-from")
