"""What goes with a reply beside what is seen of it; the engine and the tail know it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone
from typing import Any

__all__ = ["custom", "said_last", "told_at"]


def custom(
    *,
    urgent: bool = False,
    voice: dict[str, Any] | None = None,
    spoken: str | None = None,
    wording: dict[str, Any] | None = None,
    passing: bool = False,
) -> dict[str, Any] | None:
    """The fields that are set, or None: whether it is sent before others', whose voice says it.

    `spoken` is its wording for the ear, `wording` what a language model may word in its place;
    `passing`: it is about the talk itself.
    """
    fields = {
        "urgent": urgent,
        "voice": voice,
        "spoken": spoken,
        "wording": wording,
        "passing": passing,
    }
    return {name: value for name, value in fields.items() if value} or None


def said_last(events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was said to the last message of `events`, but for what was about the talk itself."""
    before = max((n for n, e in enumerate(events) if e["event"] == "user"), default=-1)
    said = [e for e in events[before + 1 :] if e["event"] == "bot"]
    return [e for e in said if not ((e.get("data") or {}).get("custom") or {}).get("passing")]


def told_at(events: Sequence[dict[str, Any]]) -> datetime | None:
    """When something was said last in these events; None where nothing was."""
    moments = [event["timestamp"] for event in events if event["event"] == "bot"]
    return datetime.fromtimestamp(max(moments), timezone.utc) if moments else None
