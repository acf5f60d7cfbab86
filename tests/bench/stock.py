"""The stock Rasa project: what `rasa init` would have made of this bot's data.

Its configuration is the default one that is shipped with the installed Rasa, unchanged but for
language and name. Domain, examples, rules and actions are this bot's own. The default policies
UnexpecTED and TED learn from stories only, so a few are strung together from the rules.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import rasa
import yaml

from bot.settings import ROOT

__all__ = ["BenchError", "make_project", "make_stories", "trained_model"]

CACHE = ROOT / ".cache" / "bench"
DEFAULT_CONFIG = Path(rasa.__file__).parent / "engine/recipes/config_files/default_config.yml"
STEPS_PER_STORY = 5


class BenchError(Exception):
    """The benchmark cannot go on; the text says why."""


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

    Takes minutes the first time. Raises BenchError, which names the log of the training.
    """
    name = f"stock-{_fingerprint(project)}"
    model = CACHE / f"{name}.tar.gz"
    if model.is_file():
        return model
    CACHE.mkdir(parents=True, exist_ok=True)
    log = CACHE / f"{name}.log"
    command = [sys.executable, "-m", "rasa", "train", "--domain", "domain", "--out", "models"]
    with log.open("wb") as output:
        done = subprocess.run(
            [*command, "--fixed-model-name", "stock"],
            cwd=project,
            env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    made = project / "models" / "stock.tar.gz"
    if done.returncode != 0 or not made.is_file():
        raise BenchError(f"the stock project could not be trained; its log: {log}")
    partial = model.with_suffix(".partial")
    shutil.copy(made, partial)
    return partial.replace(model)


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
