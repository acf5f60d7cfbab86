"""Rasa's training command on a project that takes it no time."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.dialogue.training import TrainingError
from bot.evaluation.rasa_training import rasa_train

CONFIG = {
    "recipe": "default.v1",
    "language": "vi",
    "assistant_id": "small",
    "pipeline": [{"name": "KeywordIntentClassifier"}],
}
DATA = {
    "version": "3.1",
    "nlu": [
        {"intent": "greet", "examples": "- chào\n- xin chào\n"},
        {"intent": "thank", "examples": "- cảm ơn\n- cám ơn\n"},
    ],
}


def test_a_model_is_put_where_it_is_wanted_with_its_log_beside_it(tmp_path: Path) -> None:
    for name, content in (("config.yml", CONFIG), ("nlu.yml", DATA)):
        (tmp_path / name).write_text(yaml.safe_dump(content, allow_unicode=True))
    model = tmp_path / "models" / "small.tar.gz"
    rasa_train(["nlu", "--config", "config.yml", "--nlu", "nlu.yml"], tmp_path, model)
    assert model.stat().st_size > 0
    assert sorted(file.name for file in model.parent.iterdir()) == ["small.log", "small.tar.gz"]
    (tmp_path / "nlu.yml").write_text("version: '3.1'\nnlu: 5\n")
    model.unlink()
    with pytest.raises(TrainingError, match=r"small\.tar\.gz could not be made; .*small\.log$"):
        rasa_train(["nlu", "--config", "config.yml", "--nlu", "nlu.yml"], tmp_path, model)
    assert not model.exists()
