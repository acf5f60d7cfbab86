"""A class or a family of simulated learners: making it, joining it, looking after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import group_code

from .heard import Button, Heard
from .profiles import Circle

if TYPE_CHECKING:
    from .learner import Learner

WEEK_MODULE = "M05"


async def lead(learner: Learner, circle: Circle) -> None:
    """Makes the circle, tells the others its code, and sets a class its lesson of the week."""
    await learner.say_phrase(f"create_{circle.kind}")
    assert "đặt tên" in learner.heard.text, learner.heard.text
    await learner.say(circle.name)
    code = next(filter(None, (group_code.read(r["text"]) for r in learner.heard.replies)), None)
    assert code, f"no code was told: {learner.heard.text}"
    circle.code = group_code.shown(code)
    if circle.kind == "class":
        await learner.say_phrase("week_lesson")
        await learner.choose(_with_value(learner.heard, WEEK_MODULE))
        await learner.choose(_with_value(learner.heard, f"{WEEK_MODULE}-L1"))
        assert "Bài của tuần của" in learner.heard.text, learner.heard.text
    circle.made.set()


async def take_part(learner: Learner, circle: Circle) -> None:
    """Joins by the code that was told; what the leader sees is agreed to."""
    await circle.made.wait()
    await learner.say(f"mã {circle.code}")
    agree = learner.heard.offered("affirm", "join_group")
    assert agree, learner.heard.text
    await learner.choose(agree)
    name = learner.heard.offered("answer", "1")
    assert name, learner.heard.text
    await learner.choose(name)
    assert "đã vào" in learner.heard.text, learner.heard.text


async def look_after(learner: Learner) -> None:
    """Looks how those who joined are getting on."""
    await learner.say_phrase("my_groups")
    roster = next((b for b in learner.heard.buttons if (b.value or "").endswith("roster")), None)
    if roster:
        await learner.choose(roster)
    if "đã đọc" in learner.heard.text:
        learner.counts["looked after the family"] += 1


def _with_value(heard: Heard, end: str) -> Button:
    found = next((b for b in heard.buttons if (b.value or "").endswith(end)), None)
    assert found, f"“{end}” was not offered: {heard.text}"
    return found
