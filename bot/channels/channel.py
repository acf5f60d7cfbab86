"""What delivery asks of a platform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any, Protocol, runtime_checkable

from bot.message import Inbound, Media, Person, Reply

__all__ = [
    "Call",
    "Capabilities",
    "Channel",
    "FetchError",
    "FetchErrorKind",
    "PollingChannel",
    "PushChannel",
    "Rate",
    "Received",
    "RefusalKind",
    "Refused",
    "SendError",
    "SendErrorKind",
    "WebhookChannel",
]


@dataclass(frozen=True)
class Rate:
    """At most `count` things in `seconds` in the long run, `burst` of them (1 or more) at once."""

    count: int
    seconds: float
    burst: int


@dataclass(frozen=True)
class Capabilities:
    """What a platform can do.

    `pull`: people fetch their replies themselves (from the conversation log), nothing is sent.
    `buttons`: choices can be pressed. `text_limit`: most characters of one text. `window`: how
    long after a person's last message the bot may write to them of its own accord; None: always,
    zero: never, at most seven days (so long is their last message remembered). `rate`: how many
    requests it takes from the bot, `chat_rate`: how many of them to one person; None: any number.
    """

    pull: bool
    buttons: bool
    text_limit: int
    window: timedelta | None = None
    rate: Rate | None = None
    chat_rate: Rate | None = None


class SendErrorKind(Enum):
    """Why a platform did not take replies."""

    UNAVAILABLE = "unavailable"
    """No connection, or the platform answers with an error of its own."""
    UNANSWERED = "unanswered"
    """The connection broke or timed out after the request went out: it may have been taken."""
    RATE_LIMITED = "rate_limited"
    """Too many messages; `SendError.retry_after` may say for how long."""
    UNAUTHORIZED = "unauthorized"
    """The platform does not accept our token: an operator has to act."""
    REJECTED = "rejected"
    """The platform does not accept these replies."""
    UNREACHABLE = "unreachable"
    """The person has left or blocked the bot."""
    WINDOW_CLOSED = "window_closed"
    """The person wrote too long ago for the platform to let the bot write to them."""
    QUOTA_SPENT = "quota_spent"
    """The account has sent as many messages as it may."""

    @property
    def passes(self) -> bool:
        """Whether sending the same again later may succeed."""
        return self in _PASSING


_PASSING = frozenset(
    {
        SendErrorKind.UNAVAILABLE,
        SendErrorKind.UNANSWERED,
        SendErrorKind.RATE_LIMITED,
        SendErrorKind.UNAUTHORIZED,
    }
)


class SendError(Exception):
    """Replies were not sent; `retry_after` is in seconds, None where the platform did not say."""

    def __init__(self, kind: SendErrorKind, retry_after: float | None = None) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.retry_after = retry_after


class FetchErrorKind(Enum):
    """Why what a person sent cannot be had from the platform."""

    UNAVAILABLE = "unavailable"
    """It does not answer, or not now: asking again later may succeed."""
    GONE = "gone"
    """It has no such thing (any more), or the thing lies where nothing is fetched from."""
    TOO_LARGE = "too_large"
    """It is larger than what is fetched."""


class FetchError(Exception):
    """What a person sent was not fetched; `retry_after` as in SendError."""

    def __init__(self, kind: FetchErrorKind, retry_after: float | None = None) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.retry_after = retry_after


@dataclass(frozen=True)
class Call:
    """One request to a platform, as plain JSON values: what `PushChannel.render` makes."""

    method: str
    fields: Mapping[str, Any]


class RefusalKind(Enum):
    """Why something that claims to come from a platform is not taken."""

    FORGED = "forged"
    """The secret or the signature is missing or wrong."""
    STALE = "stale"
    """Rightly signed, but older than the replay window."""
    MALFORMED = "malformed"
    """Not what the platform sends."""


class Refused(Exception):
    """A request that is not taken; nothing of it is kept."""

    def __init__(self, kind: RefusalKind) -> None:
        super().__init__(kind.value)
        self.kind = kind


@dataclass(frozen=True)
class Received:
    """What came from a platform in one piece.

    `left`: people who blocked the bot or stopped following it. `receipt` is for `acknowledge`.
    """

    inbounds: tuple[Inbound, ...] = ()
    left: tuple[Person, ...] = ()
    receipt: tuple[str, ...] = ()


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

    def render(self, person: Person, replies: Sequence[Reply]) -> list[Call]:
        """The requests that bring these replies to the person, in order.

        Pure: the same replies give the same calls, so that a sender that was killed goes on
        with the call after the last one that was done.
        """
        ...

    async def send(self, call: Call) -> None:
        """Makes one request of `render`; raises SendError."""
        ...

    async def typing(self, person: Person) -> None:
        """Shows that an answer is on its way, where the platform can; raises SendError."""
        ...

    async def fetch_media(self, media: Media) -> bytes:
        """What `media` stands for, of a message of this platform; raises FetchError.

        Only from where the platform keeps such things, and only so much (`bot/channels/media.py`).
        """
        ...

    async def close(self) -> None:
        """Ends its connections."""
        ...


@runtime_checkable
class WebhookChannel(PushChannel, Protocol):
    """A platform that sends what people write to `/webhooks/{name}`."""

    def receive(self, headers: Mapping[str, str], body: bytes, now: float) -> Received:
        """Verifies and parses one request; header names in lower case, `now` in seconds.

        Raises Refused. Pure and quick: the platform waits for our answer.
        """
        ...

    async def acknowledge(self, receipt: Sequence[str]) -> None:
        """Tells the platform, after everything was stored, that a button's press was seen.

        Raises SendError; nothing depends on it.
        """
        ...


@runtime_checkable
class PollingChannel(PushChannel, Protocol):
    """A platform that is asked for what people wrote."""

    async def poll(self) -> Received:
        """Waits, at most a minute, for the next messages; raises SendError.

        Gives the same messages again until they are acknowledged, where the platform can.
        """
        ...

    async def acknowledge(self, receipt: Sequence[str]) -> None:
        """Says that everything of `receipt` was stored; raises SendError."""
        ...
