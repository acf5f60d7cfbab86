"""What delivery asks of a platform."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Protocol, runtime_checkable

from bot.message import Person, Reply

__all__ = ["Capabilities", "Channel", "PushChannel", "SendError", "SendErrorKind"]


@dataclass(frozen=True)
class Capabilities:
    """What a platform can do.

    `pull`: people fetch their replies themselves (from the conversation log), nothing is sent.
    `buttons`: choices can be pressed. `text_limit`: most characters of one text. `window`: how
    long after a person's last message the bot may write to them of its own accord; None: always,
    zero: never, at most seven days (so long is their last message remembered).
    """

    pull: bool
    buttons: bool
    text_limit: int
    window: timedelta | None = None


class SendErrorKind(Enum):
    """Why a platform did not take replies."""

    UNAVAILABLE = "unavailable"
    """No connection, or the platform answers with an error of its own."""
    RATE_LIMITED = "rate_limited"
    """Too many messages; `SendError.retry_after` may say for how long."""
    UNAUTHORIZED = "unauthorized"
    """The platform does not accept our token: an operator has to act."""
    REJECTED = "rejected"
    """The platform does not accept these replies."""
    UNREACHABLE = "unreachable"
    """The person has left or blocked the bot."""

    @property
    def passes(self) -> bool:
        """Whether sending the same again later may succeed."""
        return self in _PASSING


_PASSING = frozenset(
    {SendErrorKind.UNAVAILABLE, SendErrorKind.RATE_LIMITED, SendErrorKind.UNAUTHORIZED}
)


class SendError(Exception):
    """Replies were not sent; `retry_after` is in seconds, None where the platform did not say."""

    def __init__(self, kind: SendErrorKind, retry_after: float | None = None) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.retry_after = retry_after


class Channel(Protocol):
    """One platform. Without `capabilities.pull` it is a PushChannel."""

    @property
    def name(self) -> str:
        """The `Person.channel` of its people."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What it can do."""
        ...


@runtime_checkable
class PushChannel(Channel, Protocol):
    """A platform that replies are sent to."""

    async def send(self, person: Person, message_id: str, replies: Sequence[Reply]) -> None:
        """Sends the replies to one message, in order; raises SendError.

        May be called again with the same `message_id` when the process was killed meanwhile.
        """
        ...
