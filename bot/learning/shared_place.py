"""Where a learner is who writes on several platforms.

Each conversation remembers its own place, and the store the last one written; beside it stands
which conversation wrote it. Where that was another one, its place counts. A conversation that
takes a place over keeps what it took until its next message, so that the message handled again,
after a crash, goes on from there and not from where it had come to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["TakenOver", "marked", "place_of", "taken_over", "written_by"]

_ON, _MESSAGE, _BEFORE = "on", "message", "before"
_MARKS = frozenset({_ON, _MESSAGE, _BEFORE})


@dataclass(frozen=True)
class TakenOver:
    """A place (None: nowhere) to which another conversation went.

    `again`: the message at hand has taken it over before.
    """

    place: dict[str, Any] | None
    again: bool


def place_of(stored: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The place alone in what is stored; None for nowhere."""
    return {key: value for key, value in (stored or {}).items() if key not in _MARKS} or None


def taken_over(
    stored: Mapping[str, Any] | None, owner: str, here: str, message_id: str
) -> TakenOver | None:
    """What the conversation `here` takes over; None where its own place counts.

    `owner` wrote what bears no mark: the learner's first name, from before anything was linked.
    """
    stored = stored or {}
    if written_by(stored, owner) != here:
        return TakenOver(place_of(stored), again=False)
    if _BEFORE in stored and stored.get(_MESSAGE) == message_id:
        return TakenOver(stored[_BEFORE], again=True)
    return None


def marked(
    place: Mapping[str, Any] | None,
    here: str,
    message_id: str | None = None,
    before: TakenOver | None = None,
) -> dict[str, Any]:
    """The place as the conversation `here` stores it, which took over `before` at that message."""
    stored = {**(place or {}), _ON: here}
    if before:
        stored |= {_MESSAGE: message_id, _BEFORE: before.place}
    return stored


def written_by(stored: Mapping[str, Any] | None, owner: str) -> str:
    """The name under which the person wrote when this was stored."""
    name: str = (stored or {}).get(_ON, owner)
    return name
