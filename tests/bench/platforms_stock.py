"""The stock Rasa project behind Telegram: small to train, its pipeline and policies unchanged."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import yaml

from bot.evaluation.stock import make_project, trained_model
from bot.settings import ROOT

from .servers import Program, free_port

__all__ = ["USERNAME", "stock_model", "stock_programs"]

EPOCHS = 1
KEEP_EVERY = 3
"""Of the sentences of an intent, so many are passed over until one is learnt."""

USERNAME = "ban_hoc_so_bot"
"""What `verify` in the credentials must say: the channel compares it with getMe."""


def stock_model(project: Path) -> Path:
    """The model of a stock project made in `project` (an empty folder), trained where not cached.

    How well it understands does not matter here, how long it takes to answer does: components and
    sizes are those of the default configuration, only epochs and examples are fewer. Raises
    TrainingError.
    """
    make_project(project)
    config = _read(project / "config.yml")
    for each in (*config["pipeline"], *config["policies"]):
        if "epochs" in each:
            each["epochs"] = EPOCHS
    _write(project / "config.yml", config)
    for file in sorted((project / "data").rglob("*.yml")):
        content = _read(file)
        for each in content.get("nlu", ()):
            if "intent" in each:
                each["examples"] = fewer(each["examples"])
        _write(file, content)
    return trained_model(project)


def fewer(examples: str) -> str:
    """Every third line of the examples of an intent; at least two, which Rasa asks for."""
    lines = examples.splitlines(keepends=True)
    return "".join(lines[::KEEP_EVERY] if len(lines) > KEEP_EVERY else lines)


def stock_programs(
    folder: Path, project: Path, model: Path, *, port: int, redis_port: int, api: str, token: str
) -> list[Program]:
    """`rasa run` with the Telegram channel and `rasa run actions`; what they store is in `folder`.

    `api` is the address of the Telegram server; Redis keeps conversations and locks.
    """
    actions_port = free_port()
    redis = {"type": "redis", "url": "127.0.0.1", "port": redis_port}
    endpoints = {
        "tracker_store": {**redis, "db": 0},
        "lock_store": {**redis, "db": 1},
        "action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"},
    }
    url = f"http://127.0.0.1:{port}/webhooks/telegram/webhook"
    credentials = {"access_token": token, "verify": USERNAME, "webhook_url": url}
    _write(folder / "endpoints.yml", endpoints)
    _write(
        folder / "credentials.yml", {"tests.bench.stock_telegram.TelegramElsewhere": credentials}
    )
    environment = {
        **os.environ,
        "BOT_DATA_DIR": str(folder / "data"),
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "TELEGRAM_API_URL": api,
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    rasa = (sys.executable, "-m", "rasa", "run")
    serve = (
        *("--model", str(model), "--endpoints", str(folder / "endpoints.yml")),
        *("--credentials", str(folder / "credentials.yml")),
        *("--interface", "127.0.0.1", "--port", str(port)),
    )
    actions = ("actions", "--actions", "actions", "--port", str(actions_port))
    return [
        Program("actions", (*rasa, *actions), ROOT, environment),
        Program("rasa", (*rasa, *serve), project, environment),
    ]


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return content


def _write(file: Path, content: dict[str, Any]) -> None:
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
