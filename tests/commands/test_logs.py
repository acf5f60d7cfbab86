"""Logs never have what people wrote."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import logging, os
from bot.commands.logs import set_up_logs
set_up_logs("{level}")
import structlog
structlog.get_logger().info("rasa.event", text="bí mật của bác")
structlog.get_logger().debug("rasa.event", text="bí mật của bác")
logging.getLogger("rasa.core").info("bí mật của bác")
logging.getLogger("rasa.core").warning("rasa warns")
logging.getLogger("bot.dialogue").info("bot says")
logging.getLogger("bot.dialogue").debug("bot whispers")
assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"
"""


def logged(level: str) -> str:
    """What a process with this level logs; a process of its own, as logging is for good."""
    done = subprocess.run(
        [sys.executable, "-c", CODE.replace("{level}", level)],
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


def test_debug_is_for_the_bot_alone() -> None:
    written = logged("debug")
    assert "bí mật" not in written
    assert "bot whispers" in written
