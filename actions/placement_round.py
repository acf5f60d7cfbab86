"""Being in a placement: which question is open, and what the order of its options is drawn by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.turn import Turn
from bot.learning.curriculum import Question
from bot.learning.placement import KIND, Placement

__all__ = ["KIND", "at", "open_question", "placement_of", "tag"]


def placement_of(turn: Turn) -> Placement | None:
    """The placement the person is in, without an open question that is no longer asked."""
    activity = turn["activity"] or {}
    if activity.get("kind") != KIND:
        return None
    placement = Placement.from_dict(activity["placement"])
    id = placement.question_id
    if id is None or turn.library.curriculum.has_question(id):
        return placement
    return replace(placement, asked=placement.asked[:-1], over=True)


def at(placement: Placement, before: dict[str, Any] | None) -> dict[str, Any]:
    """The activity of being in it; `before` is where the person was."""
    return {"kind": KIND, "placement": placement.to_dict(), "before": before}


def tag(activity: dict[str, Any]) -> str:
    """A short name of the open question, carried by its buttons."""
    return f"p{Placement.from_dict(activity['placement']).question_id}"


def open_question(turn: Turn) -> tuple[Question, str] | None:
    """The question that is open, and what the order of its options is drawn by."""
    placement = placement_of(turn)
    id = placement.question_id if placement else None
    if placement is None or id is None:
        return None
    return turn.library.curriculum.question(id), placement.seed
