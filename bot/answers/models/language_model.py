"""What the answers know of a language model, whichever it is and wherever it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal, Protocol

__all__ = [
    "MOST_TOKENS",
    "Heard",
    "LanguageModel",
    "Message",
    "ModelError",
    "ModelErrorKind",
    "Prompt",
]

MOST_TOKENS = 160
"""That an answer may take: 300 characters of Vietnamese are some 90 tokens of Gemma's, and up to
150 of models that know less of it."""

Heard = Callable[[str], None]
"""Told each piece of text as it is written; called on the event loop."""


@dataclass(frozen=True)
class Message:
    """One turn of what a model is shown."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True)
class Prompt:
    """What a model is to go on with.

    `template` (Jinja, of `messages`) writes them for a model that brings no template of its own,
    whose text ends before any of `stop`.
    """

    messages: Sequence[Message]
    template: str
    stop: tuple[str, ...]


class ModelErrorKind(Enum):
    """Why a model gave no text."""

    UNREACHABLE = "unreachable"
    """There is no connection, or it broke before the answer was whole."""
    UNAVAILABLE = "unavailable"
    """The server answers with an error of its own."""
    OVERLOADED = "overloaded"
    """Too many requests; `ModelError.retry_after` may say for how long."""
    SILENT = "silent"
    """Nothing came for too long."""
    UNAUTHORIZED = "unauthorized"
    """The server does not accept our key: an operator has to act."""
    REJECTED = "rejected"
    """The server does not accept this request, or does not know the model."""
    UNREADABLE = "unreadable"
    """What came is not what the protocol says."""
    TOO_LONG = "too_long"
    """The prompt does not fit into the model."""
    CUT = "cut"
    """The answer was not finished within MOST_TOKENS: half a sentence helps nobody."""
    UNADMITTED = "unadmitted"
    """It is not, or no more, the one that has passed `bot evaluate llm`."""
    FAILED = "failed"
    """The model in this process raised an error."""

    @property
    def passes(self) -> bool:
        """Whether the same request may succeed if made again at once or a little later."""
        return self in _PASSING

    @property
    def of_request(self) -> bool:
        """Whether it is due to this one request, and says nothing about the next."""
        return self in _OF_REQUEST


_PASSING = frozenset(
    {ModelErrorKind.UNREACHABLE, ModelErrorKind.UNAVAILABLE, ModelErrorKind.OVERLOADED}
)
_OF_REQUEST = frozenset({ModelErrorKind.TOO_LONG, ModelErrorKind.CUT})


class ModelError(Exception):
    """No text; `retry_after` is in seconds, None where nobody said; `detail` is for the log.

    No word of the request or of what the model wrote is in it.
    """

    def __init__(
        self, kind: ModelErrorKind, detail: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(f"{kind.value}: {detail}" if detail else kind.value)
        self.kind = kind
        self.retry_after = retry_after


class LanguageModel(Protocol):
    """Goes on with a prompt: the likeliest text (temperature 0), at most MOST_TOKENS."""

    @property
    def at_once(self) -> int:
        """How many requests it works on side by side."""

    async def word(self, prompt: Prompt, heard: Heard) -> str:
        """The whole text; `heard` is told its pieces as they come.

        When cancelled, the model stops working on it. Raises ModelError.
        """

    async def close(self) -> None:
        """Lets go of the model; no request may be under way."""
