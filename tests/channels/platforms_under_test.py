"""How the harness makes each channel and signs for its platform; where the tables are.

The tables' formats are documented in `test_incoming.py` and `test_outgoing.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

import bot.channels
from bot.channels.channel import Channel

__all__ = [
    "FEWEST",
    "PLATFORMS",
    "TABLES",
    "Platform",
    "by_header",
    "channels_below",
    "missing",
    "read_cases",
]

FEWEST = 8
"""Cases of a table; a platform that is used has more."""

TABLES = Path(__file__).parent
CHANNELS = Path(bot.channels.__file__).parent

Headers = Mapping[str, str]


@dataclass(frozen=True)
class Platform:
    """`make(url)` is the channel for a platform, and for a site of our own, at `url`.

    `sign(headers, body)`: the headers with the platform's own proof added. `went_well`: what the
    platform answers to a request where a case says nothing.
    """

    make: Callable[[str], Channel]
    sign: Callable[[Headers, bytes], Headers]
    went_well: Mapping[str, Any]


def _telegram(url: str) -> Channel:
    from bot.channels.attachments import Attachments
    from bot.channels.telegram.channel import Telegram

    return Telegram("1:token", secret="a-secret", api_url=url, fetch=Attachments(url))


def _zalo_oa(url: str) -> Channel:
    from platforms.zalo_oa import channel_at

    return channel_at(url)


def _zalo_bot(url: str) -> Channel:
    from bot.channels.zalo_bot.channel import ZaloBot

    return ZaloBot("1:token", secret="a-secret", api_url=url, base_url=url)


def by_header(name: str) -> Callable[[Headers, bytes], Headers]:
    """The proof is the secret itself."""
    return lambda headers, _body: {name: "a-secret", **headers}


def _zalo_oa_signed(headers: Headers, body: bytes) -> Headers:
    """SHA-256 over application, body, the body's timestamp, secret."""
    try:
        at = str(json.loads(body)["timestamp"])
    except (ValueError, TypeError, KeyError):
        at = ""
    mac = hashlib.sha256(b"app-id" + body + at.encode() + b"a-secret").hexdigest()
    return {"x-zevent-signature": f"mac={mac}", **headers}


PLATFORMS: dict[str, Platform] = {
    "telegram": Platform(
        _telegram,
        by_header("x-telegram-bot-api-secret-token"),
        {"ok": True, "result": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
    ),
    "zalo_oa": Platform(
        _zalo_oa,
        _zalo_oa_signed,
        {"data": {"message_id": "s1"}, "error": 0, "message": "Success"},
    ),
    "zalo_bot": Platform(
        _zalo_bot,
        by_header("x-bot-api-secret-token"),
        {"ok": True, "result": {"message_id": "s1", "date": 0}},
    ),
}


def channels_below(folder: Path = CHANNELS) -> list[str]:
    """The names of the platforms in `folder`: modules and packages with something to receive."""
    files = [*folder.glob("*.py"), *folder.glob("*/channel.py")]
    found = {
        file.stem if file.parent == folder else file.parent.name
        for file in files
        if file != folder / "channel.py" and "def render(" in file.read_text("utf-8")
    }
    return sorted(found)


def read_cases(direction: str, name: str, folder: Path = TABLES) -> list[dict[str, Any]]:
    """The table of a channel; raises FileNotFoundError, and ValueError for labels used twice."""
    with (folder / direction / f"{name}.yml").open(encoding="utf-8") as table:
        cases: list[dict[str, Any]] = yaml.safe_load(table)
    labels = [case["label"] for case in cases]
    if len(set(labels)) < len(labels):
        raise ValueError(f"{direction}/{name}.yml: a label stands twice")
    return cases


def missing(direction: str, name: str, folder: Path = TABLES) -> str | None:
    """What the harness lacks to test the channel in this direction ("incoming", "outgoing")."""
    if name not in PLATFORMS:
        return f"platforms_under_test.py does not say how {name} is made"
    if not (folder / direction / f"{name}.yml").is_file():
        return f"bot/channels has {name}, but there is no {direction}/{name}.yml"
    few = len(read_cases(direction, name, folder)) < FEWEST
    return f"{direction}/{name}.yml has fewer than {FEWEST} cases" if few else None
