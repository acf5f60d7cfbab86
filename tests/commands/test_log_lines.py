"""A line of the log says what happened, not who it was or what they wrote."""

from __future__ import annotations

import json
import logging
import re
import sys
from typing import Any

import pytest

from bot.commands.log_lines import JsonLine, TextLine
from bot.delivery.naming import masked_id
from bot.message import Inbound, Person

KEY = b"k" * 32
AN = Person("telegram", "123456789")
SECRETS = ("1:token", "1:token-longer", "")


def record(message: str, *arguments: object, error: bool = False, **extra: object) -> Any:
    """A record as a logger makes it."""
    logger = logging.Logger("bot.test")
    info = sys.exc_info() if error else None
    return logger.makeRecord(
        "bot.test", logging.WARNING, "x.py", 1, message, arguments, info, None, extra
    )


def told(*arguments: Any, **more: Any) -> dict[str, Any]:
    """The JSON line."""
    line = JsonLine(KEY, SECRETS).format(record(*arguments, **more))
    assert "\n" not in line
    found: dict[str, Any] = json.loads(line)
    return found


@pytest.mark.parametrize("form", [JsonLine, TextLine])
def test_people_are_called_by_keyed_hashes(form: type[JsonLine] | type[TextLine]) -> None:
    inbound = Inbound(AN, "m1", "bí mật của bác", 0.0)
    line = form(KEY).format(record("%s of %s", inbound, AN, person=AN))
    assert "123456789" not in line
    assert "bí mật" not in line
    name = masked_id(AN, KEY)
    assert re.fullmatch(r"telegram:[0-9a-f]{12}", name)
    assert line.count(name) == 3
    assert masked_id(AN, b"other") not in line


def test_json_has_what_programs_look_for() -> None:
    line = told(
        "outbox of %s: %d wait", "telegram", 3, person=AN, seconds=0.5, kind=["a"], none=None
    )
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("time"))
    assert line == {
        "level": "warning",
        "logger": "bot.test",
        "event": "outbox of telegram: 3 wait",
        "person": masked_id(AN, KEY),
        "seconds": 0.5,
        "kind": "['a']",
        "none": None,
    }
    assert told("100 %")["event"] == "100 %"
    assert told("%(who)s waits", {"who": AN})["event"] == f"{masked_id(AN, KEY)} waits"
    assert told("half a pair \ud83d")["event"] == "half a pair ?"
    assert told("x", time="not mine")["time"] != "not mine"


def test_text_is_one_line_and_nothing_passes_for_another() -> None:
    line = TextLine(KEY).format(
        record("message %s waits", "a\n2026-01-01 00:00:00,000 ERROR bot: forged\x1b[2J\r", n=1)
    )
    assert re.match(
        r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} WARNING bot\.test: message a\n    2026-", line
    )
    assert line.endswith("forged\\x1b[2J\\r waits n=1")


@pytest.mark.parametrize("form", [JsonLine, TextLine])
def test_an_error_is_told_by_type_and_place(form: type[JsonLine] | type[TextLine]) -> None:
    try:
        try:
            int("bí mật")
        except ValueError as problem:
            raise KeyError("bí mật khác") from problem
    except KeyError:
        line = form(KEY).format(record("it failed", error=True))
    assert "bí mật" not in line.replace('int("bí mật")', "").replace('KeyError("bí mật khác")', "")
    assert "KeyError" in line
    assert "ValueError" in line
    assert "test_log_lines.py" in line


@pytest.mark.parametrize("form", [JsonLine, TextLine])
def test_secrets_are_never_written(form: type[JsonLine] | type[TextLine]) -> None:
    url = "https://api.telegram.org/bot1:token-longer/getMe"
    line = form(KEY, SECRETS).format(record("POST %s failed", url, url=url, other="1:token"))
    assert "token" not in line
    assert line.count("bot***/getMe") == 2
    assert "longer" not in line
