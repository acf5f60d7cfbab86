"""docs/adding-a-platform.md adds a platform: its blocks are taken as they stand and run."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import platforms_under_test
import pytest
from platforms.faults import Fault
from platforms.server import Server
from platforms_under_test import PLATFORMS, Platform, by_header, channels_below, missing, read_cases
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from test_incoming import check_incoming
from test_outgoing import check_outgoing

from bot.channels.channel import Refused, WebhookChannel
from bot.message import Button, Inbound, Reply
from bot.settings import ROOT

GUIDE = (ROOT / "docs" / "adding-a-platform.md").read_text("utf-8")
FILES = dict(re.findall(r"^`([\w/.]+)`:\n\n```\w+\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE))
ENTRY = FILES.pop("tests/channels/platforms_under_test.py")
"""Not a file of its own: it is added to the one that is there."""
DIRECTIONS = ("incoming", "outgoing")
SECONDS = 5.0


@pytest.fixture(name="tree", scope="module")
def _tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every file of the guide in its place."""
    tree = tmp_path_factory.mktemp("guide")
    for name, text in FILES.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text, "utf-8")
    return tree


@pytest.fixture(name="channel_file", scope="module")
def _channel_file(tree: Path) -> ModuleType:
    return loaded("vi_du", tree / "bot/channels/vi_du.py")


@pytest.fixture(name="platform")
def _platform(channel_file: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Platform:
    """The guide's entry in the table of platforms, for the time of a test."""
    monkeypatch.setattr(platforms_under_test, "PLATFORMS", dict(PLATFORMS))
    names = {"Platform": Platform, "ViDu": channel_file.ViDu, "by_header": by_header}
    exec(ENTRY, {**names, "PLATFORMS": platforms_under_test.PLATFORMS})
    return platforms_under_test.PLATFORMS["vi_du"]


def loaded(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases() -> Iterator[Any]:
    for direction in DIRECTIONS:
        table = FILES[f"tests/channels/{direction}/vi_du.yml"]
        for label in re.findall(r"^- label: (.*)", table, re.MULTILINE):
            yield pytest.param(direction, label, id=f"{direction}: {label}")


@pytest.mark.parametrize(("direction", "label"), cases())
async def test_the_guides_cases(tree: Path, platform: Platform, direction: str, label: str) -> None:
    table = read_cases(direction, "vi_du", tree / "tests/channels")
    (case,) = [each for each in table if each["label"] == label]
    if direction == "incoming":
        check_incoming("vi_du", platform, case)
    else:
        await check_outgoing("vi_du", platform, case)


def test_a_channel_without_tables_is_noticed(
    tree: Path, tmp_path: Path, platform: Platform
) -> None:
    del platform
    assert channels_below(tree / "bot/channels") == ["vi_du"]
    for direction in DIRECTIONS:
        assert missing(direction, "vi_du", tree / "tests/channels") is None
        problem = missing(direction, "vi_du", tmp_path)
        assert problem == f"bot/channels has vi_du, but there is no {direction}/vi_du.yml"
        (tmp_path / direction).mkdir()
        (tmp_path / direction / "vi_du.yml").write_text("[{label: one}]")
        assert (
            missing(direction, "vi_du", tmp_path) == f"{direction}/vi_du.yml has fewer than 8 cases"
        )


def test_a_channel_that_nobody_makes_is_noticed(tree: Path) -> None:
    problem = missing("incoming", "vi_du", tree / "tests/channels")
    assert problem == "platforms_under_test.py does not say how vi_du is made"


def test_the_files_are_as_clean_as_the_project(tree: Path) -> None:
    python = [str(tree / name) for name in FILES if name.endswith(".py")]
    assert len(python) == 2
    config = str(ROOT / "pyproject.toml")
    ruff = Path(sys.executable).with_name("ruff")
    for check in (["check", "--config", config], ["format", "--check", "--config", config]):
        done = subprocess.run([ruff, *check, *python], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_a_conversation_over_the_guides_stand_in(tree: Path, channel_file: ModuleType) -> None:
    kind = loaded("platforms.vi_du", tree / "tests/platforms/vi_du.py").ViDu
    seen: list[Inbound] = []
    with kind() as platform:
        settings = platform.settings()
        channel: WebhookChannel = channel_file.ViDu(
            settings["VI_DU_TOKEN"],
            secret=settings["VI_DU_SECRET"],
            api_url=settings["VI_DU_API_URL"],
        )

        async def webhook(request: Request) -> Response:
            try:
                received = channel.receive(dict(request.headers), await request.body(), 0.0)
            except Refused:
                return Response(status_code=401)
            for each in received.inbounds:
                seen.append(each)
                buttons = (Button("Có", "#affirm"), Button("Không", "#deny"))
                for call in channel.render(each.person, [Reply(f"{each.kind}: học nhé?", buttons)]):
                    await channel.send(call)
            return Response()

        bot = Server(Starlette(routes=[Route("/webhooks/vi_du", webhook, methods=["POST"])]))
        bot.start()
        platform.deliver_to(f"{bot.url}/webhooks/vi_du")
        platform.say("an", "xin chào")
        assert platform.wait_for("an", 1, SECONDS)[0].text == "text: học nhé?"
        platform.press("an", "Có")
        platform.voice("an")
        assert platform.wait_for("an", 3, SECONDS)[2].text == "voice: học nhé?"
        platform.faults.next("send", 1, Fault(status=500))
        platform.say("binh", "chào")
        platform.wait_for("binh", 1, SECONDS)
        platform.settle()
        bot.run(channel.close())
        bot.stop()
    texts = [each.text for each in seen]
    assert texts[:3] == ["xin chào", "#affirm", ""]
    # An error of ours is the platform's reason to bring it again, with the same id.
    assert [each.id for each in seen[3:]] == [seen[3].id] * 2
