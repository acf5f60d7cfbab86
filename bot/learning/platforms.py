"""Where somebody writes from, in words for people."""

from __future__ import annotations

from collections.abc import Iterable

from bot.message import Person

__all__ = ["platform_name", "platforms_in_words"]

_NAMES = {
    "rest": "ứng dụng khác",
    "telegram": "Telegram",
    "terminal": "máy tính",
    "web": "trang web",
    "zalo_bot": "Zalo (bot)",
    "zalo_oa": "Zalo",
}


def platform_name(person: str) -> str:
    """What people call the platform of this `Person.key`; its channel's name where unknown."""
    channel = Person.from_key(person).channel
    return _NAMES.get(channel, channel)


def platforms_in_words(persons: Iterable[str]) -> str:
    """The platforms of these people, each once: “Telegram, Zalo”."""
    return ", ".join(dict.fromkeys(map(platform_name, persons)))
