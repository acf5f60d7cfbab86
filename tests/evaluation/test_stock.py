"""The stock project that the bot is compared with."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.evaluation import stock


def test_every_rule_but_the_fallback_is_told_in_one_story() -> None:
    names = [f"intent{n}" for n in range(7)]
    rules = [
        {"steps": [{"intent": n}, {"action": f"action_{n}"}]} for n in (*names, "nlu_fallback")
    ]
    stories = stock.make_stories(rules)
    told = [step["intent"] for story in stories for step in story["steps"] if "intent" in step]
    assert told == names
    assert len(stories) == 2


@pytest.mark.parametrize("name", ["stock-{}.tar.gz", "stock-nlu-{}.tar.gz"])
def test_a_model_in_the_cache_is_not_trained_again(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stock, "CACHE", tmp_path)
    project = tmp_path / "project"
    project.mkdir()
    stock.make_project(project)
    pipeline = yaml.safe_load((project / "config.yml").read_text())["pipeline"]
    assert "DIETClassifier" in [component["name"] for component in pipeline]

    def trained(arguments: list[str], _: Path, model: Path) -> None:
        model.write_text(" ".join(arguments))

    monkeypatch.setattr(stock, "rasa_train", trained)
    told: list[str] = []
    made = stock.understanding_model(project, told.append)
    assert len(told) == 1
    assert made.read_text().startswith("nlu ")
    key = made.name.removeprefix("stock-nlu-").removesuffix(".tar.gz")
    made.rename(made.with_name(name.format(key)))
    assert stock.understanding_model(project, told.append).name == name.format(key)
    assert len(told) == 1
    assert stock.trained_model(project).name == f"stock-{key}.tar.gz"
