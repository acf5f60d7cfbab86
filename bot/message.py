"""The vocabulary that every floor shares: who writes, what comes in, what goes out.

All classes are frozen and hold only strings, numbers and each other, so that they
travel through the queue as JSON without loss (`to_json` / `from_json`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["Button", "Inbound", "Person", "Reply", "TryLater"]


class TryLater(Exception):
    """Handling failed for a reason that passes (database locked, store restarting).

    The message stays at the head of its mailbox and is handled again.
    """


@dataclass(frozen=True)
class Person:
    """One person on one channel, for example ``Person("web", "4f1c…")``."""

    channel: str
    user: str

    @property
    def key(self) -> str:
        """``"channel:user"``: the name of this person in queues and tables."""
        return f"{self.channel}:{self.user}"

    @classmethod
    def from_key(cls, key: str) -> Person:
        """The inverse of `key`; raises ValueError where there is no colon."""
        channel, colon, user = key.partition(":")
        if not colon:
            raise ValueError(f"not a person key: {key!r}")
        return cls(channel, user)


@dataclass(frozen=True)
class Inbound:
    """One message of a person.

    `id` is the platform's id of the message: the same id twice is the same message.
    `received_at` is in seconds since the epoch. `masked` names what was blanked out of
    `text` before it was stored ("otp", "password", "card", "citizen_id").
    """

    person: Person
    id: str
    text: str
    received_at: float
    masked: tuple[str, ...] = ()

    def to_json(self) -> str:
        """This message as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str | bytes) -> Inbound:
        """The inverse of `to_json`."""
        fields: dict[str, Any] = json.loads(line)
        fields["person"] = Person(**fields["person"])
        fields["masked"] = tuple(fields["masked"])
        return cls(**fields)


@dataclass(frozen=True)
class Button:
    """A choice under a reply: what stands on it, and what comes back when pressed.

    `payload` is at most 64 bytes (Telegram's limit, the smallest of all platforms).
    """

    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One bubble of the bot. `image` and `attachment` are absolute URLs."""

    text: str
    buttons: tuple[Button, ...] = field(default=())
    image: str | None = None
    attachment: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """This reply as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Reply:
        """The inverse of `to_dict`."""
        buttons = tuple(Button(**button) for button in fields.get("buttons", ()))
        return cls(fields["text"], buttons, fields.get("image"), fields.get("attachment"))
