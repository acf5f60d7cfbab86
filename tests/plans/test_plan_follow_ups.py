"""A second question asks or changes any part of what the first was answered with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from asking import ask

from bot.plans.register import Register, load_register
from bot.settings import ROOT
from bot.vietnamese.diacritics import strip_diacritics

TABLE = yaml.safe_load((Path(__file__).parent / "follow_ups.yml").read_text(encoding="utf-8"))
CELLS = [
    pytest.param(row["first"], text, cell, id=f"{row['first']} {text}")
    for row in TABLE
    for cell in row["then"]
    for text in cell["asks"]
]


@pytest.fixture(name="register", scope="module")
def _register() -> Register:
    return load_register(ROOT / "knowledge" / "plans")


@pytest.mark.parametrize(("first", "text", "cell"), CELLS)
def test_what_was_talked_of_is_gone_on_with(
    register: Register, first: str, text: str, cell: dict[str, Any]
) -> None:
    for typed in dict.fromkeys((text, strip_diacritics(text))):
        given = ask(register, first, typed)
        said = " ".join(given.texts)
        assert {*cell.get("tasks", ())} <= {*given.tasks}, said
        assert {*cell.get("targets", ())} <= {*given.targets}, said
        assert {*cell.get("documents", ())} <= {*given.documents}, said
        assert {*cell.get("exactly", given.tasks)} == {*given.tasks}, said
        for words in cell.get("says", ()):
            assert words in said
