"""The bundled language model, put together once, and our knowledge."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.models.bundled import put_together
from bot.learning.library import Library, load_library
from bot.settings import ROOT


@pytest.fixture(scope="session")
def models_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the bundled model in it."""
    folder = tmp_path_factory.mktemp("models")
    put_together(folder)
    return folder


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(ROOT / "knowledge")
