"""The stock Rasa project: what `rasa init` would have made of this bot's data.

Its configuration is the default one that is shipped with the installed Rasa, unchanged but for
language and name. Domain, examples, rules and actions are this bot's own. The default policies
UnexpecTED and TED learn from stories only, so a few are strung together from the rules.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import rasa
import yaml

from bot.evaluation.rasa_training import rasa_train
from bot.settings import ROOT

__all__ = ["make_project", "make_stories", "trained_model", "understanding_model"]

CACHE = ROOT / ".cache" / "bench"
DEFAULT_CONFIG = Path(rasa.__file__).parent / "engine/recipes/config_files/default_config.yml"
STEPS_PER_STORY = 5


def make_project(folder: Path) -> None:
    """Writes config.yml, credentials.yml, domain/ and data/ into `folder`."""
    config = yaml.safe_load(DEFAULT_CONFIG.read_text(encoding="utf-8"))
    config |= {"language": "vi", "assistant_id": "stock"}
    _write(folder / "config.yml", config)
    _write(folder / "credentials.yml", {"rest": None})
    shutil.copytree(ROOT / "bot" / "dialogue" / "domain", folder / "domain")
    shutil.copytree(ROOT / "nlu_data", folder / "data")
    rules = [rule for file in _yaml_files(folder / "data") for rule in _read(file).get("rules", ())]
    stories = {"version": "3.1", "stories": make_stories(rules)}
    _write(folder / "data" / "stories.yml", stories)


def make_stories(rules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Stories of up to five rules each, every rule in one of them; fallback is for rules only."""
    turns = [r["steps"] for r in rules if r["steps"][0].get("intent") != "nlu_fallback"]
    groups = [turns[i : i + STEPS_PER_STORY] for i in range(0, len(turns), STEPS_PER_STORY)]
    return [
        {"story": f"story {number}", "steps": [step for turn in group for step in turn]}
        for number, group in enumerate(groups, 1)
    ]


def trained_model(project: Path) -> Path:
    """The model of `project`, trained unless one of the same files is in the cache.

    Takes minutes the first time. Raises TrainingError, which names the log of the training.
    """
    model = CACHE / f"stock-{_fingerprint(project)}.tar.gz"
    if not model.is_file():
        rasa_train(["--domain", "domain"], project, model)
    return model


def understanding_model(project: Path, tell: Callable[[str], None]) -> Path:
    """The model of `project`, or one that only understands, which is made in less time.

    `tell` hears before a training. Raises TrainingError, which names its log.
    """
    whole = CACHE / f"stock-{_fingerprint(project)}.tar.gz"
    part = whole.with_name(whole.name.replace("stock-", "stock-nlu-"))
    if whole.is_file():
        return whole
    if not part.is_file():
        tell("training stock Rasa (up to an hour, once for these sentences)")
        rasa_train(["nlu", "--domain", "domain", "--nlu", "data"], project, part)
    return part


def _fingerprint(project: Path) -> str:
    digest = hashlib.sha256(f"{version('rasa')} {version('tensorflow')}".encode())
    for file in _yaml_files(project):
        digest.update(str(file.relative_to(project)).encode() + b"\0")
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _yaml_files(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.rglob("*.yml"))


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return content


def _write(file: Path, content: dict[str, Any]) -> None:
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
