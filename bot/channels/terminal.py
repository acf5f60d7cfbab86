"""The chat in a terminal (`bot chat`)."""

from __future__ import annotations

from bot.channels.intake import inbound
from bot.channels.pull import ONLY_ANSWERS, PullChannel
from bot.message import Inbound, Person

__all__ = ["CHANNEL", "parse"]

CHANNEL = PullChannel("terminal", ONLY_ANSWERS)


def parse(user: str, message_id: str, text: str, now: float) -> Inbound:
    """A message of `user`; `now` in seconds since the epoch."""
    return inbound(Person(CHANNEL.name, user), message_id, text, now)
