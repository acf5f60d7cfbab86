"""The vocabulary that every floor shares: who writes, what comes in, what goes out.

All classes are frozen and hold only strings, numbers and each other, so that they
travel through the queue as JSON without loss (`to_json` / `from_json`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

__all__ = ["Button", "Inbound", "Media", "MessageKind", "Person", "Reply", "Spoken", "TryLater"]

MessageKind = Literal[
    "text", "voice", "photo", "file", "location", "sticker", "edit", "unsupported"
]
"""What a message is; everything but "text" may come with a text of its own, a caption."""


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
class Media:
    """Where the content of a message can be had: `place` is an URL or the platform's own id.

    `seconds` and `size` (bytes) are what the platform said of it, None where it said nothing.
    """

    place: str
    mime: str | None = None
    seconds: float | None = None
    size: int | None = None


@dataclass(frozen=True)
class Spoken:
    """How well a voice note was understood.

    `problem` says why there is no text ("too_quiet", "too_short", "noise", "too_long",
    "too_large", "broken", "unclear", "unavailable"), None where there is one; `sure` is from 0
    to 1.
    """

    problem: str | None = None
    sure: float = 1.0


@dataclass(frozen=True)
class Inbound:
    """One message of a person.

    `id` is the platform's id of the message: the same id twice is the same message.
    `received_at` is in seconds since the epoch. `masked` names what was blanked out of
    `text` before it was stored ("otp", "password", "card", "citizen_id"). `media` is set only
    where something can be done with it: for a voice note, whose `text` is what was heard once
    it has `spoken`.
    """

    person: Person
    id: str
    text: str
    received_at: float
    masked: tuple[str, ...] = ()
    kind: MessageKind = "text"
    media: Media | None = None
    spoken: Spoken | None = None

    def to_json(self) -> str:
        """This message as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str | bytes) -> Inbound:
        """The inverse of `to_json`."""
        fields: dict[str, Any] = json.loads(line)
        fields["person"] = Person(**fields["person"])
        fields["masked"] = tuple(fields["masked"])
        if fields.get("media"):
            fields["media"] = Media(**fields["media"])
        if fields.get("spoken"):
            fields["spoken"] = Spoken(**fields["spoken"])
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
    """One bubble of the bot. `image`, `attachment` and `audio` are absolute URLs.

    `urgent`: somebody may be losing money right now; it is sent before what others wait for.
    `wording`: what a language model is to word (JSON), which is said later; no channel sees it.
    """

    text: str
    buttons: tuple[Button, ...] = field(default=())
    image: str | None = None
    attachment: str | None = None
    urgent: bool = False
    audio: str | None = None
    wording: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """This reply as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Reply:
        """The inverse of `to_dict`."""
        buttons = tuple(Button(**button) for button in fields.get("buttons", ()))
        return cls(
            fields["text"],
            buttons,
            fields.get("image"),
            fields.get("attachment"),
            fields.get("urgent", False),
            fields.get("audio"),
            fields.get("wording"),
        )
