"""The real bot, one for each file of tests: loading Rasa takes seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from talking import Bot, running_bot


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot with stores of its own, shared by people with different names."""
    with running_bot(tmp_path_factory.mktemp("bot")) as running:
        yield running
