"""Logs never have what people wrote."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
from pathlib import Path

CODE = """
import logging, os
from pathlib import PosixPath
from bot.commands.logs import set_up_logs
from bot.message import Person
set_up_logs({arguments})
import structlog
structlog.get_logger().info("rasa.event", text="bí mật của bác")
structlog.get_logger().debug("rasa.event", text="bí mật của bác")
logging.getLogger("rasa.core").info("bí mật của bác")
logging.getLogger("rasa.core").warning("rasa warns")
logging.getLogger("bot.dialogue").info("bot says")
logging.getLogger("bot.dialogue").debug("bot whispers")
logging.getLogger("bot.dialogue").warning("%s waits for 1:token", Person("telegram", "123456789"))
structlog.get_logger("rasa").warning("rasa.event", text="bí mật", event_info="structured")
assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"
"""


def logged(*arguments: object) -> str:
    """What a process logs that was set up so; one of its own, as logging is for good."""
    done = subprocess.run(
        [sys.executable, "-c", CODE.replace("{arguments}", ", ".join(map(repr, arguments)))],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout + done.stderr


def test_info() -> None:
    written = logged("INFO")
    assert "bí mật" not in written
    assert "rasa warns" in written
    assert "bot says" in written
    assert "bot whispers" not in written
    assert "rasa.event structured" in written


def test_debug_is_for_the_bot_alone() -> None:
    written = logged("debug")
    assert "bí mật" not in written
    assert "bot whispers" in written


def test_json_with_the_same_names_in_every_process(tmp_path: Path) -> None:
    lines = [
        [
            json.loads(line)
            for line in logged("INFO", "json", tmp_path, ["1:token", "a"]).splitlines()
        ]
        for _ in range(2)
    ]
    assert [line["event"] for line in lines[0]][:2] == ["rasa warns", "bot says"]
    named = [line["event"] for each in lines for line in each if "waits" in line["event"]]
    assert len(named) == 2
    assert named[0] == named[1]
    assert re.fullmatch(r"telegram:[0-9a-f]{12} waits for \*\*\*", named[0])
    assert stat.S_IMODE((tmp_path / "naming.key").stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_used_is_for_others_to_report(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "bot says" in logged("INFO", "text", tmp_path / "file")
