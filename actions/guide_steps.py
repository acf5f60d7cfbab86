"""Reading a leader's guide: the place of talk in which “tiếp” is the next step to read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.turn import Choice, Turn

__all__ = ["KIND", "back", "begin", "forward", "is_gone", "show", "tag"]

KIND = "guide"
"""The kind of `activity` of who reads a guide; `before` is where they were when they began."""


def begin(turn: Turn, module_id: str) -> None:
    """Goes to the first step of the guide to a module that has one."""
    activity = turn["activity"] or {}
    before = activity.get("before") if activity.get("kind") == KIND else turn["activity"]
    turn["activity"] = {"kind": KIND, "module": module_id, "step": 0, "before": before}


def tag(activity: dict[str, Any]) -> str:
    """A short name of the exact place."""
    return f"{KIND}-{activity['module']}.{activity['step']}"


def is_gone(turn: Turn) -> bool:
    """Whether the person was in a guide that is no more."""
    activity = turn["activity"] or {}
    return activity.get("kind") == KIND and activity["module"] not in turn.library.guides


def show(turn: Turn, beside: Sequence[Choice] = ()) -> None:
    """The step: what the leader does, and what they read aloud."""
    activity = turn["activity"]
    steps = turn.library.guides[activity["module"]].steps
    number = min(activity["step"], len(steps) - 1)
    here = tag(activity)
    choices = [Choice(f"Tiếp ({number + 1}/{len(steps)})", "next", place=here)]
    if number:
        choices.append(Choice("Quay lại", "previous", place=here))
    choices.append(Choice("Thôi đọc", "stop", place=here))
    step = steps[number]
    text = f"Bước {number + 1}/{len(steps)}. {step.do}\nĐọc to: “{step.say}”"
    turn.tell(text, [*choices, *beside])


def back(turn: Turn) -> None:
    """One step back."""
    activity = turn["activity"]
    turn["activity"] = {**activity, "step": max(activity["step"] - 1, 0)}


def forward(turn: Turn) -> None:
    """One step forward, and shows it; after the last back to where the person was."""
    activity = turn["activity"]
    module = turn.library.curriculum.module(activity["module"])
    if activity["step"] + 1 < len(turn.library.guides[module.id].steps):
        turn["activity"] = {**activity, "step": activity["step"] + 1}
        show(turn)
        return
    before = activity["before"]
    turn["activity"] = {**before, "paused": True} if before else None
    choices = (
        Choice("Đọc phần khác", "leader_guide"),
        Choice("Chọn bài của tuần", "week_lesson"),
        Choice("Xem lớp", "my_groups"),
    )
    turn.say("utter_guide_done", choices, numbered=True, module=module.title)
