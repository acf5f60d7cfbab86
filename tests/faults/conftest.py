"""One bot that lives through all tests of this folder, and the marker of the long one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from bot_process import BotProcess
from people import Client, many_connections

from bot.settings import ROOT

# pytest finds helper modules beside the tests that use them only.
sys.path += [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "store")]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests marked `soak` run only where they are asked for (`-m soak`)."""
    if "soak" in config.option.markexpr:
        return
    left_out = [item for item in items if item.get_closest_marker("soak")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings for copies of model and knowledge: every bot of these tests has the same ones."""
    folder = tmp_path_factory.mktemp("frozen")
    model = shutil.copy(ROOT / "models" / "bot.tar.gz", folder)
    knowledge = shutil.copytree(ROOT / "knowledge", folder / "knowledge")
    return {"BOT_MODEL": str(model), "BOT_KNOWLEDGE_DIR": str(knowledge)}


@pytest.fixture(scope="session")
def knowledge(frozen: dict[str, str]) -> Path:
    """The knowledge folder of the bots, which a test may edit for a while."""
    return Path(frozen["BOT_KNOWLEDGE_DIR"])


@pytest.fixture(scope="module")
def mortal(
    frozen: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BotProcess]:
    """A bot to be killed."""
    bot = BotProcess(tmp_path_factory.mktemp("mortal") / "data", **frozen)
    bot.start()
    try:
        bot.wait_ready()
        yield bot
    finally:
        bot.remove()


@pytest.fixture(scope="session")
def steady(
    frozen: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BotProcess]:
    """A bot that nobody kills, ready; it ends well after all tests."""
    bot = BotProcess(tmp_path_factory.mktemp("steady") / "data", **frozen)
    bot.start()
    try:
        bot.wait_ready()
        yield bot
        bot.stop()
    finally:
        bot.remove()


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    """Connections for everybody."""
    async with many_connections() as connections:
        yield connections


@pytest.fixture
def client(steady: BotProcess, http: httpx.AsyncClient) -> Client:
    """A client of the steady bot."""
    return Client(steady.url, http)
