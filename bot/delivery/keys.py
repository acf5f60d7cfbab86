"""The names under which delivery keeps things in Redis.

| key | type | what |
|---|---|---|
| `ready` | stream | one entry for each person who has mail, read by the group `workers` |
| `mailbox:{person}` | stream | messages not yet answered, oldest first: `id`, `message` (JSON) |
| `seen:{person}` | sorted set | ids of accepted messages by time in milliseconds |
| `state:{person}` | hash | `ready` (entry id), `token`, `attempt`, `postponed` |
| `log:{person}` | stream | the conversation: `direction`, `id`, `text` or `replies` |
| `reply:{person}:{id}` | string | replies of one message (JSON) |
| `outbox:{channel}` | stream | replies to be sent: `person`, `id`, `replies` |
| `sender:{channel}` | string | which sender serves a channel that is pushed to |
| `announced:{person}` | sorted set | ids of what was sent unasked, by time in milliseconds |
| `dead` | stream | what could not be handled or sent |
| `tokens`, `news:count` | counter | lease tokens; notifications so far |
| `news` | pub/sub channel | `[count, [[person, id], …]]`: replies that just arrived |

The Lua steps build most of these names themselves from a person's key, so all of it lives in one
Redis, not in a Redis Cluster.
"""

from __future__ import annotations

from bot.message import Person

__all__ = ["DEAD", "NEWS", "NEWS_COUNT", "READY", "WORKERS", "log", "outbox", "reply", "sender"]

READY = "ready"
WORKERS = "workers"
DEAD = "dead"
NEWS = "news"
NEWS_COUNT = "news:count"


def log(person: Person) -> str:
    """The stream that is the conversation log of `person`."""
    return f"log:{person.key}"


def reply(person: Person, message_id: str) -> str:
    """The replies of one message."""
    return f"reply:{person.key}:{message_id}"


def outbox(channel: str) -> str:
    """The stream of replies to be sent on `channel`."""
    return f"outbox:{channel}"


def sender(channel: str) -> str:
    """The lease of the one sender that serves `channel`."""
    return f"sender:{channel}"
