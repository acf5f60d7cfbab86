"""What delivery counts, for `GET /metrics`."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

__all__ = [
    "ACCEPTED",
    "DEAD_LETTERS",
    "DEAD_REPLIES",
    "DELIVERED",
    "DROPPED",
    "ENDED",
    "HANDLING_SECONDS",
    "HEARD",
    "HEARING_SECONDS",
    "MAILBOXES",
    "MAILBOXES_AGE",
    "OUTBOX",
    "OUTBOX_AGE",
    "POLLS",
    "REMINDERS",
    "RETRIES",
    "SENDS",
    "SENT",
    "STUDY_REMINDERS",
    "UNAUTHORIZED",
    "UNHEARD",
    "UNHEARD_AGE",
    "UNSURE",
]

ACCEPTED = Counter(
    "bot_messages_accepted",
    "Incoming messages by what became of them; limited and full ones were not stored",
    ["outcome", "channel"],
)
ENDED = Counter(
    "bot_messages_ended",
    "Handled messages by outcome; buried ones are dead letters, refused ones came too late",
    ["outcome", "channel"],
)
DELIVERED = Counter("bot_replies_delivered", "Sets of replies delivered", ["channel"])
DEAD_REPLIES = Counter("bot_replies_dead", "Sets of replies that could not be sent", ["channel"])
SENDS = Counter(
    "bot_sends",
    "Calls to platforms by how they ended: sent, or why not (bot/channels/channel.py)",
    ["channel", "outcome"],
)
RETRIES = Counter("bot_send_retries", "Calls that are made again, by why", ["channel", "reason"])
UNSURE = Counter(
    "bot_sends_unsure",
    "Calls that nobody knows the end of: they are made again and may arrive twice",
    ["channel"],
)
UNAUTHORIZED = Gauge(
    "bot_channel_unauthorized", "1 while the platform does not accept the bot's token", ["channel"]
)
POLLS = Counter("bot_polls", "Requests for messages by outcome", ["channel", "outcome"])
DROPPED = Counter(
    "bot_messages_dropped", "Messages lost because somebody wrote too fast for long", ["channel"]
)
MAILBOXES = Gauge("bot_mailboxes_waiting", "People with messages not yet answered")
MAILBOXES_AGE = Gauge("bot_mailboxes_oldest_seconds", "How long the first of them has waited")
UNHEARD = Gauge("bot_voice_notes_waiting", "People whose voice note was not yet listened to")
UNHEARD_AGE = Gauge("bot_voice_notes_oldest_seconds", "How long the first of them has waited")
HEARD = Counter(
    "bot_voice_notes_heard",
    "Voice notes by outcome: understood, or why not (bot/message.py); refused ones came too late",
    ["outcome", "channel"],
)
OUTBOX = Gauge("bot_outbox_waiting", "Sets of replies not yet sent", ["channel"])
OUTBOX_AGE = Gauge("bot_outbox_oldest_seconds", "How long the first of them waits", ["channel"])
DEAD_LETTERS = Gauge("bot_dead_letters", "Dead letters that operators have not looked after")
SENT = Gauge(
    "bot_sent_this_month", "Calls that counted for the platform's quota this month", ["channel"]
)
REMINDERS = Counter(
    "bot_reminders",
    "Reminders of deadlines by outcome; held ones wait until the channel lets the bot write first",
    ["outcome"],
)
STUDY_REMINDERS = Counter(
    "bot_study_reminders",
    "Daily reminders to study: sent, or why not (bot/learning/nudges.py)",
    ["outcome"],
)
HEARING_SECONDS = Histogram(
    "bot_hearing_seconds",
    "Time from taking a voice note to its text, fetching it included",
    buckets=(0.2, 0.5, 1, 2, 3, 4, 6, 10, 20, 30, 60, 120),
)
HANDLING_SECONDS = Histogram(
    "bot_handling_seconds",
    "Time from taking a message to its replies",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120),
)
