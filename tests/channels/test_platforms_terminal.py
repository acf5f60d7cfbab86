"""`make platforms`: the stand-ins started by hand, people typed in a terminal."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from platforms.terminal import LineError, Terminal, acts, stand_ins
from platforms.zalo_bot import ZaloBot as Platform
from rich.console import Console

from bot.channels.zalo_bot.channel import ZaloBot
from bot.message import Button, Person, Reply

ROOT = Path(__file__).parents[2]
SECONDS = 120.0


@pytest.fixture(name="platforms")
def _platforms() -> Iterator[subprocess.Popen[str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.platforms", "--port", str(port)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """What it prints until a line has these words."""
    assert process.stdout
    until = time.monotonic() + SECONDS
    lines = []
    while time.monotonic() < until and (line := process.stdout.readline()):
        lines.append(line)
        if words in line:
            return "".join(lines)
    raise AssertionError(f"no {words!r} in:\n{''.join(lines)}")


async def test_a_bot_with_the_printed_settings_talks_with_the_terminal(
    platforms: subprocess.Popen[str],
) -> None:
    said = read_until(platforms, "Ctrl-C ends.")
    settings = dict(re.findall(r"^([A-Z_]+)=(\S+)", said, re.MULTILINE))
    assert {"TELEGRAM_BOT_TOKEN", "ZALO_OA_REFRESH_TOKEN", "ZALO_BOT_TOKEN"} <= settings.keys()
    channel = ZaloBot(
        settings["ZALO_BOT_TOKEN"],
        secret=None,
        api_url=settings["ZALO_BOT_API_URL"],
        base_url="http://127.0.0.1:8000",
    )
    assert platforms.stdin
    platforms.stdin.write("zalo_bot an: xin chào\n")
    platforms.stdin.flush()
    found = await channel.poll()
    assert [(each.person.user, each.text) for each in found.inbounds] == [("an", "xin chào")]
    for call in channel.render(Person("zalo_bot", "an"), [Reply("Chào bác ạ")]):
        await channel.send(call)
    await channel.close()
    assert "zalo_bot → an" in read_until(platforms, "Chào bác ạ")
    platforms.send_signal(signal.SIGINT)
    assert platforms.wait(SECONDS) == 0


async def test_lines_are_people() -> None:
    with Platform(poll_seconds=0.2) as platform:
        console = Console(record=True, width=60, quiet=True)
        terminal = Terminal({"zalo_bot": platform}, console)
        terminal.watch()
        for line in ("xin chào", "zalo_bot bác An: chào", "zalo_bot an"):
            with pytest.raises(LineError, match="who"):
                terminal.take(line)
        terminal.take("zalo_bot an: mã: 1")
        terminal.take("/sticker")
        terminal.take("/unknown")
        channel = ZaloBot(
            platform.settings()["ZALO_BOT_TOKEN"],
            secret=None,
            api_url=platform.url,
            base_url="http://127.0.0.1:8000",
        )
        choice = Reply("Học nhé?", (Button("Có", "#affirm"), Button("Không", "#deny")))
        for call in channel.render(Person("zalo_bot", "an"), [choice]):
            await channel.send(call)
        await channel.close()
        terminal.take("Không")
        seen = [update["message"] for _, update in platform.pending]
    assert {each["chat"]["id"] for each in seen} == {"an"}
    assert [each.get("text") for each in seen] == ["mã: 1", None, "/unknown", "2"]


def test_every_platform_is_there() -> None:
    kinds = stand_ins()
    assert {"telegram", "zalo_bot", "zalo_oa"} <= kinds.keys()
    assert {"voice", "photo", "sticker", "unsupported"} <= set(acts(kinds["zalo_bot"]))
    assert {"follow", "unfollow"} <= set(acts(kinds["zalo_oa"]))
    assert all({"say", "press", "id_of", "chat"}.isdisjoint(acts(kind)) for kind in kinds.values())
