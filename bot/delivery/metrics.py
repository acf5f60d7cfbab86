"""What delivery counts, for `GET /metrics`."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

__all__ = ["ACCEPTED", "DEAD_REPLIES", "DELIVERED", "ENDED", "HANDLING_SECONDS", "REMINDERS"]

ACCEPTED = Counter("bot_messages_accepted", "Incoming messages by what became of them", ["outcome"])
ENDED = Counter(
    "bot_messages_ended",
    "Handled messages by outcome; buried ones are dead letters, refused ones came too late",
    ["outcome"],
)
DELIVERED = Counter("bot_replies_delivered", "Sets of replies delivered", ["channel"])
DEAD_REPLIES = Counter("bot_replies_dead", "Sets of replies that could not be sent", ["channel"])
REMINDERS = Counter(
    "bot_reminders",
    "Reminders of deadlines by outcome; held ones wait until the channel lets the bot write first",
    ["outcome"],
)
HANDLING_SECONDS = Histogram(
    "bot_handling_seconds",
    "Time from taking a message to its replies",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120),
)
