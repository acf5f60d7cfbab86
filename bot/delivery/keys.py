"""The names under which delivery keeps things in Redis.

| key | type | what |
|---|---|---|
| `ready` | stream | one entry for each person who has mail, read by the group `workers` |
| `hearing` | stream | one entry for each person whose next message is a voice note not yet heard, \
read by the group `hearers` |
| `listening` | string | set while somebody listens to voice notes |
| `wording` | stream | answers that a language model is to word: `person`, `id` of the message and \
`asked` (JSON), read by the group `worders` |
| `writing` | string | set while a language model words answers |
| `audio:{person}:{id}` | string | a recording made on our own page, until it was heard |
| `mailbox:{person}` | stream | messages not yet answered, oldest first: `id`, `message` (JSON) |
| `seen:{person}` | sorted set | ids of accepted messages by time in milliseconds |
| `state:{person}` | hash | `ready` or `hearing` (entry id), `token`, `attempt`, `postponed`, of \
a voice note what was `heard` (JSON), and which one was `reassured` about |
| `log:{person}` | stream | the conversation: `direction` ("in", "heard", "out"), `id`, `text` or \
`replies` |
| `reply:{person}:{id}` | string | replies of one message (JSON) |
| `left:{person}` | string | set while a person who blocked the bot has not written again |
| `pace:{name}`, `halted:{name}` | string | a rate limit: when it is empty again; may not be used |
| `outbox:{channel}` | stream | replies to be sent: `person`, `id`, `replies` |
| `sending:{channel}:{entry}` | hash | how far an entry of the outbox was sent: `done` calls, \
the one `under_way`, how often that one is `unsure` |
| `sender:{channel}`, `poller:{channel}` | string | which sender serves a channel that is pushed \
to, and who asks for its messages |
| `tally:{channel}:{month}` | hash | calls `sent:{day}` and `unsure:{day}` |
| `platform:{channel}` | hash | `window` in seconds, the `quota` as the platform last told it |
| `announced:{person}` | sorted set | ids of what was sent unasked, by time in milliseconds |
| `speech:{token}` | string | a text to be heard and its voice (JSON) |
| `spoken:{person}` | sorted set | tokens of what the person was told aloud, by time |
| `dead` | stream | what could not be handled or sent |
| `tokens`, `news:count` | counter | lease tokens; notifications so far |
| `news` | pub/sub channel | `[count, [[person, id], …]]`: replies that just arrived |

The Lua steps build most of these names themselves from a person's key, so all of it lives in one
Redis, not in a Redis Cluster.
"""

from __future__ import annotations

from datetime import date

from bot.message import Person

__all__ = [
    "DEAD",
    "GROUPS",
    "HEARING",
    "LISTENING",
    "NEWS",
    "NEWS_COUNT",
    "READY",
    "WORDERS",
    "WORDING",
    "WRITING",
    "is_entry",
    "left",
    "log",
    "mailbox",
    "outbox",
    "platform",
    "poller",
    "recording",
    "reply",
    "seen",
    "sender",
    "speech",
    "spoken",
    "tally",
]

READY = "ready"
HEARING = "hearing"
GROUPS = {READY: "workers", HEARING: "hearers"}
LISTENING = "listening"
WORDING = "wording"
WORDERS = "worders"
WRITING = "writing"
DEAD = "dead"
NEWS = "news"
NEWS_COUNT = "news:count"


def is_entry(text: str) -> bool:
    """Whether `text` is the id of an entry of a stream, in full."""
    milliseconds, _, number = text.partition("-")
    return all(
        part.isascii() and part.isdigit() and len(part) < 20 for part in (milliseconds, number)
    )


def mailbox(person: Person) -> str:
    """The stream of the messages of `person` that are not yet answered."""
    return f"mailbox:{person.key}"


def recording(person: str, message_id: str) -> str:
    """The sound of a voice note; `person` is a `Person.key`, "*" with "*": a pattern for all."""
    return f"audio:{person}:{message_id}"


def announced(person: Person) -> str:
    """The ids of what `person` was sent unasked."""
    return f"announced:{person.key}"


def left(person: Person) -> str:
    """Set while `person` does not want to be written to."""
    return f"left:{person.key}"


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


def poller(channel: str) -> str:
    """The lease of the one process that asks for the messages of `channel`."""
    return f"poller:{channel}"


def tally(channel: str, day: date) -> str:
    """What was sent on `channel` in the month of `day`."""
    return f"tally:{channel}:{day:%Y-%m}"


def platform(channel: str) -> str:
    """What operators are told of the platform behind `channel`."""
    return f"platform:{channel}"


def seen(channel: str, user: str) -> str:
    """The ids of the messages of the last seven days of `user`; "*": a pattern for everybody's."""
    return f"seen:{channel}:{user}"


def speech(token: str) -> str:
    """The text behind the address of a sound."""
    return f"speech:{token}"


def spoken(person: Person) -> str:
    """The tokens of all that `person` was told aloud and can still be heard."""
    return f"spoken:{person.key}"
