"""The chat page of the bot's own web server."""

from __future__ import annotations

from bot.channels.intake import inbound
from bot.channels.pull import PullChannel
from bot.message import Inbound, Person

__all__ = ["CHANNEL", "parse"]

CHANNEL = PullChannel("web")


def parse(user: str, message_id: str, text: str, now: float) -> Inbound:
    """A message of `user`; `now` in seconds since the epoch."""
    return inbound(Person(CHANNEL.name, user), message_id, text, now)
